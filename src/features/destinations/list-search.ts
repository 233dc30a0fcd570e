import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import { SearchText } from '../../contract/common.ts'
import { DestinationCategory, DestinationType } from '../../contract/destination/destination.ts'
import { DestinationSort, SortDirection } from '../../contract/endpoints.ts'

/** The statuses that the list can show; deleted ones have a page of their own. */
export const ListedStatus = z.enum(['draft', 'active', 'paused'])
export type ListedStatus = z.infer<typeof ListedStatus>

/** Words of a comma-separated parameter; what is no such word, or comes twice, is left out. */
function wordsOf<const T extends string>(word: z.ZodMiniType<T>) {
  const words = z.transform((text: string) =>
    [...new Set(text.split(','))].flatMap((part) => {
      const parsed = word.safeParse(part)
      return parsed.success ? [parsed.data] : []
    }),
  )
  return z.catch(z.pipe(z.string(), words), [])
}

const Parameters = z.object({
  q: z.catch(SearchText, ''),
  category: z.catch(z.nullable(DestinationCategory), null),
  status: wordsOf(ListedStatus),
  type: wordsOf(DestinationType),
  attention: z.catch(z.nullable(z.literal('true')), null),
  sort: z.catch(DestinationSort, 'updated'),
  direction: z.catch(z.nullable(SortDirection), null),
})

/** What the list of destinations shows. It lives in the address. Empty arrays restrict nothing. */
export type ListSearch = {
  q: string
  category: DestinationCategory | null
  status: ListedStatus[]
  type: DestinationType[]
  attention: boolean
  sort: DestinationSort
  direction: SortDirection
}

/** What a column is sorted by at the first press on it: the newest and the largest first. */
export const FIRST_DIRECTION: Record<DestinationSort, SortDirection> = {
  name: 'asc',
  id: 'asc',
  type: 'asc',
  status: 'asc',
  segments: 'desc',
  updated: 'desc',
}

export const NO_SEARCH: ListSearch = {
  q: '',
  category: null,
  status: [],
  type: [],
  attention: false,
  sort: 'updated',
  direction: 'desc',
}

/** Reads the address. Never fails: what cannot be understood restricts nothing. */
export function parseListSearch(parameters: URLSearchParams): ListSearch {
  const found = Parameters.parse({
    q: parameters.get('q') ?? '',
    category: parameters.get('category'),
    status: parameters.get('status') ?? '',
    type: parameters.get('type') ?? '',
    attention: parameters.get('attention'),
    sort: parameters.get('sort'),
    direction: parameters.get('direction'),
  })
  return {
    ...found,
    attention: found.attention === 'true',
    direction: found.direction ?? FIRST_DIRECTION[found.sort],
  }
}

/** The shortest address of a search: what is as usual is left out. */
export function listSearchParameters(search: ListSearch): URLSearchParams {
  const parameters = new URLSearchParams()
  if (search.q) parameters.set('q', search.q)
  if (search.category) parameters.set('category', search.category)
  if (search.status.length > 0) parameters.set('status', search.status.join(','))
  if (search.type.length > 0) parameters.set('type', search.type.join(','))
  if (search.attention) parameters.set('attention', 'true')
  if (search.sort !== NO_SEARCH.sort) parameters.set('sort', search.sort)
  if (search.direction !== FIRST_DIRECTION[search.sort]) {
    parameters.set('direction', search.direction)
  }
  return parameters
}

/**
 * The input of `destinationList` for a search. The usual order is the endpoint's own: the server, which
 * tells browsers early what a page will ask for, knows that address without an order.
 */
export function listInput(search: ListSearch): CallInput<'destinationList'> {
  const isUsualOrder =
    search.sort === NO_SEARCH.sort && search.direction === FIRST_DIRECTION[search.sort]
  return {
    query: {
      q: search.q.trim() || undefined,
      category: search.category ?? undefined,
      status: search.status.length > 0 ? search.status : undefined,
      type: search.type.length > 0 ? search.type : undefined,
      attention: search.attention ? 'true' : undefined,
      ...(isUsualOrder ? {} : { sort: search.sort, direction: search.direction }),
    },
  }
}

/** Whether anything but the order restricts what is shown, beyond the tab. */
export function isFiltered(search: ListSearch): boolean {
  return (
    search.q.trim() !== '' || search.status.length > 0 || search.type.length > 0 || search.attention
  )
}

/** The same tab and order, without search and filters. */
export function withoutFilters(search: ListSearch): ListSearch {
  return { ...NO_SEARCH, category: search.category, sort: search.sort, direction: search.direction }
}
