import { useState } from 'react'
import { call } from '../../api/client.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { Mapping, MappingWithSegment, SegmentSelection } from '../../contract/mapping.ts'
import { plural } from '../../lib/format.ts'
import { toast } from '../../ui/toast.ts'
import { bulkChanges, type BulkSet } from './bulk-changes.ts'
import { type EditState, type MappingEdits, withUnsent } from './mapping-edits.ts'
import { mappedInput, type MappingSearch, selectionOf } from './mapping-search.ts'
import { readAllMappings } from './read-all-mappings.ts'
import { reasonsOf } from './reasons.ts'
import { refreshMappings } from './refresh.ts'

type BulkOptions = {
  destination: Destination
  search: MappingSearch
  edits: MappingEdits
  editState: EditState
  /** The rows that are there, as they are shown. */
  rows: readonly MappingWithSegment[]
  /** All rows that match, there or not. */
  total: number
}

/** `all`: whatever matches, also what is not read yet. A selection belongs to the search it was made in. */
type Selection = { within: string; ids: ReadonlySet<number> | 'all' }

/** What is selected among the mapped segments, and what can be done with it at once. */
export function useBulkActions(options: BulkOptions) {
  const { destination, search, edits, editState, rows, total } = options
  const within = JSON.stringify([search.view, search.q, search.folder])
  const [selection, setSelection] = useState<Selection>({ within, ids: new Set() })
  const [isUnmapping, setUnmapping] = useState(false)
  const [progress, setProgress] = useState<number | null>(null)
  const params = { destinationId: destination.id }
  const ids = selection.within === within ? selection.ids : new Set<number>()

  function select(next: Selection['ids']): void {
    setSelection({ within, ids: next })
  }

  /** The selected rows, also those that were not shown yet. */
  async function selectedRows(): Promise<MappingWithSegment[]> {
    const loaded = rows.filter(({ segmentId }) => ids === 'all' || ids.has(segmentId))
    if (loaded.length === (ids === 'all' ? total : ids.size)) return loaded
    setProgress(0)
    try {
      const all = await readAllMappings(mappedInput(destination.id, search), setProgress)
      return all
        .filter(({ segmentId }) => ids === 'all' || ids.has(segmentId))
        .map((row) => withUnsent(row, editState))
    } finally {
      setProgress(null)
    }
  }

  async function setForSelected(set: BulkSet): Promise<void> {
    try {
      const result = bulkChanges(destination.configuration, await selectedRows(), set)
      if ('changes' in result) edits.edit(result.changes)
      else toast({ message: result.problem, tone: 'bad' })
    } catch (error) {
      toast({
        message: 'Nothing was set',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: () => void setForSelected(set) },
      })
    }
  }

  /**
   * All that match by what they match, so that none is missed; but the API has no words for
   * "incomplete" and "blocked".
   */
  async function whatToUnmap(): Promise<SegmentSelection> {
    if (ids === 'all' && search.view === 'mapped') return selectionOf(search)
    if (ids !== 'all') return { segmentIds: [...ids] }
    return { segmentIds: (await selectedRows()).map(({ segmentId }) => segmentId) }
  }

  async function unmap(): Promise<void> {
    setUnmapping(true)
    try {
      // Undo gives back what is stored: what was typed belongs to it.
      await edits.flush()
      const { removed } = await call('mappingBulkDelete', {
        params,
        body: { select: await whatToUnmap() },
      })
      edits.forget(removed.map(({ segmentId }) => segmentId))
      select(new Set())
      await refreshMappings()
      toast({
        message: `Unmapped ${plural(removed.length, 'segment')}`,
        ...(removed.length > 0 && {
          action: { label: 'Undo', onAct: () => void remap(removed, crypto.randomUUID()) },
        }),
      })
    } catch (error) {
      toast({
        message: 'Nothing was unmapped',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: () => void unmap() },
      })
    }
    setUnmapping(false)
  }

  async function remap(removed: Mapping[], idempotencyKey: string): Promise<void> {
    const mapped = removed.map(({ revision: _revision, updatedAt: _updatedAt, ...row }) => row)
    try {
      await call('mappingBulkCreate', { params, body: { rows: mapped }, idempotencyKey })
      await refreshMappings()
    } catch (error) {
      toast({
        message: 'The segments could not be mapped again',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: () => void remap(removed, idempotencyKey) },
      })
    }
  }

  return {
    selected: ids === 'all' ? new Set(rows.map(({ segmentId }) => segmentId)) : ids,
    count: ids === 'all' ? total : ids.size,
    select,
    isUnmapping,
    progress,
    setForSelected,
    unmap,
  }
}
