import { lazy, Suspense } from 'react'
import { Skeleton } from '../../ui/skeleton.tsx'

const DateField = lazy(async () => ({
  default: (await import('../../ui/date-field.tsx')).DateField,
}))

export type Dates = { startDate: string; endDate: string | null }

/** First and last day of delivery. The calendar is loaded when it is shown. */
export function DateRange({ dates, onChange }: { dates: Dates; onChange: (dates: Dates) => void }) {
  const isReversed = dates.endDate !== null && dates.endDate < dates.startDate
  return (
    <Suspense fallback={<Skeleton className="h-15 w-80" />}>
      <DateField
        label="Start"
        value={dates.startDate}
        onChange={(startDate) => startDate && onChange({ ...dates, startDate })}
      />
      <DateField
        label="End"
        isOptional
        value={dates.endDate}
        clearLabel="Never ends"
        error={isReversed ? 'Ends before it starts.' : undefined}
        onChange={(endDate) => onChange({ ...dates, endDate })}
      />
    </Suspense>
  )
}
