import * as z from 'zod/mini'
import { Count } from './common.ts'

export const Usage = z.object({ used: Count, max: Count })

/** The account as a whole: what it holds and what its limits are (domain.md, "Account limits"). */
export const Account = z.object({
  /** True while there is neither a segment, a data source, a visitor nor a destination, not even in the trash. */
  empty: z.boolean(),
  /** True once sample data was loaded: what is shown is made up. */
  sampleData: z.boolean(),
  usage: z.object({
    destinations: Usage,
    'url-destinations': Usage,
    'cookie-destinations': Usage,
    segments: Usage,
  }),
  /** Destinations in the trash. */
  trashed: Count,
})
export type Account = z.infer<typeof Account>

export const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  /** Where data is kept: `memory`, `pglite` or `postgresql`. */
  store: z.string(),
  migrations: z.object({ applied: Count, pending: Count }),
})
