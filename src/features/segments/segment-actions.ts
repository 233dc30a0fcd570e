import { call } from '../../api/client.ts'
import { failureWords } from '../../api/failure-words.ts'
import type { MappingChangeEntry } from '../../contract/mapping-change.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { Segment, SegmentStatus } from '../../contract/segment.ts'
import { displayName } from '../../domain/destination-types.ts'
import { refreshMappings } from '../../parts/refresh-mappings.ts'
import { toast } from '../../ui/toast.ts'

/**
 * Sets whether a segment is sent anywhere. Never rejects: a toast tells how it went, with Undo or Retry.
 *
 * @param effect what that does, as a sentence; for the toast.
 */
export async function setSegmentStatus(
  segment: Pick<Segment, 'id' | 'name'>,
  status: SegmentStatus,
  effect: string,
): Promise<void> {
  const other = status === 'paused' ? 'active' : 'paused'
  try {
    await changeStatus(segment, status)
    toast({
      tone: 'ok',
      message: `${status === 'paused' ? 'Paused' : 'Resumed'} ${segment.name}. ${effect}`.trim(),
      action: { label: 'Undo', onAct: () => void setSegmentStatus(segment, other, '') },
    })
  } catch (error) {
    toast({
      tone: 'bad',
      message: `${segment.name} could not be ${status === 'paused' ? 'paused' : 'resumed'}.`,
      detail: failureWords(error),
      action: { label: 'Retry', onAct: () => void setSegmentStatus(segment, status, effect) },
    })
  }
}

/** @throws ApiError */
export async function changeStatus({ id }: Pick<Segment, 'id'>, status: SegmentStatus) {
  await call('segmentStatusUpdate', { params: { segmentId: id }, body: { status } })
  await refreshMappings()
}

/**
 * Unmaps a segment from one destination. Never rejects: a toast tells how it went, with Undo or Retry.
 *
 * @returns whether it is unmapped.
 */
export async function removeFromDestination(
  segment: Pick<Segment, 'id' | 'name'>,
  destination: Destination,
): Promise<boolean> {
  const params = { destinationId: destination.id }
  try {
    const { change } = await call('mappingBulkDelete', {
      params,
      body: { select: { segmentIds: [segment.id] } },
    })
    await refreshMappings()
    toast({
      tone: 'ok',
      message: `${displayName(destination)} is not sent ${segment.name} any more.`,
      ...undoOf(destination, change),
    })
    return true
  } catch (error) {
    toast({
      tone: 'bad',
      message: `${segment.name} could not be removed from ${displayName(destination)}.`,
      detail: failureWords(error),
      action: { label: 'Retry', onAct: () => void removeFromDestination(segment, destination) },
    })
    return false
  }
}

/** The Undo of a toast; nothing where nothing was changed. */
export function undoOf(destination: Destination, change: MappingChangeEntry | null) {
  if (!change) return {}
  const key = crypto.randomUUID()
  return { action: { label: 'Undo', onAct: () => void undo(destination, change, key) } }
}

/** @param idempotencyKey the same for each Retry: a lost answer must not take back twice. */
async function undo(
  destination: Destination,
  change: MappingChangeEntry,
  idempotencyKey: string,
): Promise<void> {
  try {
    const { conflicts } = await call('mappingChangeUndo', {
      params: { destinationId: destination.id, number: change.number },
      body: {},
      idempotencyKey,
    })
    await refreshMappings()
    if (conflicts.length === 0) toast({ tone: 'ok', message: `Undone: ${change.name}.` })
    else {
      toast({
        tone: 'bad',
        message: `Not undone: ${change.name}.`,
        detail: 'Somebody has changed it since; it stays as it is now.',
      })
    }
  } catch (error) {
    toast({
      tone: 'bad',
      message: `Not undone: ${change.name}.`,
      detail: failureWords(error),
      action: { label: 'Retry', onAct: () => void undo(destination, change, idempotencyKey) },
    })
  }
}
