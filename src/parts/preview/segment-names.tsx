import { formatNumber } from '../../lib/format.ts'
import type { NamedSegments } from './previewer.ts'

/** Segments by name, folded away below a title. */
export function SegmentNames({ segments, title }: { segments: NamedSegments; title: string }) {
  const more = segments.count - segments.first.length
  return (
    <details className="mt-1 text-sm">
      <summary className="ring-focus w-fit cursor-pointer rounded-small text-ink-2">
        {title}
      </summary>
      <ul className="mt-1 max-h-48 overflow-y-auto ps-4 text-ink-2">
        {segments.first.map(({ id, name }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            {name} <span className="text-ink-3">{id}</span>
          </li>
        ))}
        {more > 0 && <li className="text-ink-3">and {formatNumber(more)} more</li>}
      </ul>
    </details>
  )
}
