import * as z from 'zod/mini'
import { forgetText, keepText, keptText } from '../../lib/kept-text.ts'
import { pastedMappingsKey } from '../../parts/import/pasted-mappings.ts'

/** A text to import and where it came from. */
export type Source = {
  from: 'paste' | 'import'
  /** The file's name, or words for pasted rows. */
  name: string
  encoding: string
  text: string
}

const KeptFile = z.object({ name: z.string(), encoding: z.string(), text: z.string() })

function chosenFileKey(destinationId: number): string {
  return `destination-builder.chosen-mappings.${destinationId}`
}

export function pastedRows(text: string): Source {
  return { from: 'paste', name: 'Pasted rows', encoding: 'pasted', text }
}

/**
 * Keeps what was pasted or chosen last, so that a reload loses nothing.
 *
 * @returns whether it survives one: a very large table does not.
 */
export function keepSource(destinationId: number, { from, ...file }: Source): boolean {
  forgetSource(destinationId)
  return from === 'paste'
    ? keepText(pastedMappingsKey(destinationId), file.text)
    : keepText(chosenFileKey(destinationId), JSON.stringify(file))
}

/** What was kept last; null: nothing waits to be imported. */
export function keptSource(destinationId: number): Source | null {
  const pasted = keptText(pastedMappingsKey(destinationId))
  if (pasted !== null && pasted.trim() !== '') return pastedRows(pasted)
  try {
    const kept = KeptFile.parse(JSON.parse(keptText(chosenFileKey(destinationId)) ?? 'null'))
    return { from: 'import', ...kept }
  } catch {
    // Nothing kept, or by an older version.
    return null
  }
}

/** The person goes back to choose another file; what was pasted stays in its field. */
export function forgetFile(destinationId: number): void {
  forgetText(chosenFileKey(destinationId))
}

export function forgetSource(destinationId: number): void {
  forgetText(pastedMappingsKey(destinationId))
  forgetFile(destinationId)
}
