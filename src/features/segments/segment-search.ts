import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import { SearchText } from '../../contract/common.ts'
import { SegmentSort, SortDirection } from '../../contract/endpoints.ts'

const Folder = z.array(z.string().check(z.minLength(1)))

function isFolder(text: string): boolean {
  try {
    return Folder.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

/** What the list of segments shows; it lives in the address. `folder` is a JSON array, or empty. */
const Parameters = z.object({
  q: z.catch(SearchText, ''),
  folder: z.catch(z.string().check(z.refine(isFolder)), ''),
  sort: z.catch(SegmentSort, 'name'),
  direction: z.catch(SortDirection, 'asc'),
})
export type SegmentSearch = z.infer<typeof Parameters>

/** Reads the address. Never fails: what cannot be understood restricts nothing. */
export function parseSegmentSearch(parameters: URLSearchParams): SegmentSearch {
  return Parameters.parse(Object.fromEntries(parameters))
}

/** The address of a search, without what is as it is by itself. */
export function segmentSearchParameters(search: SegmentSearch): URLSearchParams {
  const parameters = new URLSearchParams()
  if (search.q) parameters.set('q', search.q)
  if (search.folder) parameters.set('folder', search.folder)
  if (search.sort !== 'name') parameters.set('sort', search.sort)
  if (search.direction !== 'asc') parameters.set('direction', search.direction)
  return parameters
}

export function segmentListInput(search: SegmentSearch): CallInput<'segmentList'> {
  const { q, folder, sort, direction } = search
  return {
    query: { sort, direction, ...(q ? { q } : {}), ...(folder ? { folder } : {}) },
  }
}
