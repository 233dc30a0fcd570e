import { useState } from 'react'
import type { Visitor } from '../../contract/visitor.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Pill } from '../../ui/pill.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import type { Sender } from './predict.ts'
import { useQualify } from './qualify.ts'

/** Segments that a person can look through; the rest is counted. */
const SHOWN = 40

type MappedSegment = { id: number; name: string; destinations: number }

/** The segments that some destination sends, by name. */
function mappedSegments(senders: readonly Sender[]): MappedSegment[] {
  const byId = new Map<number, MappedSegment>()
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

/** Lets the visitor qualify and un-qualify for what the destinations send. */
export function SegmentToggles({
  senders,
  visitor,
}: {
  senders: readonly Sender[]
  visitor: Visitor
}) {
  const [text, setText] = useState('')
  /** Those that the visitor was in when only they were asked for: a change must not move them away. */
  const [only, setOnly] = useState<ReadonlySet<number> | null>(null)
  const qualify = useQualify()

  const isIn = new Set(visitor.qualifications.map(({ segmentId }) => segmentId))
  const all = mappedSegments(senders)
  const count = all.filter(({ id }) => isIn.has(id)).length
  const wanted = text.toLowerCase()
  const found = all.filter(
    ({ id, name }) =>
      (!only || only.has(id)) && (name.toLowerCase().includes(wanted) || String(id) === wanted),
  )
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
          All {formatNumber(all.length)}
        </Chip>
        <Chip isSelected={only !== null} onClick={() => setOnly(isIn)}>
          In {formatNumber(count)}
        </Chip>
      </div>
      <output className="sr-only">{text && `${plural(found.length, 'segment')} found`}</output>
      <ul className="-mx-2 mt-2 max-h-88 overflow-y-auto">
        {found.slice(0, SHOWN).map(({ id, name, destinations }) => (
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
      {found.length === 0 && <p className="mt-2 text-ink-2">No mapped segment matches.</p>}
      {found.length > SHOWN && (
        <p className="mt-2 text-sm text-ink-3">
          {formatNumber(found.length - SHOWN)} more: search for them.
        </p>
      )}
    </>
  )
}
