import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { ApiError, describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { invalidate, q, queryClient } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import {
  basicFacts,
  configurationFacts,
  type Fact,
  labelNames,
} from '../../domain/destination-facts.ts'
import { displayName } from '../../domain/destination-types.ts'
import { readiness } from '../../domain/readiness.ts'
import { plural } from '../../lib/format.ts'
import { Preview } from '../../parts/preview/preview.tsx'
import { paths } from '../../paths.ts'
import { ActionBar } from '../../ui/app-shell.tsx'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { toast } from '../../ui/toast.ts'
import { Checklist } from './checklist.tsx'
import { StepPage } from './step-page.tsx'
import { STEPS } from './steps.ts'
import { useDestination } from './use-destination.ts'
import { useStepPath } from './use-step-path.ts'

function factsOf(
  destination: Destination,
): Partial<Record<(typeof STEPS)[number]['slug'], Fact[]>> {
  const labels = labelNames(destination)
  return {
    'basic-information': basicFacts(destination),
    'export-labels': [
      { term: 'Export labels', value: labels && (labels.join(', ') || 'None of them applies') },
    ],
    configuration: configurationFacts(destination.configuration),
    'segment-mappings': [
      { term: 'Mapped', value: plural(destination.mappings.total, 'segment') },
      ...(destination.mappings.incomplete > 0
        ? [{ term: 'Incomplete', value: plural(destination.mappings.incomplete, 'mapping') }]
        : []),
      ...(destination.mappings.blocked > 0
        ? [
            {
              term: 'Blocked',
              value: `${plural(destination.mappings.blocked, 'segment')}, by export controls`,
            },
          ]
        : []),
    ],
  }
}

/** Everything that was entered, what is missing, and the way into delivery. */
export default function ReviewStep() {
  const destination = useDestination()
  const navigate = useNavigate()
  const stepPath = useStepPath(destination.id)
  const input = { params: { destinationId: destination.id } }
  const activate = useMutation({
    mutationFn: () => call('destinationActivate', { ...input, ifMatch: destination.revision }),
    onSuccess: async (activated) => {
      queryClient.setQueryData(q('destinationView', input).queryKey, activated)
      await invalidate('destinationList', 'destinationVersionList')
      toast({ message: `${displayName(activated)} is active`, tone: 'ok' })
      await navigate(paths.destination(activated.id))
    },
    onError: async (error) => {
      // The server's list is the same function's; it differs only when what is shown here is old.
      if (error instanceof ApiError && error.kind === 'problem') await invalidate('destinationView')
    },
  })
  const missing = readiness(destination)
  const isDraft = destination.status === 'draft'
  const facts = factsOf(destination)

  return (
    <>
      <StepPage
        destination={destination}
        slug="review"
        intro="Look through what was entered. Delivery begins when you activate."
        aside={
          <>
            <Preview destination={destination} />
            <Checklist destination={destination} />
          </>
        }
      >
        {STEPS.filter((step) => step.slug !== 'review').map((step) => (
          <section
            key={step.slug}
            aria-labelledby={`review-${step.slug}`}
            className="border-t border-line py-4 first-of-type:border-t-0 first-of-type:pt-0"
          >
            <div className="flex items-baseline gap-3">
              <h2 id={`review-${step.slug}`} className="grow text-md font-bold">
                {step.title}
              </h2>
              <TextLink to={stepPath(step.slug)}>
                Edit<span className="sr-only"> {step.title.toLowerCase()}</span>
              </TextLink>
            </div>
            <dl className="mt-2 grid gap-x-4 gap-y-1.5 sm:grid-cols-[12rem_minmax(0,1fr)]">
              {facts[step.slug]?.map((fact) => (
                <div key={fact.term} className="contents">
                  <dt className="text-ink-3">{fact.term}</dt>
                  <dd className={fact.isCode ? 'font-mono text-sm break-all' : 'break-words'}>
                    {fact.value ?? <span className="text-ink-3">not given</span>}
                  </dd>
                </div>
              ))}
            </dl>
            {step.slug === 'segment-mappings' && destination.mappings.blocked > 0 && (
              <TextLink className="mt-2 inline-block" to={paths.blockedMappings(destination.id)}>
                See what is blocked, and why
              </TextLink>
            )}
          </section>
        ))}
        {activate.isError && <ActivationFailed error={activate.error} />}
      </StepPage>
      <ActionBar>
        <LinkButton to={stepPath('segment-mappings')}>Back</LinkButton>
        <span className="grow" />
        {isDraft ? (
          <>
            <LinkButton to={paths.destinations()}>Close</LinkButton>
            <Button
              variant="primary"
              isPending={activate.isPending}
              pendingLabel="Activating…"
              disabledReason={
                missing.length > 0
                  ? `First: ${missing.map((item) => item.message).join('; ')}.`
                  : undefined
              }
              onClick={() => activate.mutate()}
            >
              Activate
            </Button>
          </>
        ) : (
          <LinkButton variant="primary" to={paths.destination(destination.id)}>
            Done
          </LinkButton>
        )}
      </ActionBar>
    </>
  )
}

function ActivationFailed({ error }: { error: Error }) {
  const { title, detail, requestId } = describeError(error)
  return (
    <div className="mt-4">
      <Notice tone="bad" isLive>
        <b>{title}.</b> {detail}
        {requestId && <span className="block text-sm">Request {requestId}</span>}
      </Notice>
    </div>
  )
}
