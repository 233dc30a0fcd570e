import * as z from 'zod/mini'
import type { RestrictionPath } from '../../contract/audience-model.ts'
import { commaSeparated, ExportLabel, IdText } from '../../contract/common.ts'

const Parameters = z.object({
  /** The destination that it is told for. */
  destination: z.catch(z.nullable(IdText), null),
  /** Instead of the destination's stored labels: as they are ticked, or any. */
  labels: z.catch(z.nullable(commaSeparated(ExportLabel.options)), null),
})

/** Reads the address. Never fails: what cannot be understood restricts nothing. */
export function parseRestrictionSearch(parameters: URLSearchParams): z.infer<typeof Parameters> {
  return Parameters.parse({ destination: null, labels: null, ...Object.fromEntries(parameters) })
}

/** The ways that matter: those to the labels. @param labels null: all of them. */
export function pathsTo(
  paths: readonly RestrictionPath[],
  labels: readonly ExportLabel[] | null,
): RestrictionPath[] {
  return paths.filter(({ label }) => labels === null || labels.includes(label))
}
