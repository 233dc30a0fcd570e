import { z } from 'zod'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/

const Environment = z.object({
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
})
export type Environment = z.infer<typeof Environment>

/** What the environment has wrong, a line for each variable. */
export class EnvironmentError extends Error {}

/**
 * The settings from environment variables; an empty one counts as not set.
 *
 * @throws EnvironmentError
 */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value))
  const result = Environment.safeParse(set)
  if (result.success) return result.data
  throw new EnvironmentError(
    result.error.issues
      .map(({ path: [name], message }) => `${String(name)} ${message}.`)
      .join('\n'),
  )
}
