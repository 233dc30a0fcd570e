import type { Destination, ExportLabels } from '../../contract/destination/destination.ts'
import type { ReadinessItem, StepSlug } from '../../contract/readiness.ts'
import { variantName } from '../../domain/destination-types.ts'
import { EXPORT_LABEL_NAMES } from '../../domain/export-labels.ts'
import { readiness } from '../../domain/readiness.ts'
import { formatNumber, plural } from '../../lib/format.ts'

/** One section of the builder. Routes, stepper, review and "first incomplete step" read this list. */
export type Step = {
  slug: StepSlug
  title: string
  /** One line on what was chosen so far, for the stepper. */
  summary: (destination: Destination) => string
}

/** domain.md, "Categories and types": the builder's sections, in order. */
export const STEPS: readonly Step[] = [
  {
    slug: 'basic-information',
    title: 'Basic information',
    summary: (destination) => destination.name ?? 'Not named yet',
  },
  {
    slug: 'export-labels',
    title: 'Export labels',
    summary: (destination) => labelsSummary(destination.exportLabels),
  },
  {
    slug: 'configuration',
    title: 'Configuration',
    summary: (destination) => variantName(destination.configuration),
  },
  {
    slug: 'segment-mappings',
    title: 'Segment mappings',
    summary: ({ mappings: { total, incomplete, blocked } }) =>
      [
        `${formatNumber(total)} mapped`,
        ...(incomplete > 0 ? [`${formatNumber(incomplete)} incomplete`] : []),
        ...(blocked > 0 ? [`${formatNumber(blocked)} blocked`] : []),
      ].join(' · '),
  },
  {
    slug: 'review',
    title: 'Review and activate',
    summary: (destination) => {
      if (destination.status !== 'draft') return 'Activated'
      const missing = readiness(destination).length
      return missing === 0 ? 'Ready' : `${plural(missing, 'thing')} missing`
    },
  },
]

function labelsSummary(labels: ExportLabels['exportLabels']): string {
  if (labels === null) return 'Not looked at yet'
  if (labels.length === 0) return 'None apply'
  return labels.map((label) => EXPORT_LABEL_NAMES[label].short).join(', ')
}

/** What is missing in one step. The review has nothing of its own. */
export function missingIn(step: StepSlug, destination: Destination): ReadinessItem[] {
  return readiness(destination).filter((item) => item.step === step)
}

/** Where to go on with a destination: the first step that lacks something, else the review. */
export function firstIncompleteStep(destination: Destination): StepSlug {
  return readiness(destination)[0]?.step ?? 'review'
}

/** The step after, or before, another one; null at either end. */
export function stepAt(slug: StepSlug, offset: 1 | -1): Step | null {
  const at = STEPS.findIndex((step) => step.slug === slug)
  return STEPS[at + offset] ?? null
}
