import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import type { MappingView } from '../../contract/mapping-rule.ts'
import { Button } from '../../ui/button.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { LazyMenu } from '../../ui/lazy-menu.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'

const SaveView = lazyDialog(() =>
  import('./save-view-dialog.tsx').then((module) => module.SaveViewDialog),
)
const RemoveViews = lazyDialog(() =>
  import('./remove-views-dialog.tsx').then((module) => module.RemoveViewsDialog),
)

export type MappingViewsMenuProps = {
  /** The query of the address now, without the question mark. */
  current: string
  /** The address that shows a view's query here. */
  to: (search: string) => string
}

function sorted(search: string): string {
  const parameters = new URLSearchParams(search)
  parameters.sort()
  return parameters.toString()
}

/** A menu of the named views of the mapping grid, and ways to save what is shown and to remove some. */
export function MappingViewsMenu({ current, to }: MappingViewsMenuProps) {
  const list = useQuery(q('mappingViewList', {}))
  const [open, setOpen] = useState<'save' | 'remove' | null>(null)
  const views = list.data?.items ?? []

  function itemOf({ id, name, search }: MappingView): MenuItem {
    return {
      kind: 'link',
      id: String(id),
      label: name,
      to: to(search),
      ...(sorted(search) === sorted(current) && { description: 'Shown now' }),
    }
  }

  function listItems(): MenuItem[] {
    if (list.isError && !list.data) {
      return [
        {
          id: 'retry',
          label: 'Load the views again',
          description: `They could not be had: ${describeError(list.error).title}.`,
          onAct: () => void list.refetch(),
        },
      ]
    }
    if (views.length > 0) return views.map(itemOf)
    return [
      {
        id: 'none',
        label: list.isPending ? 'Loading the views…' : 'No view is saved yet',
        disabledReason: list.isPending
          ? 'They are here in a moment.'
          : 'Saving keeps filters, sorting and columns under a name, for everybody.',
        onAct: () => undefined,
      },
    ]
  }

  function noneToRemove(): string {
    if (list.isPending) return 'The views are not here yet.'
    return list.isError ? 'The views could not be had.' : 'There is none to remove.'
  }

  return (
    <>
      <LazyMenu
        label="Views"
        items={[
          ...listItems(),
          { kind: 'separator', id: 'line' },
          { id: 'save', label: 'Save this view…', onAct: () => setOpen('save') },
          {
            id: 'remove',
            label: 'Remove views…',
            disabledReason: views.length === 0 ? noneToRemove() : undefined,
            onAct: () => setOpen('remove'),
          },
        ]}
        trigger={(props) => (
          <Button size="small" {...props}>
            Views
            <ChevronDown aria-hidden="true" className="size-3.5" />
          </Button>
        )}
      />
      {open === 'save' && (
        <SaveView.Dialog search={current} views={views} onClose={() => setOpen(null)} />
      )}
      {open === 'remove' && <RemoveViews.Dialog views={views} onClose={() => setOpen(null)} />}
    </>
  )
}
