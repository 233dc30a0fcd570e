import { z } from 'zod'
import { DEFAULT_LIMITS, type LimitName, type Limits } from '../src/domain/limits.ts'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/

const LIMIT_MAX = 1_000_000

/** domain.md, "Account limits": settings with the numbers there as defaults. */
function limit(name: LimitName) {
  return z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(LIMIT_MAX, `must be at most ${LIMIT_MAX}`)
    .default(DEFAULT_LIMITS[name])
}

const Variables = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be 0 (any free port) to 65535')
    .max(65_535, 'must be 0 (any free port) to 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(
      LOOPBACK,
      'must be localhost, 127.0.0.1 or ::1: there is no sign-in yet, so whoever reaches the server could change everything. Use an SSH tunnel to reach it from another machine',
    )
    .default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'must name a folder').default('./data'),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''),
      'must be an address such as postgres://user:password@localhost:5432/name',
    )
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
  LIMIT_DESTINATIONS: limit('destinations'),
  LIMIT_URL_DESTINATIONS: limit('url-destinations'),
  LIMIT_COOKIE_DESTINATIONS: limit('cookie-destinations'),
  LIMIT_SEGMENTS: limit('segments'),
  LIMIT_VISITORS: limit('visitors'),
  LIMIT_MAPPINGS: limit('mappings'),
})
type Variables = z.infer<typeof Variables>

export type Environment = Omit<Variables, `LIMIT_${string}`> & { limits: Limits }

function environmentOf({
  LIMIT_DESTINATIONS,
  LIMIT_URL_DESTINATIONS,
  LIMIT_COOKIE_DESTINATIONS,
  LIMIT_SEGMENTS,
  LIMIT_VISITORS,
  LIMIT_MAPPINGS,
  ...others
}: Variables): Environment {
  return {
    ...others,
    limits: {
      destinations: LIMIT_DESTINATIONS,
      'url-destinations': LIMIT_URL_DESTINATIONS,
      'cookie-destinations': LIMIT_COOKIE_DESTINATIONS,
      segments: LIMIT_SEGMENTS,
      visitors: LIMIT_VISITORS,
      mappings: LIMIT_MAPPINGS,
    },
  }
}

/** What the environment has wrong, a line for each variable. */
export class EnvironmentError extends Error {}

/**
 * The settings from environment variables; an empty one counts as not set.
 *
 * @throws EnvironmentError
 */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value))
  const result = Variables.safeParse(set)
  if (result.success) return environmentOf(result.data)
  throw new EnvironmentError(
    result.error.issues
      .map(({ path: [name], message }) => `${String(name)} ${message}.`)
      .join('\n'),
  )
}
