import type { ReactNode } from 'react'
import type { Destination } from '../../contract/destination/destination.ts'
import type { StepSlug } from '../../contract/readiness.ts'
import { PageMain } from '../../ui/app-shell.tsx'
import { Card } from '../../ui/card.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { missingIn, STEPS } from './steps.ts'
import { useStepPath } from './use-step-path.ts'

type StepPageProps = {
  /** As it stands in the form, for the summaries. */
  destination: Destination
  slug: StepSlug
  intro: ReactNode
  aside: ReactNode
  children: ReactNode
}

/** A step's three parts: all steps, what is asked, and what comes of it. */
export function StepPage({ destination, slug, intro, aside, children }: StepPageProps) {
  const stepPath = useStepPath(destination.id)
  const title = STEPS.find((step) => step.slug === slug)?.title
  const isReady = STEPS.every((step) => missingIn(step.slug, destination).length === 0)
  return (
    <PageMain isWide>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-7 gap-y-5 md:grid-cols-[11.5rem_minmax(0,1fr)] lg:grid-cols-[14.5rem_minmax(0,1fr)_minmax(20rem,26rem)]">
        <Stepper
          label="Steps"
          steps={STEPS.map((step) => ({
            to: stepPath(step.slug),
            title: step.title,
            summary: step.summary(destination),
            state: isDone(step.slug, destination, isReady) ? 'done' : 'todo',
            isCurrent: step.slug === slug,
          }))}
        />
        <Card className="px-4 py-5 sm:px-6">
          <h1 className="text-lg font-bold" tabIndex={-1}>
            {title}
          </h1>
          <p className="mt-1 mb-5 text-sm text-ink-3">{intro}</p>
          {children}
        </Card>
        <aside
          aria-label="Result"
          className="grid grid-cols-[minmax(0,1fr)] gap-3.5 md:col-start-2 lg:sticky lg:top-6 lg:col-start-3 lg:-m-1 lg:max-h-[calc(100dvh-7rem)] lg:overflow-y-auto lg:p-1"
        >
          {aside}
        </aside>
      </div>
    </PageMain>
  )
}

/** The review is done once the destination was activated. */
function isDone(slug: StepSlug, destination: Destination, isReady: boolean): boolean {
  if (slug === 'review') return destination.activatedAt !== null && isReady
  return missingIn(slug, destination).length === 0
}
