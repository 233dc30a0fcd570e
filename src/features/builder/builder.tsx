import { useQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, Outlet, useMatch } from 'react-router'
import { q, queryClient } from '../../api/query.ts'
import type { DestinationStatus } from '../../contract/destination/destination.ts'
import { displayName } from '../../domain/destination-types.ts'
import { paths } from '../../paths.ts'
import { TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { destinationIdOf } from '../../destination-id.ts'
import { useDestination } from './use-destination.ts'
import { STEPS } from './steps.ts'

export async function loader({ params }: LoaderFunctionArgs) {
  const destinationId = destinationIdOf(params)
  await queryClient.ensureQueryData(q('destinationView', { params: { destinationId } }))
  return null
}

const STATUS: Record<DestinationStatus, { tone: Tone; words: string }> = {
  draft: { tone: 'mute', words: 'Draft' },
  active: { tone: 'ok', words: 'Active' },
  paused: { tone: 'warn', words: 'Paused' },
  deleted: { tone: 'bad', words: 'In the trash' },
}

/** The frame of all steps: where one is, and the ways out. */
export default function Builder() {
  const destination = useDestination()
  const current = useMatch('/destinations/:destinationId/edit/:step')?.params.step
  const title = STEPS.find((step) => step.slug === current)?.title
  const { tone, words } = STATUS[destination.status]
  // Read once for all steps: the panel beside the form asks for them on every one.
  useQuery(q('visitorList', {}))
  return (
    <>
      <TopBar
        start={
          <>
            <Breadcrumb
              items={[
                { label: 'Destinations', to: paths.destinations() },
                { label: displayName(destination), to: paths.destination(destination.id) },
                { label: title ?? 'Builder' },
              ]}
            />
            <Pill tone={tone}>{words}</Pill>
          </>
        }
        end={
          <>
            <LinkButton variant="ghost" to={paths.destinationHistory(destination.id)}>
              History
            </LinkButton>
            <LinkButton
              variant="ghost"
              to={
                destination.status === 'draft'
                  ? paths.destinations()
                  : paths.destination(destination.id)
              }
            >
              Close
            </LinkButton>
          </>
        }
      />
      <Outlet key={destination.id} />
    </>
  )
}
