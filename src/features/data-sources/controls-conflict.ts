import { ApiError } from '../../api/api-error.ts'
import { DataSource, ExportEffects } from '../../contract/audience-model.ts'

/** The data source as it is stored now, when the answer is that somebody else changed it; else null. */
export function conflictIn(error: unknown): DataSource | null {
  if (!(error instanceof ApiError) || error.slug !== 'revision-conflict') return null
  const current = DataSource.safeParse(error.problem?.current)
  return current.success ? current.data : null
}

/** What would be stopped, when the answer is that it needs a confirmation; else null. */
export function effectsIn(error: unknown): ExportEffects | null {
  if (!(error instanceof ApiError) || error.slug !== 'confirmation-required') return null
  return error.problem?.effects ?? null
}
