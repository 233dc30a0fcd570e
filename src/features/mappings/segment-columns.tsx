import type { Segment } from '../../contract/segment.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { formatNumber } from '../../lib/format.ts'

type Shown = Pick<Segment, 'name' | 'folder'>

/** Folder and name on one line; the whole is in the title when it is cut. */
export function SegmentName({ segment }: { segment: Shown }) {
  const { name, folder } = segment
  return (
    <span className="flex min-w-0 gap-1" title={[...folder, name].join(' › ')}>
      {folder.length > 0 && (
        <span className="min-w-8 shrink-[99] truncate text-ink-2">{formatFolder(folder)} ›</span>
      )}
      <b className="min-w-0 truncate">{name}</b>
    </span>
  )
}

export function People({ count }: { count: number | null }) {
  return <span className="tabular-nums">{count === null ? '—' : formatNumber(count)}</span>
}
