import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import { Count, Id, SearchText } from '../../contract/common.ts'
import { SegmentSort, SortDirection } from '../../contract/endpoints.ts'
import { SegmentStatus } from '../../contract/segment.ts'
import { FolderText, folderText, givenParameters, numberIn } from '../../lib/address-parameters.ts'

export const SegmentUse = z.enum(['yes', 'no'])
export type SegmentUse = z.infer<typeof SegmentUse>

const Parameters = z.object({
  q: z.catch(SearchText, ''),
  folder: FolderText,
  status: z.catch(z.nullable(SegmentStatus), null),
  /** The data source that the segment itself belongs to. */
  dataSource: numberIn(Id),
  peopleMin: numberIn(Count),
  peopleMax: numberIn(Count),
  /** Only segments that some destination has, or none. */
  mapped: z.catch(z.nullable(SegmentUse), null),
  sort: z.catch(SegmentSort, 'name'),
  direction: z.catch(SortDirection, 'asc'),
})
/** What the list of segments shows; it lives in the address. Null: not restricted. */
export type SegmentSearch = z.infer<typeof Parameters>

/** Restricts nothing. */
export const NO_FILTERS = {
  q: '',
  folder: [],
  status: null,
  dataSource: null,
  peopleMin: null,
  peopleMax: null,
  mapped: null,
} satisfies Partial<SegmentSearch>

/** Reads the address. Never fails: what cannot be understood restricts nothing. */
export function parseSegmentSearch(parameters: URLSearchParams): SegmentSearch {
  return Parameters.parse(Object.fromEntries(parameters))
}

/** The address of a search, without what is as it is by itself. */
export function segmentSearchParameters(search: SegmentSearch): URLSearchParams {
  return givenParameters({
    q: search.q,
    folder: folderText(search.folder),
    status: search.status,
    dataSource: search.dataSource,
    peopleMin: search.peopleMin,
    peopleMax: search.peopleMax,
    mapped: search.mapped,
    sort: search.sort === 'name' ? null : search.sort,
    direction: search.direction === 'asc' ? null : search.direction,
  })
}

/** Whether anything restricts what is listed. */
export function isFiltered(search: SegmentSearch): boolean {
  return segmentSearchParameters({ ...search, sort: 'name', direction: 'asc' }).size > 0
}

/** What the list of segments is asked for. */
export function segmentListInput(search: SegmentSearch): CallInput<'segmentList'> {
  const { q, folder, status, dataSource, peopleMin, peopleMax, mapped, sort, direction } = search
  const path = folderText(folder)
  return {
    query: {
      sort,
      direction,
      ...(q && { q }),
      ...(path !== null && { folder: path }),
      ...(status !== null && { status }),
      ...(dataSource !== null && { dataSourceId: dataSource }),
      ...(peopleMin !== null && { peopleMin }),
      ...(peopleMax !== null && { peopleMax }),
      ...(mapped !== null && { mapped }),
    },
  }
}
