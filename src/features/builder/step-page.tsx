import type { ReactNode } from 'react'
import type { StepSlug } from '../../contract/readiness.ts'
import { Card } from '../../ui/card.tsx'
import { STEPS } from './steps.ts'

type StepPageProps = {
  slug: StepSlug
  intro: ReactNode
  aside: ReactNode
  children: ReactNode
}

/** A step's two columns: what is asked, and beside it what comes of it. */
export function StepPage({ slug, intro, aside, children }: StepPageProps) {
  const title = STEPS.find((step) => step.slug === slug)?.title
  return (
    <div className="grid items-start gap-7 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
      <Card className="px-4 py-5 sm:px-6">
        <h1 className="text-lg font-bold" tabIndex={-1}>
          {title}
        </h1>
        <p className="mt-1 mb-5 text-sm text-ink-3">{intro}</p>
        {children}
      </Card>
      <aside aria-label="Result" className="grid gap-3.5 lg:sticky lg:top-6">
        {aside}
      </aside>
    </div>
  )
}
