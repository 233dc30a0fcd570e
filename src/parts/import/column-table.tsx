import type { ReactNode } from 'react'
import { plural } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { focusOnArrival } from '../../ui/focus-heading.ts'
import { Notice } from '../../ui/notice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { dataRows, type LoadedTable } from './loaded-table.ts'

const SAMPLES = 3

type ColumnTableProps<Role extends string> = {
  table: LoadedTable<Role>
  /** What a column can be taken for. */
  options: readonly { value: Role; label: string }[]
  /** More about the table as a whole. */
  note: ReactNode
  /** Why rows cannot be made with these roles; null: they can. */
  wrong: string | null
  /** Why the rows could not be checked; null: nothing went wrong. */
  problem: string | null
  onRole: (column: number, role: Role) => void
  onHeader: (hasHeader: boolean) => void
  onBack: () => void
  onCheck: () => void
}

/** What each column was taken for, with a few values to judge by; each can be taken for another. */
export function ColumnTable<Role extends string>({
  table,
  options,
  note,
  wrong,
  problem,
  onRole,
  onHeader,
  onBack,
  onCheck,
}: ColumnTableProps<Role>) {
  const rows = dataRows(table)
  return (
    <div className="grid gap-4">
      <div>
        <h2 ref={focusOnArrival} tabIndex={-1} className="text-md font-bold outline-none">
          Check the columns
        </h2>
        <div className="text-sm text-ink-2">
          {table.source}: {plural(rows.length, 'row')}, {table.format}. {note}
        </div>
      </div>
      <Checkbox
        label="The first row holds the headers"
        checked={table.hasHeader}
        onChange={({ currentTarget }) => onHeader(currentTarget.checked)}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <section className="relative overflow-x-auto" aria-label="Columns" tabIndex={0}>
        <table className="w-full">
          <thead>
            <tr className="border-b border-line text-sm text-ink-3">
              <th className="py-2 pe-4 text-start font-semibold">Column</th>
              <th className="py-2 pe-4 text-start font-semibold">Imported as</th>
              <th className="py-2 text-start font-semibold">Values</th>
            </tr>
          </thead>
          <tbody>
            {table.roles.map((role, column) => {
              const header = table.hasHeader ? table.rows[0]?.cells[column]?.trim() : ''
              const name = header || `Column ${column + 1}`
              return (
                // oxlint-disable-next-line react/no-array-index-key -- a column is known by its place
                <tr key={column} className="border-b border-line align-middle last:border-b-0">
                  <th
                    scope="row"
                    className="max-w-56 truncate py-1.5 pe-4 text-start font-semibold"
                  >
                    {name}
                  </th>
                  <td className="py-1.5 pe-4">
                    <SelectField
                      label={`${name} is imported as`}
                      isLabelHidden
                      className="w-52"
                      options={options}
                      value={role}
                      onChange={({ currentTarget }) => {
                        const chosen = options.find(({ value }) => value === currentTarget.value)
                        if (chosen) onRole(column, chosen.value)
                      }}
                    />
                  </td>
                  <td className="max-w-96 truncate py-1.5 font-mono text-sm text-ink-2">
                    {rows
                      .slice(0, SAMPLES)
                      .map(({ cells }) => cells[column] ?? '')
                      .filter(Boolean)
                      .join(' · ')}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      {problem && (
        <Notice tone="bad" isLive actions={<Button onClick={onCheck}>Retry</Button>}>
          {problem}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2.5">
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" disabledReason={wrong ?? undefined} onClick={onCheck}>
          Check the rows
        </Button>
      </div>
    </div>
  )
}
