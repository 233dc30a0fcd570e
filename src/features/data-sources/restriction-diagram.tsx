import { ArrowDown, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LineageStep, RestrictionPath } from '../../contract/audience-model.ts'
import { CONTROL_WORDS } from '../../domain/control-words.ts'
import { LINEAGE_NAMES, LINEAGE_VERBS } from '../../domain/restriction-sentence.ts'
import { paths } from '../../paths.ts'
import { cx } from '../../ui/class-names.ts'
import { TextLink } from '../../ui/text-link.tsx'

/** More boxes than this have no room beside each other. */
const IN_A_ROW = 5

/**
 * The way from a segment to the label that may not have it, as a chain of boxes: beside each other
 * where there is room, else one below the other. An ordered list to those who listen to it.
 */
export function RestrictionDiagram({
  path: { label, steps },
  labelOwner,
}: {
  path: RestrictionPath
  /** Whose label it is: the destination's name. */
  labelOwner: string
}) {
  const words = CONTROL_WORDS[label]
  const isRow = steps.length < IN_A_ROW
  return (
    <ol className={cx('grid grid-cols-[minmax(0,1fr)]', isRow && 'xl:flex xl:items-stretch')}>
      {steps.map((step, at) => (
        <Box
          key={`${step.kind} ${step.id}`}
          isRow={isRow}
          link={at === 0 ? null : linkWords(step, steps[at - 1])}
          kind={LINEAGE_NAMES[step.kind]}
          name={<Name step={step} />}
          detail={
            at === steps.length - 1 && (
              <span className="font-semibold text-bad">Carries: {words.control}</span>
            )
          }
        />
      ))}
      <Box
        isRow={isRow}
        isBlocked
        link="meets the label"
        kind="Label of the destination"
        name={labelOwner}
        detail={<span className="font-semibold text-bad">{capitalised(words.label)}</span>}
      />
    </ol>
  )
}

function linkWords(step: LineageStep, before: LineageStep | undefined): string {
  if (step.kind === 'data-source' && before?.kind === 'merge-rule') return 'uses'
  return LINEAGE_VERBS[step.kind]
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Names of what has a page of its own lead there. */
function Name({ step: { kind, id, name } }: { step: LineageStep }) {
  if (kind === 'data-source') return <TextLink to={paths.dataSource(id)}>{name}</TextLink>
  if (kind === 'merge-rule') return <TextLink to={paths.mergeRules(name)}>{name}</TextLink>
  return name
}

function Box({
  kind,
  name,
  detail,
  link,
  isRow,
  isBlocked = false,
}: {
  kind: string
  name: ReactNode
  detail: ReactNode
  /** What ties it to the box before; null: it is the first. */
  link: string | null
  isRow: boolean
  isBlocked?: boolean
}) {
  return (
    <li className={cx('min-w-0', isRow && 'xl:flex xl:flex-1 xl:items-stretch')}>
      {link !== null && (
        <span
          className={cx(
            'flex items-center gap-1.5 py-1 ps-3 text-sm text-ink-3',
            isRow &&
              'xl:w-21 xl:flex-none xl:flex-col xl:justify-center xl:gap-0.5 xl:px-1.5 xl:text-center',
          )}
        >
          <ArrowDown
            aria-hidden="true"
            className={cx('size-3.5 flex-none', isRow && 'xl:order-last xl:-rotate-90')}
          />
          {link}
        </span>
      )}
      <div
        className={cx(
          'min-w-0 grow rounded-control border px-3 py-2',
          isBlocked ? 'border-bad bg-bad-soft' : 'border-line-strong bg-surface',
        )}
      >
        <div className="flex items-center gap-1 text-xs font-semibold text-ink-3">
          {isBlocked && <Lock aria-hidden="true" className="size-3 flex-none" />}
          {kind}
        </div>
        <div className="font-bold [overflow-wrap:anywhere]">{name}</div>
        {detail && <div className="mt-0.5 text-sm">{detail}</div>}
      </div>
    </li>
  )
}
