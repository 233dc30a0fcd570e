import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { SegmentFolder } from '../contract/segment.ts'
import { formatNumber } from '../lib/format.ts'
import { cx } from '../ui/class-names.ts'

type FolderTreeProps = {
  folders: readonly SegmentFolder[]
  /** Segments in all folders, and in none. */
  total: number
  /** []: all folders. */
  selected: readonly string[]
  onSelect: (path: string[]) => void
}

const keyOf = (path: readonly string[]) => JSON.stringify(path)

/** The folders as a tree of the WAI-ARIA pattern: arrows move, open and close; Enter selects. */
export function FolderTree({ folders, total, selected, onSelect }: FolderTreeProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(selected.map((_, depth) => keyOf(selected.slice(0, depth)))),
  )
  const [focused, setFocused] = useState(() => keyOf(selected))
  const list = useRef<HTMLUListElement>(null)

  const parents = new Set(folders.map(({ path }) => keyOf(path.slice(0, -1))))
  const all = [{ path: [] as string[], count: total }, ...folders]
  const visible = all.filter(({ path }) =>
    path.every((_, depth) => depth === 0 || open.has(keyOf(path.slice(0, depth)))),
  )
  const focusKey = visible.some(({ path }) => keyOf(path) === focused) ? focused : keyOf([])

  function toggle(key: string, isOpen: boolean): void {
    const next = new Set(open)
    if (isOpen) next.add(key)
    else next.delete(key)
    setOpen(next)
  }

  function focusOn(path: readonly string[] | undefined): void {
    if (!path) return
    setFocused(keyOf(path))
    const items = list.current?.querySelectorAll<HTMLElement>('[role=treeitem]')
    const at = visible.findIndex((folder) => keyOf(folder.path) === keyOf(path))
    items?.[at]?.focus()
  }

  function act(event: KeyboardEvent, path: string[]): void {
    const key = keyOf(path)
    const at = visible.findIndex((folder) => keyOf(folder.path) === key)
    const isParent = path.length > 0 && parents.has(key)
    switch (event.key) {
      case 'ArrowDown':
        focusOn(visible[at + 1]?.path)
        break
      case 'ArrowUp':
        focusOn(visible[at - 1]?.path)
        break
      case 'Home':
        focusOn(visible[0]?.path)
        break
      case 'End':
        focusOn(visible.at(-1)?.path)
        break
      case 'ArrowRight':
        if (isParent && !open.has(key)) toggle(key, true)
        else if (isParent) focusOn(visible[at + 1]?.path)
        break
      case 'ArrowLeft':
        if (isParent && open.has(key)) toggle(key, false)
        else if (path.length > 0) focusOn(path.slice(0, -1))
        break
      case 'Enter':
      case ' ':
        onSelect(path)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no element for a tree
    <ul ref={list} role="tree" aria-label="Folders" className="grid gap-px p-2.5">
      {visible.map(({ path, count }) => {
        const key = keyOf(path)
        const isParent = path.length > 0 && parents.has(key)
        const isSelected = keyOf(selected) === key
        return (
          <li
            key={key}
            role="treeitem"
            aria-level={Math.max(1, path.length)}
            aria-selected={isSelected}
            aria-expanded={isParent ? open.has(key) : undefined}
            tabIndex={key === focusKey ? 0 : -1}
            onClick={() => {
              setFocused(key)
              onSelect(path)
            }}
            onKeyDown={(event) => act(event, path)}
            style={{ paddingInlineStart: `${Math.max(0, path.length - 1) * 14 + 4}px` }}
            className={cx(
              'ring-focus-inset flex min-h-7.5 cursor-pointer items-center gap-1 rounded-small pe-2',
              isSelected ? 'bg-accent-soft text-accent-ink' : 'text-ink-2 hover:bg-sunken',
            )}
          >
            {isParent ? (
              <ChevronRight
                aria-hidden="true"
                className={cx('size-4 flex-none', open.has(key) && 'rotate-90')}
                onClick={(event) => {
                  event.stopPropagation()
                  toggle(key, !open.has(key))
                }}
              />
            ) : (
              <span className="w-4 flex-none" />
            )}
            <span className="min-w-0 grow truncate" title={path.at(-1)}>
              {path.at(-1) ?? 'All folders'}
            </span>
            <span
              className={cx('text-sm tabular-nums', isSelected ? 'text-accent-ink' : 'text-ink-2')}
            >
              {formatNumber(count)}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
