import type { Destination } from '../../contract/destination/destination.ts'
import type { StepSlug } from '../../contract/readiness.ts'
import { paths } from '../../paths.ts'
import { ActionBar } from '../../ui/app-shell.tsx'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { SaveStatus } from '../../ui/save-status.tsx'
import type { SaveState } from './autosave.ts'
import { stepAt } from './steps.ts'
import { useStepPath } from './use-step-path.ts'

/** Words for going on, by the step that follows. */
const CONTINUE: Record<StepSlug, string> = {
  'basic-information': 'Continue',
  'export-labels': 'Continue to labels',
  configuration: 'Continue to configuration',
  'segment-mappings': 'Continue to mappings',
  review: 'Continue to review',
}

type StepBarProps = {
  destination: Destination
  slug: StepSlug
  saveState: SaveState
  onRetry: () => void
  retryLabel: string
  onSaveAndClose: () => void
}

/** The bar at the bottom of a form step: back, how saving stands, and on. */
export function StepBar({
  destination,
  slug,
  saveState,
  onRetry,
  retryLabel,
  onSaveAndClose,
}: StepBarProps) {
  const stepPath = useStepPath(destination.id)
  const back = stepAt(slug, -1)
  const next = stepAt(slug, 1)
  const isDraft = destination.status === 'draft'
  return (
    <ActionBar>
      <LinkButton to={back ? stepPath(back.slug) : paths.destinations()}>
        {back ? 'Back' : 'Close'}
      </LinkButton>
      <span className="grow" />
      <SaveStatus state={saveState} onRetry={onRetry} retryLabel={retryLabel} />
      <Button onClick={onSaveAndClose}>Save and close</Button>
      {next && (
        <Button type="submit" variant="primary">
          {isDraft ? CONTINUE[next.slug] : 'Save and continue'}
        </Button>
      )}
    </ActionBar>
  )
}
