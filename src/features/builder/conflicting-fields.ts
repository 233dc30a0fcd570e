import { ExportLabel } from '../../contract/common.ts'
import { EXPORT_LABEL_NAMES } from '../../domain/export-labels.ts'
import { changedFields } from './kept-values.ts'

/** A form field of which two versions exist, as texts to choose from. */
export type ConflictingField = { name: string; label: string; mine: string; theirs: string }

/** Labels as the screen calls them. */
function wordOf(item: unknown): string {
  const label = ExportLabel.safeParse(item)
  return label.success ? EXPORT_LABEL_NAMES[label.data].short : String(item)
}

function show(value: unknown): string {
  if (value === null || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(wordOf).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The fields in which two versions of a form differ. */
export function conflictingFields<V extends object>(
  mine: V,
  theirs: V,
  labels: Record<keyof V & string, string>,
): ConflictingField[] {
  const differing = changedFields(mine, theirs)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of V, by definition
  return (Object.keys(labels) as (keyof V & string)[])
    .filter((name) => name in differing)
    .map((name) => ({
      name,
      label: labels[name],
      mine: show(mine[name]),
      theirs: show(theirs[name]),
    }))
}
