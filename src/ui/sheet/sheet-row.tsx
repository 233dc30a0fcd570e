/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed one by one, out of the table layout's reach */
import { GripVertical } from 'lucide-react'
import type { RefObject } from 'react'
import { cx } from '../class-names.ts'
import { SelectRow } from '../grid-parts.tsx'
import { CellEditor } from './cell-editor.tsx'
import type { Refused } from './refused-cells.ts'
import { cellStyle, rowStyle, widthOf } from './sheet-columns.ts'
import type { SheetColumn } from './sheet-types.ts'

type SheetRowProps<Row> = {
  index: number
  /** Undefined: not loaded. */
  row: Row | undefined
  name: string
  columns: readonly SheetColumn<Row>[]
  /** The widths that the person gave columns. */
  widths: ReadonlyMap<string, number>
  rowHeight: number
  isLast: boolean
  isEditable: boolean
  isMovable: boolean
  hasSelection: boolean
  isSelected: boolean
  /** Why it cannot be selected. */
  reason: string | null
  /** The column of the grid's tab stop; −1: it is in another row. */
  activeColumn: number
  /** The data column whose editor is open; −1: none. */
  openColumn: number
  /** What the editor starts with. */
  draft: RefObject<string>
  /** The id of the words about what is in the editor; undefined: it is not wrong. */
  problemId: string | undefined
  /** Edits of its cells that were not taken, by column. */
  refused: ReadonlyMap<string, Refused> | undefined
}

/**
 * A row of a sheet. It takes nothing but plain values and objects that stay the same, so that the
 * compiler's cache holds: scrolling and typing elsewhere render no row a second time. What is pressed
 * in it is heard by the grid around it.
 */
export function SheetRow<Row>({
  index,
  row,
  name,
  columns,
  widths,
  rowHeight,
  isLast,
  isEditable,
  isMovable,
  hasSelection,
  isSelected,
  reason,
  activeColumn,
  openColumn,
  draft,
  problemId,
  refused,
}: SheetRowProps<Row>) {
  const offset = hasSelection ? 1 : 0
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={hasSelection && row !== undefined && reason === null ? isSelected : undefined}
      className={cx(
        'absolute inset-x-0 border-b border-line select-none [contain:size_layout_style] hover:bg-bg',
        rowStyle,
        isLast && 'border-b-0',
      )}
      style={{ blockSize: rowHeight, top: index * rowHeight }}
    >
      {isMovable && (
        <span
          aria-hidden="true"
          data-move-handle={index}
          className="grid cursor-grab touch-none place-items-center text-ink-3 hover:text-ink"
        >
          {row !== undefined && <GripVertical className="size-3.5" />}
        </span>
      )}
      {hasSelection && (
        <div
          role="gridcell"
          aria-colindex={1}
          tabIndex={activeColumn === 0 ? 0 : -1}
          className={cx('grid place-items-center', cellStyle)}
        >
          {row !== undefined && (
            <SelectRow name={name} isSelected={isSelected} disabledReason={reason ?? undefined} />
          )}
        </div>
      )}
      {columns.map((column, at) => {
        const canEdit = isEditable && column.isEditable === true
        const stored = row === undefined ? null : (column.problem?.(row) ?? null)
        const problem = refused?.get(column.id)?.words ?? stored
        return (
          <div
            key={column.id}
            role={column.isRowHeader ? 'rowheader' : 'gridcell'}
            aria-colindex={at + offset + 1}
            aria-readonly={isEditable && !canEdit ? true : undefined}
            aria-invalid={problem === null ? undefined : true}
            tabIndex={activeColumn === at + offset ? 0 : -1}
            className={cx(
              'flex min-w-0 items-center px-2.5 whitespace-nowrap',
              cellStyle,
              at === openColumn && 'relative',
              column.align === 'end' && 'justify-end tabular-nums',
              problem !== null
                ? 'text-bad inset-ring inset-ring-bad'
                : canEdit && 'inset-ring inset-ring-line',
            )}
          >
            {row === undefined ? (
              <span aria-hidden="true" className="block h-3 w-3/5 rounded-small bg-line" />
            ) : (
              <div
                title={problem ?? undefined}
                className={column.isFitting && !isNarrow(column, widths) ? 'min-w-0' : cutStyle}
              >
                {column.cell(row)}
                {problem !== null && <span className="sr-only">. {problem}</span>}
              </div>
            )}
            {at === openColumn && (
              <CellEditor
                label={`${column.header} of ${name}`}
                draft={draft}
                isMono={column.isMono ?? false}
                isAtEnd={column.align === 'end'}
                problemId={problemId}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

const cutStyle = 'min-w-0 overflow-clip text-ellipsis'

function isNarrow<Row>(column: SheetColumn<Row>, widths: ReadonlyMap<string, number>): boolean {
  return widthOf(column, widths) < column.width
}
