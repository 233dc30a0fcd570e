import { useQuery } from '@tanstack/react-query'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import type { RestrictionPath } from '../../contract/audience-model.ts'
import type { Segment } from '../../contract/segment.ts'
import { CONTROL_WORDS } from '../../domain/control-words.ts'
import { restrictionSentence } from '../../domain/restriction-sentence.ts'
import { plural } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextLink } from '../../ui/text-link.tsx'

/** Where a segment may not be sent, and why, in a sentence for each control that reaches it. */
export function RestrictionWords({ segment }: { segment: Segment }) {
  const { id, restrictedLabels } = segment
  const found = useQuery({
    ...q('segmentRestrictions', { params: { segmentId: id } }),
    enabled: restrictedLabels.length > 0,
  })
  return (
    <Card className="px-5 py-4">
      <h2 className="text-md font-bold">Export restrictions</h2>
      {restrictedLabels.length === 0 ? (
        <p className="mt-2 text-ink-2">
          No export control reaches it: it may be sent to every destination.
        </p>
      ) : found.isError ? (
        <ErrorState
          title={describeError(found.error).title}
          isRetrying={found.isFetching}
          onRetry={() => void found.refetch()}
        >
          {describeError(found.error).detail}
        </ErrorState>
      ) : (
        <>
          <ul className="mt-2.5 grid grid-cols-[minmax(0,1fr)] gap-3">
            {restrictedLabels.map((label) => (
              <li key={label}>
                <b>{CONTROL_WORDS[label].short}</b>
                <Ways ways={found.data?.paths.filter((way) => way.label === label) ?? null} />
              </li>
            ))}
          </ul>
          <TextLink className="mt-3 inline-block" to={paths.segmentRestrictions(id)}>
            Every way to a control, and what would lift it
          </TextLink>
        </>
      )}
    </Card>
  )
}

/** The shortest way in words; the others are counted. */
function Ways({ ways }: { ways: readonly RestrictionPath[] | null }) {
  if (ways === null) return <Skeleton className="mt-1.5 h-3 w-4/5" />
  const [first] = ways
  if (!first) return null
  return (
    <p className="[overflow-wrap:anywhere] text-ink-2">
      {restrictionSentence(first, { hasDestination: false })}
      {ways.length > 1 && ` And ${plural(ways.length - 1, 'other way')}.`}
    </p>
  )
}
