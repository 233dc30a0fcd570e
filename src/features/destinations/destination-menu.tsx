import { Ellipsis } from 'lucide-react'
import { useNavigate } from 'react-router'
import type { Destination } from '../../contract/destination/destination.ts'
import { displayName } from '../../domain/destination-types.ts'
import { paths } from '../../paths.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { LazyMenu } from '../../ui/lazy-menu.tsx'
import type { MenuItem } from '../../ui/menu-item.ts'
import { cloneDestination, pauseDestination, resumeDestination } from './destination-actions.ts'

/** What can be done with one destination of the list. */
export function DestinationMenu({
  destination,
  onDelete,
}: {
  destination: Destination
  onDelete: (destination: Destination) => void
}) {
  const navigate = useNavigate()
  const label = `Actions for ${displayName(destination)}`
  const { id } = destination
  const items: MenuItem[] = [
    { kind: 'link', id: 'open', label: 'Open', to: paths.destination(id) },
    { kind: 'link', id: 'edit', label: 'Edit', to: paths.builder(id) },
    ...pauseOrResume(destination),
    {
      id: 'clone',
      label: 'Clone',
      onAct: () =>
        void cloneDestination(destination, (clone) => void navigate(paths.builder(clone.id))),
    },
    { kind: 'separator', id: 'before-delete' },
    { id: 'delete', label: 'Delete…', isDanger: true, onAct: () => onDelete(destination) },
  ]
  return (
    <LazyMenu
      label={label}
      items={items}
      trigger={(props) => (
        <IconButton label={label} {...props}>
          <Ellipsis />
        </IconButton>
      )}
    />
  )
}

function pauseOrResume(destination: Destination): MenuItem[] {
  switch (destination.status) {
    case 'active':
      return [{ id: 'pause', label: 'Pause', onAct: () => void pauseDestination(destination) }]
    case 'paused':
      return [{ id: 'resume', label: 'Resume', onAct: () => void resumeDestination(destination) }]
    case 'draft':
    case 'deleted':
      return []
  }
}
