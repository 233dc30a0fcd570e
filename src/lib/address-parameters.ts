import * as z from 'zod/mini'

const FolderNames = z.array(z.string().check(z.minLength(1)))

/** A folder in the address: a JSON array of names; anything else is no folder. */
export const FolderText = z.catch(
  z.pipe(
    z.string(),
    z.transform((text): string[] => {
      try {
        return FolderNames.parse(JSON.parse(text))
      } catch {
        return []
      }
    }),
  ),
  [],
)

/** The text of a folder; null: no folder. */
export function folderText(folder: readonly string[]): string | null {
  return folder.length === 0 ? null : JSON.stringify(folder)
}

/** A number in the address; anything else restricts nothing. */
export function numberIn(schema: z.ZodMiniType<number, number>) {
  const digits = z.string().check(z.regex(/^\d+$/))
  return z.catch(z.nullable(z.pipe(z.pipe(digits, z.transform(Number)), schema)), null)
}

/** Parameters in the order given; what is null or empty is left out. */
export function givenParameters(
  values: Readonly<Record<string, string | number | null>>,
): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== '') parameters.set(name, String(value))
  }
  return parameters
}
