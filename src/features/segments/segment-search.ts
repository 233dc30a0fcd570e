import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import { Count, Id, SearchText } from '../../contract/common.ts'
import { SegmentSort, SortDirection } from '../../contract/endpoints.ts'
import { SegmentStatus } from '../../contract/segment.ts'

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

/** A number in the address; anything else restricts nothing. */
function numberIn(schema: z.ZodMiniType<number, number>) {
  const digits = z.string().check(z.regex(/^\d+$/))
  return z.catch(z.nullable(z.pipe(z.pipe(digits, z.transform(Number)), schema)), null)
}

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
  const parameters = new URLSearchParams()
  const set = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') parameters.set(name, String(value))
  }
  set('q', search.q)
  set('folder', folderText(search.folder))
  set('status', search.status)
  set('dataSource', search.dataSource)
  set('peopleMin', search.peopleMin)
  set('peopleMax', search.peopleMax)
  set('mapped', search.mapped)
  if (search.sort !== 'name') set('sort', search.sort)
  if (search.direction !== 'asc') set('direction', search.direction)
  return parameters
}

function folderText(folder: readonly string[]): string | null {
  return folder.length === 0 ? null : JSON.stringify(folder)
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
