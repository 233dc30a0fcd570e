import { useSearchParams } from 'react-router'
import type { StepSlug } from '../../contract/readiness.ts'
import { withPreview } from '../../parts/preview/kept-parameters.ts'
import { paths } from '../../paths.ts'

/** Addresses of a destination's steps; the preview's choices go along from step to step. */
export function useStepPath(destinationId: number): (step?: StepSlug) => string {
  const [parameters] = useSearchParams()
  return (step) => withPreview(paths.builder(destinationId, step), parameters)
}
