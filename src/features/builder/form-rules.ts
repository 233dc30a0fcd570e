import * as z from 'zod/mini'

/**
 * A form's schema made from the rules of the slice that it saves: the same rules that the server
 * checks, each message put at the form's own field.
 *
 * @param toSlice converts the form's values; must not throw on half-typed ones.
 * @param rules the slice's schema, from domain.
 * @param fieldOf the form field for a path in the slice; the first segment unless told.
 */
export function formRules<V extends object>(
  toSlice: (values: V) => unknown,
  rules: z.ZodMiniType,
  fieldOf: (path: readonly PropertyKey[]) => PropertyKey = (path) => path[0] ?? '',
): z.ZodMiniType<V, V> {
  return z.custom<V>().check(
    z.superRefine((values, ctx) => {
      const result = rules.safeParse(toSlice(values))
      if (result.success) return
      for (const issue of result.error.issues) {
        ctx.addIssue({ code: 'custom', path: [fieldOf(issue.path)], message: issue.message })
      }
    }),
  )
}

/** What a text field holds for a value that may not be given yet, and back. */
export const textOf = (value: string | null): string => value ?? ''
export const valueOf = (text: string): string | null => (text === '' ? null : text)
/** As `valueOf`, for fields in which spaces around the text are slips. */
export const trimmedValueOf = (text: string): string | null => valueOf(text.trim())

/** A number as typed; what is no number becomes NaN, which every number schema refuses. */
export function numberOf(text: string): number {
  return /^\s*-?\d+\s*$/.test(text) ? Number(text) : Number.NaN
}
