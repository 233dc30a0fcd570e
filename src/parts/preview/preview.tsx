import { usePrefetchQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Destination } from '../../contract/destination/destination.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { Notice } from '../../ui/notice.tsx'
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
      <ErrorBoundary fallback={<Failed />} resetKey={destination}>
        <Suspense fallback={<PreviewSkeleton />}>
          <PreviewPanel destination={destination} />
        </Suspense>
      </ErrorBoundary>
    </Card>
  )
}

/** Its code did not arrive, or it met something that nobody foresaw: the form beside it goes on. */
function Failed() {
  return (
    <div className="mt-3">
      <Notice
        tone="bad"
        isLive
        actions={<Button onClick={() => location.reload()}>Reload the page</Button>}
      >
        <b>The preview could not be shown.</b> What you typed is kept.
      </Notice>
    </div>
  )
}
