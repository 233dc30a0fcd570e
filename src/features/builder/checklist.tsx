import { Check, Circle } from 'lucide-react'
import { useSearchParams } from 'react-router'
import type { Destination } from '../../contract/destination/destination.ts'
import { withPreview } from '../../parts/preview/kept-parameters.ts'
import { paths } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { missingIn, STEPS } from './steps.ts'

/** What is missing before the destination can be activated; each entry leads to its field. */
export function Checklist({ destination }: { destination: Destination }) {
  const [parameters] = useSearchParams()
  return (
    <Card className="px-4.5 py-4">
      <h2 className="text-md font-bold">
        {destination.status === 'draft' ? 'Before you can activate' : 'Needed for delivery'}
      </h2>
      <ul className="mt-2">
        {STEPS.filter((step) => step.slug !== 'review').map((step) => {
          const missing = missingIn(step.slug, destination)
          if (missing.length === 0) {
            return (
              <li key={step.slug} className="flex gap-2 py-1">
                <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
                <span>
                  {step.title} <span className="sr-only">is complete</span>
                </span>
              </li>
            )
          }
          return missing.map((item) => (
            <li key={item.message} className="flex gap-2 py-1">
              <Circle aria-hidden className="mt-1 size-3 shrink-0 fill-current text-bad" />
              <TextLink
                to={withPreview(
                  paths.builder(destination.id, item.step) +
                    (item.field ? `?focus=${item.field}` : ''),
                  parameters,
                )}
              >
                {item.message}
              </TextLink>
            </li>
          ))
        })}
      </ul>
    </Card>
  )
}
