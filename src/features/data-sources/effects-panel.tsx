import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import type { DestinationEffect, ExportEffects } from '../../contract/audience-model.ts'
import type { ExportLabel } from '../../contract/common.ts'
import { effectSummary } from '../../domain/export-effects.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { useDebouncedValue } from '../../ui/use-debounced-value.ts'

/** Milliseconds of rest after a tick before the effects are asked for. */
const DELAY = 250

/**
 * What other controls of a data source would stop and let through. The answer before stays while the
 * next one is on its way.
 *
 * @param controls as they are ticked; null: nothing is changed, and nothing is asked.
 */
export function useEffects(dataSourceId: number, controls: readonly ExportLabel[] | null) {
  const wanted = controls?.join(',') ?? null
  const settled = useDebouncedValue(wanted, DELAY)
  const query = useQuery({
    ...q('dataSourceEffects', { params: { dataSourceId }, query: { controls: settled ?? '' } }),
    enabled: wanted !== null && settled !== null,
    placeholderData: keepPreviousData,
  })
  const isCurrent = wanted !== null && settled === wanted && !query.isPlaceholderData
  return {
    effects: wanted === null ? null : (query.data ?? null),
    /** The effects are those of what is ticked now. */
    isCurrent: isCurrent && query.isSuccess,
    error: isCurrent ? query.error : null,
    retry: () => void query.refetch(),
  }
}

type EffectsPanelProps = ReturnType<typeof useEffects> & {
  /** Nothing is changed: there are no effects to tell. */
  isUnchanged: boolean
  segmentsReached: number
}

/** Beside the controls: what saving them would stop, and what it would let through. */
export function EffectsPanel(props: EffectsPanelProps) {
  const { effects, isCurrent, error, retry, isUnchanged, segmentsReached } = props
  return (
    <Card className="min-h-56 px-5 py-4 lg:col-start-2 lg:row-span-2 lg:row-start-1">
      <h2 className="text-md font-bold">What this would change</h2>
      <div aria-live="polite" aria-busy={!isUnchanged && !isCurrent && !error} className="mt-2">
        {isUnchanged ? (
          <p className="text-ink-2">
            Tick or untick a control to see which mappings it would stop, before you save.{' '}
            {segmentsReached === 0
              ? 'No segment is built from this data source yet.'
              : `Controls of this data source reach ${plural(segmentsReached, 'segment')}.`}
          </p>
        ) : error ? (
          <p>
            The effects could not be had: {describeError(error).title}.{' '}
            <TextButton onClick={retry}>Retry</TextButton>
          </p>
        ) : effects ? (
          <div className={isCurrent ? undefined : 'opacity-60'}>
            <Effects effects={effects} />
          </div>
        ) : (
          <div className="grid gap-3">
            <span className="sr-only">Looking for what it would stop…</span>
            <Skeleton className="h-4 w-3/4" />
            <Skeleton className="h-4 w-1/2" />
          </div>
        )}
      </div>
    </Card>
  )
}

function Effects({ effects: { blocks, lifts } }: { effects: ExportEffects }) {
  if (blocks.length === 0 && lifts.length === 0) {
    return <p>This would stop no mapping, and let none through.</p>
  }
  return (
    <div className="grid gap-4">
      {blocks.length > 0 && (
        <EffectList
          title={<>This would stop {effectSummary(blocks)}</>}
          tone="text-bad"
          effects={blocks}
        />
      )}
      {lifts.length > 0 && (
        <EffectList
          title={<>This would let through {effectSummary(lifts)}</>}
          tone="text-ok"
          effects={lifts}
        />
      )}
    </div>
  )
}

/** Destinations that are named before the others are counted. */
const DESTINATIONS_SHOWN = 12
/** Segments that are named for each of them. */
const SEGMENTS_SHOWN = 3

function EffectList({
  title,
  tone,
  effects,
}: {
  title: ReactNode
  tone: string
  effects: readonly DestinationEffect[]
}) {
  const more = effects.length - DESTINATIONS_SHOWN
  return (
    <section>
      <h3 className={`font-bold ${tone}`}>{title}</h3>
      <ul className="mt-1.5 grid gap-2.5">
        {effects.slice(0, DESTINATIONS_SHOWN).map((effect) => (
          <li key={effect.destinationId} className="min-w-0">
            <TextLink
              className="font-semibold [overflow-wrap:anywhere]"
              to={paths.destination(effect.destinationId)}
            >
              {effect.name || `Destination ${effect.destinationId}`}
            </TextLink>{' '}
            <span className="text-sm text-ink-3">
              {formatNumber(effect.count)} · {effect.status}
            </span>
            <p className="text-sm [overflow-wrap:anywhere] text-ink-2">{segmentNames(effect)}</p>
          </li>
        ))}
        {more > 0 && <li className="text-sm text-ink-3">and {formatNumber(more)} more</li>}
      </ul>
    </section>
  )
}

/** Names of segments hold commas themselves: "Sicily, this week". */
function segmentNames({ segments, count }: DestinationEffect): string {
  const named = segments.slice(0, SEGMENTS_SHOWN).map(({ name }) => name)
  const more = count - named.length
  return [...named, ...(more > 0 ? [`${formatNumber(more)} more`] : [])].join(' · ')
}
