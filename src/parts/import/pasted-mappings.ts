import { keepText } from '../../lib/kept-text.ts'

/** Where pasted rows of a destination's mappings are kept until they are imported. */
export function pastedMappingsKey(destinationId: number): string {
  return `destination-builder.pasted-mappings.${destinationId}`
}

/** Hands rows that were pasted elsewhere over to the import of mappings, which opens with them. */
export function handOverPaste(destinationId: number, text: string): void {
  keepText(pastedMappingsKey(destinationId), text)
}
