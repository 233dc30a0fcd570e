import * as z from 'zod/mini'
import { commaSeparated, ExportLabel, Revision } from '../../contract/common.ts'

const Parameters = z.object({
  controls: commaSeparated(ExportLabel.options),
  from: z.pipe(z.coerce.number(), Revision),
})

/** Controls as they are ticked and not saved, and the revision of the source that they were ticked on. */
export type TickedControls = { ticked: ExportLabel[]; from: number }

/** Reads the address, where ticks outlive a reload. @returns null: nothing is ticked otherwise than saved. */
export function parseTickedControls(parameters: URLSearchParams): TickedControls | null {
  const parsed = Parameters.safeParse(Object.fromEntries(parameters))
  return parsed.success ? { ticked: parsed.data.controls, from: parsed.data.from } : null
}

export function tickedControlsParameters(edit: TickedControls | null): Record<string, string> {
  return edit === null ? {} : { controls: edit.ticked.join(','), from: String(edit.from) }
}
