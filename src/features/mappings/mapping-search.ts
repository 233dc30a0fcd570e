import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import { Count, Id, SearchText } from '../../contract/common.ts'
import { MappingSort, SegmentSort, SortDirection } from '../../contract/endpoints.ts'
import {
  DAYS_MAX,
  MappingState,
  type MappingFilter,
  type SegmentFilter,
  ValueFilter,
} from '../../contract/mapping-filter.ts'
import { SegmentStatus } from '../../contract/segment.ts'
import { FolderText, folderText, givenParameters, numberIn } from '../../lib/address-parameters.ts'

/** Those of a comma-separated list that are states. */
const StatesText = z.catch(
  z.pipe(
    z.string(),
    z.transform((text) => {
      const named = text.split(',')
      return MappingState.options.filter((state) => named.includes(state))
    }),
  ),
  [],
)

const WIDTH_MIN = 40
const WIDTH_MAX = 2000
const COLUMN = /^([a-z]+)(?::(\d{1,4}))?$/i

/** A column that is shown; `width` in pixels, null: as it comes. */
export type ChosenColumn = { id: string; width: number | null }

/** `id,name:320,value`; null: the columns and widths that come by themselves. */
const ColumnsText = z.catch(
  z.nullable(
    z.pipe(
      z.string(),
      z.transform((text): ChosenColumn[] | null => {
        const columns = new Map<string, ChosenColumn>()
        for (const part of text.split(',')) {
          const [, id, digits] = COLUMN.exec(part) ?? []
          if (id === undefined) continue
          const width = digits === undefined ? null : Number(digits)
          const isWide = width !== null && width >= WIDTH_MIN && width <= WIDTH_MAX
          columns.set(id, { id, width: isWide ? width : null })
        }
        return columns.size > 0 ? [...columns.values()] : null
      }),
    ),
  ),
  null,
)

export const MappingView = z.enum(['available', 'mapped', 'attention', 'blocked'])
export type MappingView = z.infer<typeof MappingView>

const Parameters = z.object({
  view: z.catch(z.nullable(MappingView), null),
  q: z.catch(SearchText, ''),
  folder: FolderText,
  states: StatesText,
  value: z.catch(z.nullable(ValueFilter), null),
  dataSource: numberIn(Id),
  endsWithin: numberIn(z.int().check(z.gte(0), z.lte(DAYS_MAX))),
  peopleMin: numberIn(Count),
  peopleMax: numberIn(Count),
  /** Of segments that are not mapped. */
  status: z.catch(z.nullable(SegmentStatus), null),
  sort: z.catch(MappingSort, 'name'),
  direction: z.catch(SortDirection, 'asc'),
  /** Of mappings. */
  columns: ColumnsText,
  /** Of segments that are not mapped. */
  segmentColumns: ColumnsText,
})

/** What the step shows; it lives in the address. A view that is not given is chosen by the page. */
export type MappingSearch = Omit<z.infer<typeof Parameters>, 'view'> & { view: MappingView }

/** What stands for the view "Incomplete" of earlier addresses. */
const INCOMPLETE: MappingState[] = ['missing-key', 'missing-value', 'missing-code', 'missing-url']

/** Restricts nothing, but for the folder. */
export const NO_FILTERS = {
  q: '',
  states: [],
  value: null,
  dataSource: null,
  endsWithin: null,
  peopleMin: null,
  peopleMax: null,
  status: null,
} satisfies Partial<MappingSearch>

/** Reads the address. Never fails: what cannot be understood restricts nothing. */
export function parseMappingSearch(parameters: URLSearchParams, view: MappingView): MappingSearch {
  const given = Object.fromEntries(parameters)
  const parsed = Parameters.parse(given)
  if (given.view === 'incomplete') return { ...parsed, view: 'mapped', states: INCOMPLETE }
  return { ...parsed, view: parsed.view ?? view }
}

export function mappingSearchParameters(search: MappingSearch): URLSearchParams {
  return givenParameters({
    view: search.view,
    q: search.q,
    folder: folderText(search.folder),
    states: search.states.join(','),
    value: search.value,
    dataSource: search.dataSource,
    endsWithin: search.endsWithin,
    peopleMin: search.peopleMin,
    peopleMax: search.peopleMax,
    status: search.status,
    sort: search.sort === 'name' ? null : search.sort,
    direction: search.direction === 'asc' ? null : search.direction,
    columns: columnsText(search.columns ?? []),
    segmentColumns: columnsText(search.segmentColumns ?? []),
  })
}

function columnsText(columns: readonly ChosenColumn[]): string {
  return columns.map(({ id, width }) => (width === null ? id : `${id}:${width}`)).join(',')
}

/** Whether more than the folder and the view restrict what is shown. */
export function isFiltered(search: MappingSearch): boolean {
  return search.view === 'available'
    ? Object.keys(availableFilter({ ...search, folder: [] })).length > 0
    : Object.keys(mappedFilter({ ...search, folder: [], view: 'mapped' })).length > 0
}

function isGiven([, value]: [string, unknown]): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}

function givenOf<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries of the same object, less those that are empty
  return Object.fromEntries(Object.entries(values).filter(isGiven)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}

/** All segments that a search of available ones shows, for bulk endpoints. */
export function availableFilter(search: MappingSearch): SegmentFilter {
  const { q, folder, status, dataSource, peopleMin, peopleMax } = search
  return givenOf({ q, folder, status, dataSourceId: dataSource, peopleMin, peopleMax })
}

/** All mappings that a search shows, for bulk endpoints. */
export function mappedFilter(search: MappingSearch): MappingFilter {
  const { q, folder, dataSource, peopleMin, peopleMax, states, value, endsWithin } = search
  const view = search.view === 'attention' || search.view === 'blocked' ? search.view : null
  return givenOf({
    q,
    folder,
    dataSourceId: dataSource,
    peopleMin,
    peopleMax,
    view,
    states,
    value,
    endsWithin,
  })
}

/** A folder, and other lists, in a query. */
function inQuery<T extends { folder?: string[] }>({ folder, ...filter }: T) {
  return { ...filter, ...(folder && { folder: JSON.stringify(folder) }) }
}

/** What the list of available segments is asked for, and the list of their ids. */
export function availableInput(
  destinationId: number,
  search: MappingSearch,
): CallInput<'segmentIdList'> {
  return {
    query: {
      ...inQuery(availableFilter(search)),
      notMappedTo: destinationId,
      sort: z.catch(SegmentSort, 'name').parse(search.sort),
      direction: search.direction,
    },
  }
}

/** What the list of mappings is asked for, and the list of their ids. */
export function mappedInput(
  destinationId: number,
  search: MappingSearch,
): CallInput<'mappingIdList'> {
  return {
    params: { destinationId },
    query: {
      ...inQuery(mappedFilter(search)),
      sort: search.sort,
      direction: search.direction,
    },
  }
}

/** What the numbers of the views and filters are asked for. */
export function countInput(
  destinationId: number,
  { q, folder }: MappingSearch,
): CallInput<'mappingCountView'> {
  return { params: { destinationId }, query: inQuery(givenOf({ q, folder })) }
}

/** What a selection belongs to: other columns or another order leave it as it is. */
export function withinOf(search: MappingSearch): string {
  return JSON.stringify([
    search.view,
    search.view === 'available' ? availableFilter(search) : mappedFilter(search),
  ])
}
