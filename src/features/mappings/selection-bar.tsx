import { ChevronDown } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import type { Destination } from '../../contract/destination/destination.ts'
import { formatNumber } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { LazyMenu } from '../../ui/lazy-menu.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { type Tool, TOOL_NAMES, toolsOf } from './bulk-action.ts'
import { focusGrid } from './focus-grid.ts'
import type { BulkChanges } from './use-bulk-changes.ts'
import type { RowSelection } from './use-row-selection.ts'

const ToolDialog = lazyDialog(() => import('./tool-dialog.tsx').then((m) => m.ToolDialog))

/** Those that have a button of their own where there is room. */
const FIRST: readonly Tool[] = ['set', 'dates', 'clear']

/** How many rows are selected, and what can be done with them at once. */
export function SelectionBar({
  destination,
  today,
  selection,
  bulk,
  total,
}: {
  destination: Destination
  today: string
  selection: RowSelection
  bulk: BulkChanges
  /** All that match, selected or not. */
  total: number
}) {
  const tools = toolsOf(destination)
  const menuOf = (menu: readonly Tool[]) =>
    menu.map((tool) => ({
      id: tool,
      label: TOOL_NAMES[tool],
      onAct: () => void bulk.openTool(tool),
    }))

  return (
    <SelectionToolbar label="Selected mappings" onAttention={ToolDialog.preload}>
      <SelectionWords selection={selection} total={total} />
      <span className="hidden flex-wrap gap-1.5 lg:flex">
        {FIRST.map((tool) => (
          <Button key={tool} size="small" variant="ghost" onClick={() => void bulk.openTool(tool)}>
            {TOOL_NAMES[tool]}
          </Button>
        ))}
        <LazyMenu
          label="More changes of the selected mappings"
          items={menuOf(tools.filter((tool) => !FIRST.includes(tool)))}
          trigger={(props) => (
            <Button size="small" variant="ghost" {...props}>
              More <ChevronDown aria-hidden="true" className="size-3.5" />
            </Button>
          )}
        />
      </span>
      <span className="lg:hidden">
        <LazyMenu
          label="Changes of the selected mappings"
          items={menuOf(tools)}
          trigger={(props) => (
            <Button size="small" {...props}>
              Change <ChevronDown aria-hidden="true" className="size-3.5" />
            </Button>
          )}
        />
      </span>
      <Button
        size="small"
        variant="danger"
        isPending={bulk.busy !== null}
        pendingLabel={bulk.busy ?? ''}
        onClick={bulk.unmap}
      >
        Unmap
      </Button>
      <Button size="small" variant="ghost" onClick={selection.none}>
        Clear selection
      </Button>
      {bulk.open && (
        <ToolDialog.Dialog
          key={bulk.open.tool}
          destination={destination}
          today={today}
          open={bulk.open}
          bulk={bulk}
        />
      )}
    </SelectionToolbar>
  )
}

/** The tools for what is selected. It goes away with the selection, and leaves the focus to the grid. */
export function SelectionToolbar({
  label,
  onAttention,
  children,
}: {
  label: string
  /** A person came near. */
  onAttention?: () => void
  children: ReactNode
}) {
  const toolbar = useRef<HTMLDivElement>(null)
  // The selection may end by a button in here, or by what the rows have become.
  useLayoutEffect(() => {
    const shown = toolbar.current
    return () => {
      if (shown?.contains(document.activeElement)) focusGrid()
    }
  }, [])
  return (
    <div
      ref={toolbar}
      role="toolbar"
      aria-label={label}
      onPointerEnter={onAttention}
      onFocus={onAttention}
      className="flex flex-wrap items-center gap-x-1.5 gap-y-1 border-b border-line bg-sunken px-4 py-2 md:px-6"
    >
      {children}
    </div>
  )
}

/** `3 selected of 796 that match`, with the way to all of them. */
export function SelectionWords({ selection, total }: { selection: RowSelection; total: number }) {
  const count = selection.ids.size
  return (
    <span className="flex min-h-8 flex-wrap items-center gap-x-2 pe-2" aria-live="polite">
      <b>{selectionWords(selection.state, count, total)}</b>
      {selection.isReading ? (
        <span className="inline-flex items-center gap-1.5 text-sm text-ink-2">
          <Spinner /> Reading which match…
        </span>
      ) : (
        selection.state === 'some' && (
          <TextButton onClick={selection.all}>Select all {formatNumber(total)}</TextButton>
        )
      )}
    </span>
  )
}

function selectionWords(state: RowSelection['state'], count: number, total: number): string {
  const selected = formatNumber(count)
  if (state !== 'all') return `${selected} of ${formatNumber(total)} that match selected`
  const blocked = total - count
  if (blocked === 0) return `All ${selected} that match are selected`
  return `All ${selected} that can be mapped are selected; ${formatNumber(blocked)} ${blocked === 1 ? 'is' : 'are'} blocked`
}
