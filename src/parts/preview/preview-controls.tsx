import { lazy, Suspense, useState } from 'react'
import type { Visitor } from '../../contract/visitor.ts'
import type { PageContext } from '../../domain/delivery/types.ts'
import { plural } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ENVIRONMENT_NAMES } from './environment-names.ts'
import { ENVIRONMENTS, hostProblem, type PreviewSearch } from './preview-search.ts'

const DateField = lazy(async () => ({
  default: (await import('../../ui/date-field.tsx')).DateField,
}))

type PreviewControlsProps = {
  visitors: readonly Visitor[]
  visitor: Visitor
  page: PageContext
  asOf: string | null
  /** Apps have no pages, and cookies no apps. */
  isCookie: boolean
  onChange: (changes: Partial<PreviewSearch>) => void
  onEditVisitor: () => void
  onNewVisitor: () => void
}

/** For whom, on which page and when. */
export function PreviewControls(props: PreviewControlsProps) {
  const { visitors, visitor, page, asOf, isCookie, onChange, onEditVisitor, onNewVisitor } = props
  return (
    <div className="mt-2 grid gap-3 rounded-control border border-line px-3 py-3">
      <div className="grid gap-1.5">
        <SelectField
          label="Visitor"
          value={String(visitor.id)}
          onChange={({ currentTarget }) => onChange({ visitor: Number(currentTarget.value) })}
          options={visitors.map(({ id, name, qualifications }) => ({
            value: String(id),
            label: `${name}, ${plural(qualifications.length, 'segment')}`,
          }))}
        />
        <div className="flex flex-wrap gap-1.5">
          {visitor.id !== 0 && (
            <Button size="small" onClick={onEditVisitor}>
              Edit {visitor.name}
            </Button>
          )}
          <Button size="small" onClick={onNewVisitor}>
            New visitor…
          </Button>
        </div>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label="Page"
          value={page.protocol}
          onChange={({ currentTarget }) =>
            onChange({ protocol: currentTarget.value === 'http' ? 'http' : 'https' })
          }
          options={[
            { value: 'https', label: 'https' },
            { value: 'http', label: 'http' },
          ]}
        />
        <SelectField
          label="Environment"
          value={page.environment}
          onChange={({ currentTarget }) => {
            const environment = ENVIRONMENTS.find((each) => each === currentTarget.value)
            if (environment) onChange({ environment })
          }}
          options={ENVIRONMENTS.map((value) => ({ value, label: ENVIRONMENT_NAMES[value] }))}
        />
      </div>
      <HostField
        key={page.host}
        host={page.host}
        description={
          isCookie
            ? 'The page on which the cookie is written.'
            : 'The page of the visitor. URL destinations do not ask for it.'
        }
        onChange={(host) => onChange({ host })}
      />
      <Suspense fallback={<Skeleton className="h-14 w-full" />}>
        <AsOfField asOf={asOf} onChange={(day) => onChange({ asOf: day })} />
      </Suspense>
    </div>
  )
}

/** While a year is typed it is 2, 20 and 202: years that nobody means. */
const FIRST_DAY = '2000-01-01'

/** A day counts once its year is complete. */
function AsOfField({
  asOf,
  onChange,
}: {
  asOf: string | null
  onChange: (day: string | null) => void
}) {
  const [day, setDay] = useState(asOf)
  // The day that the field is based on: one that comes from elsewhere (Back) replaces it.
  const [known, setKnown] = useState(asOf)
  if (asOf !== known) {
    setKnown(asOf)
    setDay(asOf)
  }
  return (
    <DateField
      label="As of"
      value={day}
      clearLabel="Now"
      onChange={(next) => {
        setDay(next)
        if (next === null || next >= FIRST_DAY) onChange(next)
      }}
    />
  )
}

/** A host counts once it is complete, and on leaving the field at the latest. */
function HostField({
  host,
  description,
  onChange,
}: {
  host: string
  description: string
  onChange: (host: string | null) => void
}) {
  const [text, setText] = useState(host)
  const problem = text.trim() === '' ? null : hostProblem(text)
  function commit(): void {
    if (problem === null && text !== host) onChange(text.trim() || null)
  }
  return (
    <TextField
      label="Host"
      isMono
      value={text}
      error={problem ?? undefined}
      description={description}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        // The builder's form around it would be submitted.
        event.preventDefault()
        commit()
      }}
    />
  )
}
