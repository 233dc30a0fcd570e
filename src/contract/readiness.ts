import * as z from 'zod/mini'

/** The builder's sections, in order (domain.md, "Categories and types"), and the final review. */
export const StepSlug = z.enum([
  'basic-information',
  'export-labels',
  'configuration',
  'segment-mappings',
  'review',
])
export type StepSlug = z.infer<typeof StepSlug>

/** One thing that is missing before a destination can be activated, and where to put it right. */
export const ReadinessItem = z.object({
  step: StepSlug,
  /** The form field to focus, as named in that step's form; null: the step as a whole. */
  field: z.nullable(z.string()),
  message: z.string(),
})
export type ReadinessItem = z.infer<typeof ReadinessItem>
