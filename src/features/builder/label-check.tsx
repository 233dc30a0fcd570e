import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import type { ExportCheck } from '../../contract/audience-model.ts'
import type { ExportLabel } from '../../contract/common.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { useDebouncedValue } from '../../ui/use-debounced-value.ts'

/** Milliseconds of rest after a tick before the labels are checked. */
const DELAY = 250
/** Segments that are named before the others are counted. */
const NAMED = 8

/**
 * Below the labels: how many of the mapped segments they would block, by name, before they are saved.
 *
 * @param labels as they are ticked.
 */
export function LabelCheck({
  destination: { id, mappings, exportLabels },
  labels,
}: {
  destination: Destination
  labels: readonly ExportLabel[]
}) {
  const settled = useDebouncedValue(labels.join(','), DELAY)
  const check = useQuery({
    ...q('destinationExportCheck', { params: { destinationId: id }, query: { labels: settled } }),
    enabled: mappings.total > 0,
    placeholderData: keepPreviousData,
  })
  if (mappings.total === 0) return null
  const isSaved = settled === (exportLabels ?? []).join(',')
  const isOld = check.isPlaceholderData || settled !== labels.join(',')
  const { blocked = 0, segments = [] } = check.data ?? {}
  const more = blocked - Math.min(segments.length, NAMED)

  return (
    <section
      aria-label="What these labels block"
      className="min-h-10 rounded-control bg-sunken px-3.5 py-2.5"
    >
      {check.isError ? (
        <p role="alert">
          What they would block could not be checked: {describeError(check.error).title}.{' '}
          <TextButton onClick={() => void check.refetch()}>Retry</TextButton>
        </p>
      ) : check.isPending ? (
        <Skeleton className="my-1 h-4 w-64 max-w-full" />
      ) : (
        <div className={isOld ? 'opacity-60' : undefined}>
          <p aria-live="polite" aria-busy={isOld} className={blocked > 0 ? 'font-bold' : undefined}>
            {checkWords(check.data, isSaved ? null : mappings.blocked)}
          </p>
          {blocked > 0 && (
            <ul className="mt-1 grid gap-0.5">
              {segments.slice(0, NAMED).map((segment) => (
                <li key={segment.id} className="flex min-w-0 gap-2">
                  <span className="min-w-0 truncate" title={segment.name}>
                    {segment.name}
                  </span>
                  <TextLink
                    className="flex-none"
                    aria-label={`Why ${segment.name}?`}
                    to={paths.segmentRestrictions(segment.id, {
                      destinationId: id,
                      labels: segment.labels,
                    })}
                  >
                    Why?
                  </TextLink>
                </li>
              ))}
              {more > 0 && <li className="text-sm text-ink-2">and {formatNumber(more)} more</li>}
            </ul>
          )}
        </div>
      )}
    </section>
  )
}

/**
 * @param now how many are blocked with the labels as they are stored; null: these are the ones that are
 * checked.
 */
function checkWords({ blocked, total }: ExportCheck, now: number | null): string {
  const mapped = plural(total, 'mapped segment')
  if (blocked === 0) {
    return `With these labels, none of the ${mapped} ${now === null ? 'is' : 'would be'} blocked.`
  }
  const of = `${formatNumber(blocked)} of ${mapped}`
  if (now === null) return `${of} ${blocked === 1 ? 'is' : 'are'} blocked.`
  return `${of} would be blocked; ${now === 0 ? 'none is' : now === 1 ? '1 is' : `${formatNumber(now)} are`} now.`
}
