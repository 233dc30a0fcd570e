import { usePrefetchQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Destination } from '../../contract/destination/destination.ts'
import { Card } from '../../ui/card.tsx'
import { deliveryMappings } from './delivery-mappings.ts'
import { PreviewSkeleton } from './preview-skeleton.tsx'

/** Comes after the form: what is typed into matters first. */
const PreviewPanel = lazy(async () => ({
  default: (await import('./preview-panel.tsx')).PreviewPanel,
}))

type PreviewProps = {
  /** The destination as it stands in the form, saved or not. */
  destination: Destination
}

/** What will be sent for a chosen visitor, at each keystroke: the calls or the cookie, and what is not sent. */
export function Preview({ destination }: PreviewProps) {
  // On their way together with the code that shows them.
  usePrefetchQuery(deliveryMappings(destination.id))
  return (
    <Card className="px-4.5 py-4">
      <h2 className="text-md font-bold">What will be sent</h2>
      <Suspense fallback={<PreviewSkeleton />}>
        <PreviewPanel destination={destination} />
      </Suspense>
    </Card>
  )
}
