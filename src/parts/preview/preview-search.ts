import * as z from 'zod/mini'
import { Id, IsoDate } from '../../contract/common.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { PageContext } from '../../domain/delivery/types.ts'

export const ENVIRONMENTS = ['BROWSER', 'ANDROID', 'IOS'] as const

/** A host name, or an IPv4 address, as a browser shows it. */
const HOST =
  /^(?=.{1,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u

/** In the ASCII form that browsers and cookie domains have: `münchen.de` is `xn--mnchen-3ya.de`. */
export const Host = z.pipe(
  z.string().check(
    z.trim(),
    z.toLowerCase(),
    z.regex(HOST, 'Enter a host alone, such as www.example.com.'),
    z.refine((host) => URL.canParse(`http://${host}`), 'Enter a host that browsers know.'),
  ),
  z.transform((host) => new URL(`http://${host}`).hostname),
)

/** For whom, on which page and when: it lives in the address. Null: as it is by itself. */
const Parameters = z.object({
  /** 0: see `typical-visitor.ts`. */
  visitor: z.catch(z.nullable(z.pipe(z.coerce.number(), z.union([Id, z.literal(0)]))), null),
  protocol: z.catch(z.enum(['https', 'http']), 'https'),
  host: z.catch(z.nullable(Host), null),
  environment: z.catch(z.nullable(z.enum(ENVIRONMENTS)), null),
  asOf: z.catch(z.nullable(IsoDate), null),
})
export type PreviewSearch = z.infer<typeof Parameters>

/** Reads the address. Never fails: what cannot be understood is as it is by itself. */
export function parsePreviewSearch(parameters: URLSearchParams): PreviewSearch {
  const given = Object.fromEntries(
    Object.keys(Parameters.shape).map((name) => [name, parameters.get(name)]),
  )
  return Parameters.parse({ ...given, visitor: given.visitor ?? Number.NaN })
}

/** The address with other choices; what else it says stays. */
export function previewSearchParameters(
  parameters: URLSearchParams,
  changes: Partial<PreviewSearch>,
): URLSearchParams {
  const next = new URLSearchParams(parameters)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || (name === 'protocol' && value === 'https')) next.delete(name)
    else next.set(name, String(value))
  }
  return next
}

/** What is wrong with a host as it was typed; null: nothing. */
export function hostProblem(text: string): string | null {
  return Host.safeParse(text).error?.issues[0]?.message ?? null
}

/** The page on which the visitor is: where nothing was chosen, one on which something is sent. */
export function previewPage(
  { protocol, host, environment }: PreviewSearch,
  destination: Pick<Destination, 'environment' | 'configuration'>,
): PageContext {
  return {
    protocol,
    host: host ?? usualHost(destination),
    environment:
      environment ?? (destination.environment === 'ALL' ? 'BROWSER' : destination.environment),
  }
}

/** A page on which the cookie is published and can be set. */
function usualHost({ configuration }: Pick<Destination, 'configuration'>): string {
  const fallback = 'www.example.com'
  if (configuration.type !== 'cookie') return fallback
  const { cookieDomain, publishTo } = configuration
  const selected = publishTo.mode === 'selected' ? publishTo.domains : []
  const domain = cookieDomain ?? selected[0] ?? null
  if (domain === null) return fallback
  const parent = domain.replace(/^\./, '')
  const published = selected.find(
    (each) => cookieDomain === null || each === parent || each.endsWith(`.${parent}`),
  )
  const host = published?.replace(/^\./, '') ?? `www.${parent}`
  return hostProblem(host) === null ? host : fallback
}

/** Noon of a day in UTC, on which mappings start and end; `now` without a day. */
export function momentOf(asOf: string | null, now: number): number {
  return asOf === null ? now : Date.parse(`${asOf}T12:00:00Z`)
}
