import { MAPPINGS_MAX } from '../contract/mapping.ts'
import { VISITORS_MAX } from '../contract/visitor.ts'
import { formatNumber } from '../lib/format.ts'

/** domain.md, "Account limits", for what can be created so far, and the product's own. */
export const DEFAULT_LIMITS = {
  destinations: 1000,
  'url-destinations': 1000,
  'cookie-destinations': 1000,
  segments: 20_000,
  visitors: VISITORS_MAX,
  /** Of one destination. */
  mappings: MAPPINGS_MAX,
} as const

export type LimitName = keyof typeof DEFAULT_LIMITS
export type Limits = Record<LimitName, number>

type LimitWords = { what: string; owner: string; remedy: string }

const OF_ACCOUNT = { owner: 'The account', remedy: 'Delete one that is not used any more.' }

const LIMIT_WORDS: Record<LimitName, LimitWords> = {
  destinations: { ...OF_ACCOUNT, what: 'destinations' },
  'url-destinations': { ...OF_ACCOUNT, what: 'URL destinations' },
  'cookie-destinations': { ...OF_ACCOUNT, what: 'cookie destinations' },
  segments: { ...OF_ACCOUNT, what: 'segments' },
  visitors: { ...OF_ACCOUNT, what: 'sample visitors' },
  mappings: {
    owner: 'The destination',
    what: 'mappings',
    remedy: 'Unmap one that is not needed any more.',
  },
}

/**
 * Why so many more cannot be created, or null.
 *
 * @param used how many there are, without the trash.
 */
export function limitProblem(
  limits: Limits,
  name: LimitName,
  used: number,
  adding: number,
): { name: LimitName; max: number; detail: string } | null {
  const max = limits[name]
  if (used + adding <= max) return null
  const { what, owner, remedy } = LIMIT_WORDS[name]
  const most = `${formatNumber(max)} ${what}`
  const left = formatNumber(Math.max(0, max - used))
  return {
    name,
    max,
    detail:
      adding === 1
        ? `${owner} has its ${most}, which is the limit. ${remedy}`
        : `${owner} may have ${most}; there is room for ${left} more.`,
  }
}
