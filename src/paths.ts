import type { StepSlug } from './contract/readiness.ts'

/** Every address of the app is built here. */
export const paths = {
  destinations: () => '/destinations',
  destinationCreate: () => '/destinations/new',
  destination: (id: number) => `/destinations/${id}`,
  destinationHistory: (id: number) => `/destinations/${id}/history`,
  /** Without a step: the first incomplete one. */
  builder: (id: number, step?: StepSlug) =>
    step ? `/destinations/${id}/edit/${step}` : `/destinations/${id}/edit`,
  segments: () => '/segments',
  segmentImport: () => '/segments/import',
  trash: () => '/trash',
}
