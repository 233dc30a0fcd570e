import type { InfiniteData } from '@tanstack/react-query'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { invalidate, q, queryClient } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { DestinationList } from '../../contract/endpoints.ts'
import { displayName } from '../../domain/destination-types.ts'
import { toast } from '../../ui/toast.ts'
import { conflictOf } from './change-conflict.ts'

/** A change of one destination as a whole: needs the revision that the person saw. */
type Change = {
  /** Runs it against this state. */
  run: (destination: Destination) => Promise<Destination>
  /** For the toast once it is done. */
  done: (
    changed: Destination,
    before: Destination,
  ) => { message: string; detail?: string; undo?: Change }
  /** "could not be paused" */
  failed: string
}

function ofDestination(
  name: 'destinationPause' | 'destinationResume' | 'destinationDelete' | 'destinationRestore',
): Change['run'] {
  return ({ id, revision }) => call(name, { params: { destinationId: id }, ifMatch: revision })
}

const PAUSE: Change = {
  run: ofDestination('destinationPause'),
  done: (changed) => ({
    message: `Paused ${displayName(changed)}. Nothing is sent until you resume it.`,
  }),
  failed: 'could not be paused',
}

const RESUME: Change = {
  run: ofDestination('destinationResume'),
  done: (changed) => ({ message: `Resumed ${displayName(changed)}. It sends again.` }),
  failed: 'could not be resumed',
}

const RESTORE: Change = {
  run: ofDestination('destinationRestore'),
  done: (changed, { statusBeforeDelete }) =>
    statusBeforeDelete === 'active' && changed.status === 'paused'
      ? {
          message: `Restored ${displayName(changed)}, but it is paused.`,
          detail:
            'Export controls were changed meanwhile and block mappings that it sent before. See what is blocked, then resume it.',
        }
      : { message: `Restored ${displayName(changed)}.` },
  failed: 'could not be restored',
}

const DELETE: Change = {
  run: ofDestination('destinationDelete'),
  done: (changed) => ({ message: `Moved ${displayName(changed)} to the trash.`, undo: RESTORE }),
  failed: 'could not be deleted',
}

function restoreVersion(revision: number): Change {
  return {
    run: (destination) =>
      call('destinationVersionRestore', {
        params: { destinationId: destination.id, revision },
        ifMatch: destination.revision,
      }),
    done: (changed) => ({
      message: `Version ${revision} of ${displayName(changed)} is the current one again.`,
    }),
    failed: `could not be taken back to version ${revision}`,
  }
}

type ListPages = InfiniteData<DestinationList>

function withChanged(list: ListPages | undefined, changed: Destination): ListPages | undefined {
  return (
    list && {
      ...list,
      pages: list.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.id === changed.id ? changed : item)),
      })),
    }
  )
}

/**
 * Shows a changed destination at once wherever it is on screen, and has every list and count read again.
 * Nobody waits for that: a slow list must not delay the Undo.
 */
function remember(destination: Destination): void {
  queryClient.setQueryData(
    q('destinationView', { params: { destinationId: destination.id } }).queryKey,
    destination,
  )
  queryClient.setQueriesData<ListPages>({ queryKey: ['destinationList', 'pages'] }, (list) =>
    withChanged(list, destination),
  )
  void invalidate(
    'destinationList',
    'destinationVersionList',
    'accountView',
    'segmentList',
    'segmentView',
    'segmentDestinationList',
  )
}

/**
 * Runs a change and tells how it went in a toast: done, with Undo where there is one; changed by
 * somebody else, with what differs and the choice to go on; failed, with Retry. Never rejects, so that a
 * menu or a row that is gone by then has nothing to handle.
 *
 * @returns the changed destination; null when nothing was changed.
 */
async function perform(change: Change, destination: Destination): Promise<Destination | null> {
  const again = (from: Destination) => () => void perform(change, from)
  try {
    const changed = await change.run(destination)
    remember(changed)
    const { message, detail, undo } = change.done(changed, destination)
    toast({
      tone: detail === undefined ? 'ok' : 'bad',
      message,
      ...(detail !== undefined && { detail }),
      ...(undo && { action: { label: 'Undo', onAct: () => void perform(undo, changed) } }),
    })
    return changed
  } catch (error) {
    const conflict = conflictOf(error, destination)
    if (conflict) {
      remember(conflict.current)
      toast({
        tone: 'bad',
        message: `${displayName(destination)} ${change.failed}: somebody else changed it meanwhile.`,
        detail: conflict.summary,
        action: { label: 'Do it anyway', onAct: again(conflict.current) },
      })
      return null
    }
    const { title, detail } = describeError(error)
    toast({
      tone: 'bad',
      message: `${displayName(destination)} ${change.failed}.`,
      detail: `${title}. ${detail}`,
      action: { label: 'Retry', onAct: again(destination) },
    })
    return null
  }
}

export const pauseDestination = (destination: Destination) => perform(PAUSE, destination)
export const resumeDestination = (destination: Destination) => perform(RESUME, destination)
/** Moves it to the trash; the toast offers Undo. The screen asks before. */
export const deleteDestination = (destination: Destination) => perform(DELETE, destination)
export const restoreDestination = (destination: Destination) => perform(RESTORE, destination)

/** Makes an earlier state the current one, as a new revision. */
export const restoreDestinationVersion = (destination: Destination, revision: number) =>
  perform(restoreVersion(revision), destination)

/**
 * Makes a draft with the same settings and mappings. Retry repeats the request under the same key, so
 * that a lost answer cannot lead to two clones.
 *
 * @param onCloned is given the new draft, also after a Retry.
 */
export async function cloneDestination(
  destination: Destination,
  onCloned: (clone: Destination) => void,
  idempotencyKey: string = crypto.randomUUID(),
): Promise<void> {
  try {
    const clone = await call('destinationClone', {
      params: { destinationId: destination.id },
      body: {},
      idempotencyKey,
    })
    remember(clone)
    toast({ tone: 'ok', message: `Cloned ${displayName(destination)}. The copy is a draft.` })
    onCloned(clone)
  } catch (error) {
    const { title, detail } = describeError(error)
    toast({
      tone: 'bad',
      message: `${displayName(destination)} could not be cloned.`,
      detail: `${title}. ${detail}`,
      action: {
        label: 'Retry',
        onAct: () => void cloneDestination(destination, onCloned, idempotencyKey),
      },
    })
  }
}
