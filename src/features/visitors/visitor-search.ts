import * as z from 'zod/mini'
import { IdList, SearchText } from '../../contract/common.ts'
import type { Visitor } from '../../contract/visitor.ts'

const Text = z.catch(SearchText, '')

/** What the list is searched for; it lives in the address. */
export function parseVisitorSearch(parameters: URLSearchParams): string {
  return Text.parse(parameters.get('q') ?? '')
}

const Segments = z.catch(IdList, [])

/** The segments that a new visitor shall be in, `?segments=1,2`; what is no id is none. */
export function parseNewVisitorSegments(parameters: URLSearchParams): number[] {
  const text = parameters.get('segments')
  return text ? [...new Set(Segments.parse(text))] : []
}

/** Found in the name, the ids or the ids of partners, without regard to case. */
export function isFoundVisitor({ id, name, did, mcid, partnerIds }: Visitor, text: string) {
  const wanted = text.trim().toLowerCase()
  return [String(id), name, did, mcid ?? '', ...Object.values(partnerIds)].some((each) =>
    each.toLowerCase().includes(wanted),
  )
}
