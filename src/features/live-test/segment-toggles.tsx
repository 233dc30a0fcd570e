import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SentSegment } from '../../contract/segment.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Pill } from '../../ui/pill.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import type { Sender } from './predict.ts'
import { useQualify } from './qualify.ts'
import { sentSegments, SHOWN } from './senders.ts'

/** The segments that some of these destinations send, by name. */
function segmentsOf(senders: readonly Sender[]): SentSegment[] {
  const byId = new Map<number, SentSegment>()
  for (const { mappings } of senders) {
    for (const { segmentId: id, name } of mappings) {
      const destinations = (byId.get(id)?.destinations ?? 0) + 1
      byId.set(id, { id, name, destinations })
    }
  }
  return byId
    .values()
    .toArray()
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.id - b.id)
}

type Listed = { items: readonly SentSegment[]; total: number }

/** Those of the segments that have the text in their name, or as their id. */
function search(segments: readonly SentSegment[], text: string): Listed {
  const wanted = text.toLowerCase()
  const found = segments.filter(
    ({ id, name }) => name.toLowerCase().includes(wanted) || String(id) === wanted,
  )
  return { items: found.slice(0, SHOWN), total: found.length }
}

const NOTHING: Listed = { items: [], total: 0 }

/** Lets the visitor qualify and un-qualify for what destinations send. */
export function SegmentToggles({
  senders,
  chosen,
  visitor,
}: {
  /** What the visitor's segments are sent to. */
  senders: readonly Sender[]
  /** With all of its mappings; null: what any destination sends is listed. */
  chosen: Sender | null
  visitor: Visitor
}) {
  const [text, setText] = useState('')
  /** Those that the visitor was in when only they were asked for: a change must not move them away. */
  const [only, setOnly] = useState<readonly SentSegment[] | null>(null)
  const qualify = useQualify()
  const everything = useQuery(sentSegments(''))
  const onServer = useQuery({ ...sentSegments(text), placeholderData: keepPreviousData })

  const isIn = new Set(visitor.qualifications.map(({ segmentId }) => segmentId))
  const ofChosen = chosen && segmentsOf([chosen])
  const own = (ofChosen ?? segmentsOf(senders)).filter(({ id }) => isIn.has(id))
  const all = ofChosen?.length ?? everything.data?.total ?? own.length
  const local = only ?? ofChosen
  const { items: found, total } = local ? search(local, text) : (onServer.data ?? NOTHING)
  const pending = qualify.isPending ? qualify.variables.segmentId : null

  return (
    <>
      <SearchField
        label="Search segments"
        placeholder="Search name or id"
        value={text}
        onSearch={setText}
        className="mt-2.5"
      />
      <div className="mt-2 flex flex-wrap gap-1.5">
        <Chip isSelected={only === null} onClick={() => setOnly(null)}>
          All {formatNumber(all)}
        </Chip>
        <Chip isSelected={only !== null} onClick={() => setOnly(own)}>
          In {formatNumber(own.length)}
        </Chip>
      </div>
      <output className="sr-only">{text && `${plural(total, 'segment')} found`}</output>
      <ul className="-mx-2 mt-2 max-h-88 overflow-y-auto">
        {found.map(({ id, name, destinations }) => (
          <li
            key={id}
            className="flex items-center gap-2 border-b border-line px-2 py-1.5 last:border-b-0"
          >
            <span className="min-w-0 grow">
              <span className="block [overflow-wrap:anywhere]">{name}</span>
              <span className="block text-sm text-ink-3">
                {id} · {plural(destinations, 'destination')}
              </span>
            </span>
            {isIn.has(id) && <Pill tone="ok">In</Pill>}
            <Button
              size="small"
              isPending={pending === id}
              aria-label={`${isIn.has(id) ? 'Un-qualify' : 'Qualify'} ${name}`}
              onClick={() =>
                qualify.mutate({ visitorId: visitor.id, segmentId: id, isIn: !isIn.has(id) })
              }
            >
              {isIn.has(id) ? 'Un-qualify' : 'Qualify'}
            </Button>
          </li>
        ))}
      </ul>
      {total === 0 && (local || !onServer.isPending) && (
        <p className="mt-2 text-ink-2">No mapped segment matches.</p>
      )}
      {total > found.length && (
        <p className="mt-2 text-sm text-ink-3">
          {formatNumber(total - found.length)} more: search for them.
        </p>
      )}
    </>
  )
}
