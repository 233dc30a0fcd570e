import { Circle, CircleCheck } from 'lucide-react'
import type { Destination } from '../../contract/destination/destination.ts'
import { readiness } from '../../domain/readiness.ts'
import { paths } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { TextLink } from '../../ui/text-link.tsx'

/** What a draft lacks before it can be activated; each entry leads to its field. */
export function DraftChecklist({ destination }: { destination: Destination }) {
  const missing = readiness(destination)
  return (
    <Card className="px-5 py-4">
      <h2 className="text-md font-bold">Before you can activate</h2>
      {missing.length === 0 ? (
        <p className="mt-2 flex gap-2">
          <CircleCheck aria-hidden="true" className="mt-0.5 size-4 flex-none text-ok" />
          <span>
            Nothing is missing.{' '}
            <TextLink to={paths.builder(destination.id, 'review')}>Review and activate</TextLink>
          </span>
        </p>
      ) : (
        <ul className="mt-2 grid gap-1.5">
          {missing.map(({ step, field, message }) => (
            <li key={`${step} ${field ?? ''} ${message}`} className="flex gap-2">
              <Circle aria-hidden="true" className="mt-1 size-3 flex-none text-ink-3" />
              <TextLink
                to={{
                  pathname: paths.builder(destination.id, step),
                  search:
                    field === null ? '' : `?${new URLSearchParams({ focus: field }).toString()}`,
                }}
              >
                {message}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
