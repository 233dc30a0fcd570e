import { lazy, Suspense, useRef } from 'react'
import type { Destination } from '../../contract/destination/destination.ts'
import type { TextField as Field } from '../../contract/mapping-action.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Chip } from '../../ui/chip.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type Draft, textFields, type Tool } from './bulk-action.ts'
import { CELL_NAMES } from './cell-values.ts'

const DateField = lazy(async () => ({
  default: (await import('../../ui/date-field.tsx')).DateField,
}))

type FormProps = {
  destination: Destination
  draft: Draft
  onChange: (draft: Draft) => void
  /** What the server refused, as sentences by field. */
  refused: ReadonlyMap<string, string>
}

/** What a tool has to be told. */
export function ToolForm({ tool, ...props }: FormProps & { tool: Tool }) {
  const { draft, onChange, refused } = props
  switch (tool) {
    case 'set':
      return (
        <div className="flex flex-wrap items-start gap-3">
          <FieldChoice {...props} />
          <TextField
            label={CELL_NAMES[draft.field]}
            isMono
            data-autofocus
            className="min-w-56 grow"
            description="The same for all of them."
            value={draft.text}
            error={refused.get(draft.field)}
            onChange={({ currentTarget }) => onChange({ ...draft, text: currentTarget.value })}
          />
        </div>
      )
    case 'dates':
      return <Dates {...props} />
    case 'clear':
      return <Clear {...props} />
    case 'shift':
      return (
        <div className="flex flex-wrap items-start gap-3">
          <SelectField
            label="What to shift"
            className="w-48"
            value={draft.shift}
            onChange={({ currentTarget: { value } }) =>
              onChange({
                ...draft,
                shift: value === 'startDate' || value === 'endDate' ? value : 'both',
              })
            }
            options={[
              { value: 'both', label: 'Start and end' },
              { value: 'startDate', label: 'Start' },
              { value: 'endDate', label: 'End' },
            ]}
          />
          <NumberField
            label="Days"
            className="w-40"
            data-autofocus
            description="7 is a week later, -7 a week earlier. No end stays no end."
            value={draft.days}
            error={refused.get('days')}
            onChange={({ currentTarget }) => onChange({ ...draft, days: currentTarget.value })}
          />
        </div>
      )
    case 'replace':
      return <Replace {...props} />
    case 'template':
      return <Template {...props} />
    case 'automatic':
      return (
        <p className="text-ink-2">
          {props.destination.autoFill === 'integration-code'
            ? 'Each gets its segment’s integration code as value again, and follows it.'
            : 'Each gets its segment’s id as value again.'}
        </p>
      )
    case 'priority':
      return <Priority {...props} />
  }
}

/** Which of the texts; nothing to choose when there is one. */
function FieldChoice({ destination, draft, onChange }: FormProps) {
  const fields = textFields(destination)
  if (fields.length === 1) return null
  return (
    <SelectField
      label="Field"
      className="w-36"
      value={draft.field}
      onChange={({ currentTarget: { value } }) =>
        onChange({ ...draft, field: fields.find((field) => field === value) ?? 'value' })
      }
      options={fields.map((field) => ({ value: field, label: CELL_NAMES[field] }))}
    />
  )
}

function Dates({ draft, onChange }: FormProps) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <SelectField
          label="End"
          className="w-44"
          data-autofocus
          value={draft.end}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...draft, end: value === 'day' || value === 'never' ? value : 'keep' })
          }
          options={[
            { value: 'day', label: 'On a day' },
            { value: 'never', label: 'Never' },
            { value: 'keep', label: 'Leave as it is' },
          ]}
        />
        <Suspense fallback={<Skeleton className="h-15 w-40" />}>
          {draft.end === 'day' && (
            <DateField
              label="Last day"
              value={draft.endDate}
              onChange={(endDate) => onChange({ ...draft, endDate })}
            />
          )}
        </Suspense>
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <SelectField
          label="Start"
          className="w-44"
          value={draft.start}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...draft, start: value === 'day' ? 'day' : 'keep' })
          }
          options={[
            { value: 'keep', label: 'Leave as it is' },
            { value: 'day', label: 'On a day' },
          ]}
        />
        <Suspense fallback={<Skeleton className="h-15 w-40" />}>
          {draft.start === 'day' && (
            <DateField
              label="First day"
              value={draft.startDate}
              onChange={(startDate) => onChange({ ...draft, startDate })}
            />
          )}
        </Suspense>
      </div>
    </div>
  )
}

function Clear({ destination, draft, onChange }: FormProps) {
  const fields: (Field | 'endDate')[] = [...textFields(destination), 'endDate']
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-semibold">What to clear</legend>
      {fields.map((field) => (
        <Checkbox
          key={field}
          label={CELL_NAMES[field]}
          description={field === 'endDate' ? 'It then never ends.' : undefined}
          checked={draft.clear.includes(field)}
          onChange={({ currentTarget: { checked } }) =>
            onChange({
              ...draft,
              clear: fields.filter((each) =>
                each === field ? checked : draft.clear.includes(each),
              ),
            })
          }
        />
      ))}
    </fieldset>
  )
}

function Replace(props: FormProps) {
  const { draft, onChange, refused } = props
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <FieldChoice {...props} />
        <TextField
          label="Find"
          isMono
          data-autofocus
          className="min-w-40 grow"
          value={draft.find}
          error={refused.get('find')}
          onChange={({ currentTarget }) => onChange({ ...draft, find: currentTarget.value })}
        />
        <TextField
          label="Replace with"
          isMono
          className="min-w-40 grow"
          value={draft.replace}
          error={refused.get('replace')}
          onChange={({ currentTarget }) => onChange({ ...draft, replace: currentTarget.value })}
        />
      </div>
      <Checkbox
        label="Match upper and lower case"
        checked={draft.matchCase}
        onChange={({ currentTarget }) => onChange({ ...draft, matchCase: currentTarget.checked })}
      />
    </div>
  )
}

const TOKENS = ['{id}', '{integrationCode}', '{name|slug}']

function Template(props: FormProps) {
  const { draft, onChange, refused } = props
  const input = useRef<HTMLInputElement>(null)

  function insert(token: string): void {
    const { template } = draft
    const start = input.current?.selectionStart ?? template.length
    const end = input.current?.selectionEnd ?? start
    onChange({ ...draft, template: template.slice(0, start) + token + template.slice(end) })
    input.current?.focus()
  }

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <FieldChoice {...props} />
        <TextField
          ref={input}
          label="Template"
          isMono
          data-autofocus
          className="min-w-56 grow"
          placeholder="nw_{name|slug}"
          value={draft.template}
          error={refused.get('template')}
          onChange={({ currentTarget }) => onChange({ ...draft, template: currentTarget.value })}
        />
      </div>
      <span className="flex flex-wrap items-center gap-1.5 text-sm text-ink-3">
        Insert:
        {TOKENS.map((token) => (
          <Chip
            key={token}
            isMono
            aria-label={`Insert ${token} into the template`}
            onClick={() => insert(token)}
          >
            {token}
          </Chip>
        ))}
      </span>
    </div>
  )
}

function Priority({ draft, onChange, refused }: FormProps) {
  return (
    <div className="flex flex-wrap items-start gap-3">
      <SelectField
        label="Priority"
        className="w-52"
        data-autofocus
        value={draft.priority}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...draft, priority: value === 'people' ? 'people' : 'number' })
        }
        options={[
          { value: 'number', label: 'The same number' },
          { value: 'people', label: 'By people count' },
        ]}
        description={
          draft.priority === 'people'
            ? 'The more people, the higher: the largest is kept the longest.'
            : 'The higher, the longer it is kept when the cookie is full.'
        }
      />
      {draft.priority === 'number' && (
        <NumberField
          label="Number"
          className="w-32"
          value={draft.number}
          error={refused.get('priority')}
          onChange={({ currentTarget }) => onChange({ ...draft, number: currentTarget.value })}
        />
      )}
    </div>
  )
}
