import { ArrowDown, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LineageStep, RestrictionPath } from '../../contract/audience-model.ts'
import { CONTROL_WORDS } from '../../domain/control-words.ts'
import { LINEAGE_NAMES, LINEAGE_VERBS } from '../../domain/restriction-sentence.ts'
import { paths } from '../../paths.ts'
import { cx } from '../../ui/class-names.ts'
import { TextLink } from '../../ui/text-link.tsx'

/**
 * The way from a segment to the label that may not have it, as a chain of boxes. An ordered list to
 * those who listen to it.
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
  return (
    <ol className="grid grid-cols-[minmax(0,1fr)]">
      {steps.map((step, at) => (
        <Box
          key={`${step.kind} ${step.id}`}
          link={at === 0 ? null : linkWords(step, steps[at - 1])}
          kind={LINEAGE_NAMES[step.kind]}
          name={<Name step={step} />}
          warning={at === steps.length - 1 && `Carries: ${words.control}`}
        />
      ))}
      <Box
        isBlocked
        link="meets the label"
        kind="Label of the destination"
        name={labelOwner}
        warning={words.label.charAt(0).toUpperCase() + words.label.slice(1)}
      />
    </ol>
  )
}

function linkWords(step: LineageStep, before: LineageStep | undefined): string {
  if (step.kind === 'data-source' && before?.kind === 'merge-rule') return 'uses'
  return LINEAGE_VERBS[step.kind]
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
  warning,
  link,
  isBlocked = false,
}: {
  kind: string
  name: ReactNode
  warning: string | false
  /** What ties it to the box before; null: it is the first. */
  link: string | null
  isBlocked?: boolean
}) {
  return (
    <li className="min-w-0">
      {link !== null && (
        <span className="flex items-center gap-1.5 py-1 ps-3 text-sm text-ink-3">
          <ArrowDown aria-hidden="true" className="size-3.5 flex-none" />
          {link}
        </span>
      )}
      <div
        className={cx(
          'rounded-control border px-3 py-2',
          isBlocked ? 'border-bad bg-bad-soft' : 'border-line-strong bg-surface',
        )}
      >
        <div className="flex items-center gap-1 text-xs font-semibold text-ink-2">
          {isBlocked && <Lock aria-hidden="true" className="size-3 flex-none" />}
          {kind}
        </div>
        <div className="font-bold [overflow-wrap:anywhere]">{name}</div>
        {warning && <div className="mt-0.5 text-sm font-semibold text-bad">{warning}</div>}
      </div>
    </li>
  )
}
