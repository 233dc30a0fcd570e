import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'

type KeyLine = { keys: string[]; does: string }
type KeyGroup = { title: string; lines: KeyLine[] }

const MOVING: KeyGroup = {
  title: 'Moving',
  lines: [
    { keys: ['Arrows'], does: 'To the next cell' },
    { keys: ['Home', 'End'], does: 'To the first or last cell of the row' },
    { keys: ['Ctrl Home', 'Ctrl End'], does: 'To the first or last row' },
    { keys: ['Page Up', 'Page Down'], does: 'A screenful up or down' },
    { keys: ['Tab'], does: 'Out of the grid' },
  ],
}

const SELECTING: KeyGroup = {
  title: 'Selecting',
  lines: [
    { keys: ['Shift arrows'], does: 'Cells from here to there; also Shift and a click' },
    { keys: ['Space'], does: 'The row, or all rows of the chosen cells' },
    { keys: ['Shift Space'], does: 'All rows from the last one selected to here' },
    { keys: ['Ctrl A'], does: 'All rows that match' },
    { keys: ['Escape'], does: 'Back to one cell' },
  ],
}

const EDITING: KeyGroup = {
  title: 'Editing',
  lines: [
    { keys: ['Enter', 'F2'], does: 'Edit what is in the cell; sort by a header; go to a link' },
    { keys: ['Any character'], does: 'Type over what is in the cell' },
    { keys: ['Enter', 'Shift Enter'], does: 'Save and go down or up' },
    { keys: ['Tab', 'Shift Tab'], does: 'Save and go to the next or previous cell' },
    { keys: ['Escape'], does: 'Leave the cell as it was' },
    { keys: ['Delete'], does: 'Clear the chosen cells' },
    { keys: ['Ctrl C', 'Ctrl V'], does: 'Copy and paste cells, also with a spreadsheet' },
    {
      keys: ['Ctrl D'],
      does: 'Fill down from the first of the chosen rows, or from the row above',
    },
    { keys: ['Ctrl Z', 'Ctrl Y'], does: 'Undo, redo' },
  ],
}

const RESET: KeyLine = { keys: ['Ctrl Delete'], does: 'Back to the automatic value' }

const RESIZE: KeyLine = {
  keys: ['Alt Shift ←', 'Alt Shift →'],
  does: 'In a header: a narrower or wider column',
}
const MOVE: KeyLine = { keys: ['Alt ↑', 'Alt ↓'], does: 'Move the row, or the chosen rows' }

/** The keys of a sheet. On a Mac, Cmd does what Ctrl does here. */
export function SheetKeysDialog({
  canMove,
  canReset,
  onClose,
}: {
  canMove: boolean
  canReset: boolean
  onClose: () => void
}) {
  const editing = canReset ? { ...EDITING, lines: [...EDITING.lines, RESET] } : EDITING
  const arranging = { title: 'Arranging', lines: canMove ? [RESIZE, MOVE] : [RESIZE] }
  return (
    <Dialog
      title="Keyboard shortcuts"
      description="On a Mac, use Command where Ctrl is named."
      size="large"
      onClose={onClose}
      actions={
        <Button variant="primary" data-autofocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <section
        aria-label="Keys"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys on a small screen
        tabIndex={0}
        className="ring-focus grid gap-x-8 gap-y-5 sm:grid-cols-2"
      >
        <KeyGroups groups={[MOVING, SELECTING]} />
        <KeyGroups groups={[editing, arranging]} />
      </section>
    </Dialog>
  )
}

function KeyGroups({ groups }: { groups: KeyGroup[] }) {
  return (
    <div className="grid content-start gap-5">
      {groups.map(({ title, lines }) => (
        <section key={title}>
          <h3 className="mb-1 font-semibold">{title}</h3>
          <dl>
            {lines.map(({ keys, does }) => (
              <div
                key={keys.join()}
                className="grid grid-cols-[9.5rem_1fr] items-baseline gap-3 py-1"
              >
                <dt className="flex flex-wrap gap-1">
                  {keys.map((key) => (
                    <kbd
                      key={key}
                      className="rounded-small border border-line bg-sunken px-1.5 font-sans text-sm whitespace-nowrap"
                    >
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd className="text-ink-2">{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
