import { Link } from 'react-router'
import type { ExportLabel } from '../../contract/common.ts'
import type { Segment } from '../../contract/segment.ts'
import { EXPORT_LABEL_NAMES } from '../../domain/export-labels.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { Pill } from '../../ui/pill.tsx'
import { TextLink } from '../../ui/text-link.tsx'

/** Folder and name on one line, with the way to the segment; the whole is in the title when it is cut. */
export function SegmentName({ segment }: { segment: Pick<Segment, 'id' | 'name' | 'folder'> }) {
  const { id, name, folder } = segment
  return (
    <span className="flex min-w-0 gap-1" title={[...folder, name].join(' › ')}>
      {folder.length > 0 && (
        <span className="min-w-5 overflow-clip text-ellipsis text-ink-2">
          {formatFolder(folder)} ›
        </span>
      )}
      <Link
        to={paths.segment(id)}
        tabIndex={-1}
        draggable={false}
        className="ring-focus-inset max-w-[calc(100%-1.5rem)] flex-none overflow-clip rounded-small text-ellipsis font-bold underline-offset-2 hover:underline"
      >
        {name}
      </Link>
    </span>
  )
}

export function People({ count }: { count: number | null }) {
  return <span className="tabular-nums">{count === null ? '—' : formatNumber(count)}</span>
}

export function IntegrationCode({ code }: { code: string | null }) {
  return (
    <span className="font-mono text-sm" title={code ?? undefined}>
      {code ?? <span className="font-sans text-ink-3">none</span>}
    </span>
  )
}

/** Why a segment cannot be mapped, or is not sent, in a sentence. */
export function blockedReason(labels: readonly ExportLabel[]): string {
  const names = labels.map((label) => EXPORT_LABEL_NAMES[label].short.toLowerCase())
  return `Export controls keep it from destinations for ${names.join(' and ')}.`
}

/** That export controls keep a segment from the destination, with the way to the whole explanation. */
export function Blocked({
  segment: { id, name },
  destinationId,
  labels,
}: {
  segment: Pick<Segment, 'id' | 'name'>
  destinationId: number
  labels: readonly ExportLabel[]
}) {
  return (
    <span className="inline-flex items-center gap-1.5" title={blockedReason(labels)}>
      <Pill tone="bad">Blocked</Pill>
      <TextLink
        className="text-sm"
        tabIndex={-1}
        aria-label={`Why ${name} is blocked`}
        to={paths.segmentRestrictions(id, { destinationId })}
      >
        Why?
      </TextLink>
    </span>
  )
}
