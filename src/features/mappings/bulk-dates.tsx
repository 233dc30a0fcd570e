import { lazy, Suspense, useState } from 'react'
import { formatNumber } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { BulkSet } from './bulk-changes.ts'

const DateField = lazy(async () => ({
  default: (await import('../../ui/date-field.tsx')).DateField,
}))

type BulkDatesProps = { count: number; today: string; onSet: (set: BulkSet) => void }

/** Start, end or both for many rows; what is not chosen stays as it is in each of them. */
export function BulkDates({ count, today, onSet }: BulkDatesProps) {
  const [startMode, setStartMode] = useState<string>('keep')
  const [endMode, setEndMode] = useState<string>('keep')
  const [startDate, setStartDate] = useState<string | null>(today)
  const [endDate, setEndDate] = useState<string | null>(null)

  const set: BulkSet = {
    ...(startMode === 'day' && startDate !== null && { startDate }),
    ...(endMode === 'never' && { endDate: null }),
    ...(endMode === 'day' && endDate !== null && { endDate }),
  }
  return (
    <div className="flex w-full flex-wrap items-start gap-3">
      <SelectField
        label="Start"
        className="w-44"
        value={startMode}
        onChange={({ currentTarget }) => setStartMode(currentTarget.value)}
        options={[
          { value: 'keep', label: 'Leave as it is' },
          { value: 'day', label: 'On a day' },
        ]}
      />
      <Suspense fallback={<Skeleton className="h-15 w-40" />}>
        {startMode === 'day' && (
          <DateField label="First day" value={startDate} onChange={setStartDate} />
        )}
      </Suspense>
      <SelectField
        label="End"
        className="w-44"
        value={endMode}
        onChange={({ currentTarget }) => setEndMode(currentTarget.value)}
        options={[
          { value: 'keep', label: 'Leave as it is' },
          { value: 'day', label: 'On a day' },
          { value: 'never', label: 'Never' },
        ]}
      />
      <Suspense fallback={<Skeleton className="h-15 w-40" />}>
        {endMode === 'day' && <DateField label="Last day" value={endDate} onChange={setEndDate} />}
      </Suspense>
      <Button
        variant="primary"
        className="sm:mt-6"
        disabledReason={reasonAgainst(set, startMode === 'day', endMode === 'day')}
        onClick={() => onSet(set)}
      >
        Set for {formatNumber(count)}
      </Button>
    </div>
  )
}

function reasonAgainst(set: BulkSet, isStartAsked: boolean, isEndAsked: boolean) {
  if (isStartAsked && !set.startDate) return 'Choose the first day.'
  if (isEndAsked && !set.endDate) return 'Choose the last day.'
  if (Object.keys(set).length === 0) return 'Choose a start, an end or both.'
  if (set.startDate && set.endDate && set.endDate < set.startDate) {
    return 'The end is before the start.'
  }
  return undefined
}
