import { VISITORS_MAX } from '../contract/visitor.ts'

/** domain.md, "Account limits", for what can be created so far, and the product's own. */
export const DEFAULT_LIMITS = {
  destinations: 1000,
  'url-destinations': 1000,
  'cookie-destinations': 1000,
  segments: 20_000,
  visitors: VISITORS_MAX,
} as const

export type LimitName = keyof typeof DEFAULT_LIMITS
export type Limits = Record<LimitName, number>

const LIMIT_WORDS: Record<LimitName, string> = {
  destinations: 'destinations',
  'url-destinations': 'URL destinations',
  'cookie-destinations': 'cookie destinations',
  segments: 'segments',
  visitors: 'sample visitors',
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
  const words = LIMIT_WORDS[name]
  const left = Math.max(0, max - used).toLocaleString('en-US')
  return {
    name,
    max,
    detail:
      adding === 1
        ? `The account has its ${max.toLocaleString('en-US')} ${words}, which is the limit. Delete one that is not used any more.`
        : `The account may have ${max.toLocaleString('en-US')} ${words}; there is room for ${left} more.`,
  }
}
