import { lazy, Suspense, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { failureWords } from '../../api/failure-words.ts'
import { q } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { SegmentWithUse } from '../../contract/segment.ts'
import { CONTROL_WORDS } from '../../domain/control-words.ts'
import { displayName, variantName } from '../../domain/destination-types.ts'
import { blockedBy } from '../../domain/export-controls.ts'
import { formatDate } from '../../lib/format.ts'
import { ListError } from '../../parts/list-error.tsx'
import { refreshMappings } from '../../parts/refresh-mappings.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { toast } from '../../ui/toast.ts'
import { DESTINATION_STATUS } from './destination-status.ts'
import { askedFields, newMapping, type TextName, type TypedMapping } from './new-mapping.ts'
import { undoOf } from './segment-actions.ts'

const Combobox = lazy(async () => ({
  default: (await import('../../ui/combobox.tsx')).Combobox<number>,
}))
const DateField = lazy(async () => ({
  default: (await import('../../ui/date-field.tsx')).DateField,
}))

/** An account has at most as many. */
const ALL = q('destinationList', { query: { sort: 'name', direction: 'asc', limit: 1000 } })

export type AddToDestinationProps = {
  segment: SegmentWithUse
  /** Destinations that have it already. */
  mapped: ReadonlySet<number>
  /** `YYYY-MM-DD`, UTC. */
  today: string
  onClose: () => void
}

/** Maps the segment to one more destination. Load it lazily. */
export function AddToDestination({ segment, mapped, today, onClose }: AddToDestinationProps) {
  const list = useQuery(ALL)
  const [destinationId, setDestinationId] = useState<number | null>(null)
  const [typed, setTyped] = useState<TypedMapping>({
    value: '',
    key: '',
    url: '',
    secureUrl: '',
    startDate: today,
    endDate: null,
  })
  const [isChecked, setChecked] = useState(false)
  const free = (list.data?.items ?? []).filter(({ id }) => !mapped.has(id))
  const destination = free.find(({ id }) => id === destinationId) ?? null
  const blocked = destination ? blockingLabels(destination, segment) : []
  const result = destination ? newMapping(destination, segment, typed) : null
  const errors = isChecked ? result?.errors : null

  const create = useCreate('mappingBulkCreate', {
    onSuccess: async ({ change, created }) => {
      if (!destination) return
      await refreshMappings()
      const name = displayName(destination)
      toast(
        created === 0
          ? { tone: 'info', message: `${name} had ${segment.name} already.` }
          : {
              tone: 'ok',
              message: `Mapped ${segment.name} to ${name}, from ${formatDate(typed.startDate)} on.`,
              ...undoOf(destination, change),
            },
      )
      onClose()
    },
  })

  function add(): void {
    setChecked(true)
    if (!destination || blocked.length > 0 || !result?.body) return
    create.mutate({ params: { destinationId: destination.id }, body: result.body })
  }

  function type(changes: Partial<TypedMapping>): void {
    setTyped({ ...typed, ...changes })
    create.reset()
  }

  return (
    <Dialog
      title="Add to a destination"
      description={<span className="[overflow-wrap:anywhere]">{segment.name}</span>}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isPending={create.isPending}
            pendingLabel="Adding…"
            disabledReason={
              blocked.length > 0 ? 'Export controls keep it from this destination.' : undefined
            }
            onClick={add}
          >
            Add
          </Button>
        </>
      }
    >
      {list.isError ? (
        <ListError
          error={list.error}
          isRetrying={list.isFetching}
          onRetry={() => void list.refetch()}
        />
      ) : list.isSuccess && free.length === 0 ? (
        <p>
          {mapped.size === 0
            ? 'There is no destination yet. Create one first.'
            : 'Every destination has it already.'}
        </p>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Suspense fallback={<Skeleton className="h-15 w-full" />}>
            {list.isPending ? (
              <Skeleton className="h-15 w-full" />
            ) : (
              <Combobox
                label="Destination"
                placeholder="Type a part of its name"
                emptyText="No destination has this name, or it has the segment already"
                items={free.map((each) => ({
                  id: each.id,
                  name: displayName(each),
                  detail: detailOf(each, segment),
                }))}
                value={destinationId}
                error={
                  destination && blocked.length > 0 ? (
                    <Blocked segment={segment} destination={destination} />
                  ) : isChecked && !destination ? (
                    'Choose a destination.'
                  ) : undefined
                }
                onChange={(id) => {
                  setDestinationId(id)
                  create.reset()
                }}
              />
            )}
          </Suspense>
          {destination &&
            blocked.length === 0 &&
            askedFields(destination, segment).map(({ name, label, isOptional }) => (
              <TextField
                key={name}
                label={label}
                isMono
                isOptional={isOptional}
                value={typed[name]}
                error={errors?.get(name)}
                onChange={({ currentTarget }) => type(textChange(name, currentTarget.value))}
              />
            ))}
          <Suspense fallback={<Skeleton className="h-15 w-full" />}>
            <div className="grid gap-4 sm:grid-cols-2">
              <DateField
                label="Start"
                value={typed.startDate}
                onChange={(startDate) => startDate && type({ startDate })}
              />
              <DateField
                label="End"
                isOptional
                clearLabel="Never ends"
                value={typed.endDate}
                error={
                  typed.endDate !== null && typed.endDate < typed.startDate
                    ? 'Ends before it starts.'
                    : undefined
                }
                onChange={(endDate) => type({ endDate })}
              />
            </div>
          </Suspense>
          {create.error && (
            <Notice tone="bad" isLive>
              <b>Not added.</b> {failureWords(create.error)}
            </Notice>
          )}
        </div>
      )}
    </Dialog>
  )
}

function textChange(name: TextName, text: string): Partial<TypedMapping> {
  return { [name]: text }
}

function blockingLabels({ exportLabels }: Destination, { restrictedLabels }: SegmentWithUse) {
  return blockedBy(exportLabels, restrictedLabels)
}

/** Below the name in the list: why it cannot be chosen, or what it is. */
function detailOf(destination: Destination, segment: SegmentWithUse): string {
  const blocked = blockingLabels(destination, segment)
  if (blocked.length > 0) {
    return `Blocked: ${blocked.map((label) => CONTROL_WORDS[label].short).join(', ')}`
  }
  const { words } = DESTINATION_STATUS[destination.status]
  return `${destination.id} · ${variantName(destination.configuration)} · ${words}`
}

function Blocked({ segment, destination }: { segment: SegmentWithUse; destination: Destination }) {
  const words = blockingLabels(destination, segment).map((label) => CONTROL_WORDS[label].short)
  return (
    <>
      Export controls keep the segment from this destination: {words.join(', ')}.{' '}
      <TextLink
        className="underline"
        to={paths.segmentRestrictions(segment.id, { destinationId: destination.id })}
      >
        See why
      </TextLink>
    </>
  )
}
