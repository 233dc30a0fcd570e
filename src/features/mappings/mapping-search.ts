import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import { SearchText } from '../../contract/common.ts'
import { MappingSort, SegmentSort, SortDirection } from '../../contract/endpoints.ts'

const FolderNames = z.array(z.string().check(z.minLength(1)))

/** A folder in the address: a JSON array of names; anything else is no folder. */
const FolderText = z.catch(
  z.pipe(
    z.string(),
    z.transform((text): string[] => {
      try {
        return FolderNames.parse(JSON.parse(text))
      } catch {
        return []
      }
    }),
  ),
  [],
)

export const MappingView = z.enum(['available', 'mapped', 'incomplete', 'blocked'])
export type MappingView = z.infer<typeof MappingView>

const Parameters = z.object({
  view: z.catch(z.nullable(MappingView), null),
  q: z.catch(SearchText, ''),
  folder: FolderText,
  sort: z.catch(MappingSort, 'name'),
  direction: z.catch(SortDirection, 'asc'),
})

/** What the step shows; it lives in the address. A view that is not given is chosen by the page. */
export type MappingSearch = Omit<z.infer<typeof Parameters>, 'view'> & { view: MappingView }

/** Reads the address. Never fails: what cannot be understood restricts nothing. */
export function parseMappingSearch(parameters: URLSearchParams, view: MappingView): MappingSearch {
  const parsed = Parameters.parse(Object.fromEntries(parameters))
  return { ...parsed, view: parsed.view ?? view }
}

export function mappingSearchParameters(search: MappingSearch): URLSearchParams {
  const parameters = new URLSearchParams({ view: search.view })
  if (search.q) parameters.set('q', search.q)
  if (search.folder.length > 0) parameters.set('folder', JSON.stringify(search.folder))
  if (search.sort !== 'name') parameters.set('sort', search.sort)
  if (search.direction !== 'asc') parameters.set('direction', search.direction)
  return parameters
}

function filterOf({ q, folder }: MappingSearch) {
  return {
    ...(q ? { q } : {}),
    ...(folder.length > 0 ? { folder: JSON.stringify(folder) } : {}),
  }
}

/** All that a search shows, for the bulk endpoints; a restriction to incomplete or blocked ones cannot be said. */
export function selectionOf({ q, folder }: MappingSearch): { q?: string; folder?: string[] } {
  return { ...(q ? { q } : {}), ...(folder.length > 0 ? { folder } : {}) }
}

export function availableInput(
  destinationId: number,
  search: MappingSearch,
): CallInput<'segmentList'> {
  return {
    query: {
      ...filterOf(search),
      notMappedTo: destinationId,
      sort: z.catch(SegmentSort, 'name').parse(search.sort),
      direction: search.direction,
      limit: 200,
    },
  }
}

export function mappedInput(
  destinationId: number,
  search: MappingSearch,
): CallInput<'mappingList'> {
  return {
    params: { destinationId },
    query: {
      ...filterOf(search),
      ...(search.view === 'incomplete' ? { incomplete: 'true' as const } : {}),
      ...(search.view === 'blocked' ? { blocked: 'true' as const } : {}),
      sort: search.sort,
      direction: search.direction,
      limit: 200,
    },
  }
}
