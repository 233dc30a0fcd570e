import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useFormContext, useFormState, useWatch } from 'react-hook-form'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import type { Qualification } from '../../contract/visitor.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { controlStyle } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { localMinute, momentOfLocal } from './local-minute.ts'
import type { VisitorValues } from './visitor-values.ts'

/** Segments that a search shows, and rows that are drawn before somebody asks for all. */
const FOUND = 8
const ROWS = 50

/** The segments that the visitor is in, each with since when; found by name and added. */
export function QualifiedSegments() {
  const { control, setValue } = useFormContext<VisitorValues>()
  const qualifications = useWatch({ control, name: 'qualifications' })
  const [names, setNames] = useState<ReadonlyMap<number, string>>(new Map())
  const [firstIds] = useState(() =>
    qualifications.map(({ segmentId }) => segmentId).toSorted((a, b) => a - b),
  )
  const stored = useQuery({
    ...q('segmentList', { query: { segmentIds: firstIds, limit: 1000, sort: 'id' } }),
    enabled: firstIds.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const storedNames = new Map(stored.data?.items.map(({ id, name }) => [id, name]))
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? qualifications : qualifications.slice(0, ROWS)
  const errors = useFormState({ control }).errors.qualifications

  function change(next: Qualification[]): void {
    setValue('qualifications', next, { shouldDirty: true, shouldValidate: true })
  }

  return (
    <fieldset>
      <legend className="mb-1.25 font-semibold">
        Segments{' '}
        <span className="ms-1.5 font-normal text-ink-3">
          {formatNumber(qualifications.length)} that the visitor is in
        </span>
      </legend>
      <SegmentSearch
        taken={new Set(qualifications.map(({ segmentId }) => segmentId))}
        onAdd={(segmentId, name) => {
          setNames(new Map(names).set(segmentId, name))
          change([{ segmentId, at: new Date().toISOString() }, ...qualifications])
        }}
      />
      {(errors?.message ?? errors?.root?.message) && (
        <p role="alert" className="mt-1.25 text-sm text-bad">
          {errors?.message ?? errors?.root?.message}
        </p>
      )}
      {qualifications.length > 0 && (
        <ul className="relative mt-2 max-h-80 divide-y divide-line overflow-y-auto rounded-control border border-line">
          {shown.map(({ segmentId, at }, row) => {
            const name = names.get(segmentId) ?? storedNames.get(segmentId)
            const title = name ?? `Segment ${segmentId}`
            const problem = errors?.[row]?.segmentId?.message ?? errors?.[row]?.at?.message
            return (
              <li
                key={segmentId}
                className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-1.5"
              >
                <span className="min-w-40 grow basis-0 [overflow-wrap:anywhere]">
                  {title} {name && <span className="text-sm text-ink-3">{segmentId}</span>}
                  {problem && <span className="block text-sm text-bad">{problem}</span>}
                </span>
                <label className="flex items-center gap-2 text-sm text-ink-3">
                  since <span className="sr-only">when the visitor is in {title}</span>
                  <input
                    type="datetime-local"
                    className={`${controlStyle} w-52 text-sm`}
                    value={localMinute(at)}
                    onChange={({ currentTarget }) => {
                      const moment = momentOfLocal(currentTarget.value)
                      if (moment) change(qualifications.with(row, { segmentId, at: moment }))
                    }}
                  />
                </label>
                <IconButton
                  label={`Remove ${title}`}
                  onClick={() => change(qualifications.toSpliced(row, 1))}
                >
                  <X />
                </IconButton>
              </li>
            )
          })}
        </ul>
      )}
      {shown.length < qualifications.length && (
        <TextButton className="mt-1.5" onClick={() => setShowsAll(true)}>
          Show all {plural(qualifications.length, 'segment')}
        </TextButton>
      )}
    </fieldset>
  )
}

function SegmentSearch({
  taken,
  onAdd,
}: {
  taken: ReadonlySet<number>
  onAdd: (segmentId: number, name: string) => void
}) {
  const [text, setText] = useState('')
  const found = useQuery({
    ...q('segmentList', { query: { q: text, limit: FOUND } }),
    enabled: text !== '',
  })
  return (
    <>
      <SearchField
        label="Find segments to add"
        placeholder="Name, id or integration code"
        value={text}
        onSearch={setText}
        className="max-w-84"
      />
      <div aria-live="polite">
        {text !== '' && found.isError && (
          <p className="mt-1.5 text-sm text-bad">
            {describeError(found.error).title}.{' '}
            <TextButton onClick={() => void found.refetch()}>Retry</TextButton>
          </p>
        )}
        {text !== '' && found.data?.total === 0 && (
          <p className="mt-1.5 text-sm text-ink-3">No segment matches.</p>
        )}
        {text !== '' && found.data && found.data.total > 0 && (
          <ul aria-label="Segments found" className="mt-1.5 grid">
            {found.data.items.map(({ id, name, folder }) => (
              <li key={id} className="flex items-baseline gap-2 py-0.5">
                {taken.has(id) ? (
                  <span className="text-sm text-ink-3">added</span>
                ) : (
                  <TextButton aria-label={`Add ${name}`} onClick={() => onAdd(id, name)}>
                    Add
                  </TextButton>
                )}
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  {folder.length > 0 && (
                    <span className="text-ink-3">{formatFolder(folder)} › </span>
                  )}
                  {name} <span className="text-sm text-ink-3">{id}</span>
                </span>
              </li>
            ))}
            {found.data.total > FOUND && (
              <li className="py-0.5 text-sm text-ink-3">
                and {formatNumber(found.data.total - FOUND)} more; type more of the name
              </li>
            )}
          </ul>
        )}
      </div>
    </>
  )
}
