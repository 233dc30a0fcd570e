import * as z from 'zod/mini'
import type { CallInput } from '../../api/client.ts'
import { IdText, SearchText } from '../../contract/common.ts'

const AudienceView = z.enum(['sources', 'traits', 'merge-rules'])
export type AudienceView = z.infer<typeof AudienceView>

const Parameters = z.object({
  view: z.catch(AudienceView, 'sources'),
  q: z.catch(SearchText, ''),
  /** Only the traits of this data source. */
  source: z.catch(z.nullable(IdText), null),
})

/** What the page shows; it lives in the address. */
export type AudienceSearch = z.infer<typeof Parameters>

/** Reads the address. Never fails: what cannot be understood restricts nothing. */
export function parseAudienceSearch(parameters: URLSearchParams): AudienceSearch {
  return Parameters.parse({ source: null, ...Object.fromEntries(parameters) })
}

/** The address of a search, without what is as it is by itself. */
export function audienceSearchParameters({ view, q, source }: AudienceSearch): URLSearchParams {
  const parameters = new URLSearchParams()
  if (view !== 'sources') parameters.set('view', view)
  if (q) parameters.set('q', q)
  if (source !== null && view === 'traits') parameters.set('source', String(source))
  return parameters
}

export function traitListInput({
  q,
  source,
}: Pick<AudienceSearch, 'q' | 'source'>): CallInput<'traitList'> {
  return {
    query: {
      limit: 200,
      ...(q ? { q } : {}),
      ...(source !== null ? { dataSourceId: source } : {}),
    },
  }
}

/** Those whose name holds the text, or whose id begins with it. */
export function matching<T extends { id: number; name: string }>(
  items: readonly T[],
  text: string,
): T[] {
  const wanted = text.trim().toLowerCase()
  return items.filter(
    ({ id, name }) => name.toLowerCase().includes(wanted) || String(id).startsWith(wanted),
  )
}
