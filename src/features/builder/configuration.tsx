import { type ComponentType, lazy, Suspense } from 'react'
import type { Destination, DestinationType } from '../../contract/destination/destination.ts'
import { PageSkeleton } from '../../ui/skeleton.tsx'
import { UrlConfigurationForm } from './url-configuration.tsx'
import { useDestination } from './use-destination.ts'

/**
 * One form a destination type. That of cookies is loaded when it is needed: the list of public suffixes
 * that its rules need weighs 113 KB.
 */
const FORMS: Record<DestinationType, ComponentType<{ destination: Destination }>> = {
  url: UrlConfigurationForm,
  cookie: lazy(() => import('./cookie-configuration.tsx')),
}

export default function ConfigurationStep() {
  const destination = useDestination()
  const Form = FORMS[destination.configuration.type]
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Form destination={destination} />
    </Suspense>
  )
}
