import * as z from 'zod/mini'
import { Id } from '../../contract/common.ts'
import type { PageContext } from '../../domain/delivery/types.ts'
import { ENVIRONMENTS, Host } from '../../parts/preview/preview-search.ts'

/** The customer's page as long as nobody says another. */
const HOST = 'www.acme-travel.example'

const OptionalId = z.catch(z.nullable(z.pipe(z.coerce.number(), Id)), null)

const Parameters = z.object({
  /** Null: the first one. */
  visitor: OptionalId,
  /** Null: all active ones. */
  destination: OptionalId,
  host: z.catch(Host, HOST),
  protocol: z.catch(z.enum(['https', 'http']), 'https'),
  environment: z.catch(z.enum(ENVIRONMENTS), 'BROWSER'),
})

/** Who visits which page, and whose calls are looked at. It lives in the address. */
export type LiveTestSearch = z.infer<typeof Parameters>

const DEFAULTS: Record<string, unknown> = Parameters.parse({})

/** Reads the address. Never fails: what cannot be understood is as it is by itself. */
export function parseLiveTestSearch(parameters: URLSearchParams): LiveTestSearch {
  const given = Object.fromEntries(
    Object.keys(Parameters.shape).map((name) => [name, parameters.get(name) ?? undefined]),
  )
  return Parameters.parse(given)
}

/** The address of a search, without what is as it is by itself. */
export function liveTestSearchParameters(search: LiveTestSearch): URLSearchParams {
  const given = Object.entries(search).filter(([name, value]) => value !== DEFAULTS[name])
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
}

export function pageOf({ host, protocol, environment }: LiveTestSearch): PageContext {
  return { host, protocol, environment }
}
