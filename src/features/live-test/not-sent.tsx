import { notSentWords } from '../../domain/delivery/not-sent-words.ts'
import { NOT_SENT_REASONS, type PageContext } from '../../domain/delivery/types.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { formatNumber } from '../../lib/format.ts'
import { Pill } from '../../ui/pill.tsx'
import { notSentOf, type Sender } from './predict.ts'

/** Segments that are named where a count stands for more. */
const NAMED = 5

/** Why mappings of the chosen destination are not sent to the visitor. */
export function NotSent({
  sender,
  visitor,
  page,
  now,
}: {
  sender: Sender
  visitor: Visitor
  page: PageContext
  now: number
}) {
  const byReason = Map.groupBy(notSentOf(sender, visitor, page, now), ({ reason }) => reason)
  if (byReason.size === 0) return null
  const names = new Map(sender.mappings.map(({ segmentId, name }) => [segmentId, name]))
  const { configuration } = sender.destination
  return (
    <section aria-label="Not sent" className="border-t border-line pt-3.5">
      <h3 className="font-bold">Not sent to {visitor.name}</h3>
      <ul className="mt-2 grid gap-2.5">
        {NOT_SENT_REASONS.flatMap((reason) => {
          const of = byReason.get(reason)
          if (!of) return []
          const { title, why } = notSentWords(reason, configuration, page.protocol)
          const first = of.slice(0, NAMED).map(({ segmentId }) => names.get(segmentId) ?? segmentId)
          const more = of.length - first.length
          return (
            <li key={reason}>
              <Pill tone="mute">
                {title} · {formatNumber(of.length)}
              </Pill>{' '}
              <span className="[overflow-wrap:anywhere]">
                {first.join(', ')}
                {more > 0 && ` and ${formatNumber(more)} more`}
              </span>
              <p className="mt-0.5 text-sm text-ink-2">{why}</p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
