import { Plus, X } from 'lucide-react'
import {
  FormProvider,
  useFieldArray,
  useFormContext,
  useFormState,
  useWatch,
} from 'react-hook-form'
import { ApiError, describeError } from '../../api/api-error.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { consentWords } from './consent-words.ts'
import { QualifiedSegments } from './qualified-segments.tsx'
import { REGION_NAMES } from './regions.ts'
import type { useVisitorForm } from './use-visitor-form.ts'
import { visitorDifferences } from './visitor-differences.ts'
import { randomDeviceId, visitorOfValues, type VisitorValues } from './visitor-values.ts'

/** All of a visitor's fields, and what saving has to say. */
export function VisitorFields({ visitorForm }: { visitorForm: ReturnType<typeof useVisitorForm> }) {
  const { form, error, isRestored, conflict } = visitorForm
  return (
    <FormProvider {...form}>
      <div className="grid gap-4.5">
        {isRestored && (
          <Notice tone="warn" isLive>
            What you typed before and was not saved is back.{' '}
            <TextButton onClick={visitorForm.discard}>Use the saved version</TextButton>
          </Notice>
        )}
        {conflict && <Conflict theirs={conflict} onResolve={visitorForm.resolve} />}
        <Ids />
        <Consent />
        <QualifiedSegments />
        {error && <SaveFailed error={error} />}
      </div>
    </FormProvider>
  )
}

function Ids() {
  const { register, setValue, control } = useFormContext<VisitorValues>()
  const { errors } = useFormState({ control })
  const generate = (name: 'did' | 'mcid') =>
    setValue(name, randomDeviceId(Math.random), { shouldDirty: true, shouldValidate: true })
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Name" error={errors.name?.message} {...register('name')} />
        <SelectField
          label="Region"
          description="Where the data of the visitor is collected."
          error={errors.region?.message}
          options={Object.entries(REGION_NAMES).map(([value, name]) => ({
            value,
            label: `${name} (${value})`,
          }))}
          {...register('region')}
        />
        <TextField
          label="AAM UUID"
          isMono
          inputMode="numeric"
          error={errors.did?.message}
          description={<TextButton onClick={() => generate('did')}>Generate another</TextButton>}
          {...register('did')}
        />
        <TextField
          label="Experience Cloud ID"
          isOptional
          isMono
          inputMode="numeric"
          error={errors.mcid?.message}
          description={<TextButton onClick={() => generate('mcid')}>Generate one</TextButton>}
          {...register('mcid')}
        />
      </div>
      <PartnerIds />
    </>
  )
}

function PartnerIds() {
  const { register, control } = useFormContext<VisitorValues>()
  const { fields, append, remove } = useFieldArray({ control, name: 'partnerIds' })
  const errors = useFormState({ control }).errors.partnerIds
  return (
    <fieldset>
      <legend className="mb-1.25 font-semibold">
        Ids of partners <span className="ms-1.5 font-normal text-ink-3">optional</span>
      </legend>
      <div className="grid gap-2">
        {fields.map((field, at) => (
          <div key={field.id} className="flex items-start gap-2">
            <TextField
              label={`Data source of id ${at + 1}`}
              isLabelHidden
              isMono
              inputMode="numeric"
              placeholder="Data source"
              className="w-32 flex-none"
              error={errors?.[at]?.dataSource?.message}
              {...register(`partnerIds.${at}.dataSource`)}
            />
            <TextField
              label={`Id ${at + 1}`}
              isLabelHidden
              isMono
              placeholder="Id of the visitor there"
              className="grow"
              error={errors?.[at]?.id?.message}
              {...register(`partnerIds.${at}.id`)}
            />
            <IconButton label={`Remove id ${at + 1}`} onClick={() => remove(at)}>
              <X />
            </IconButton>
          </div>
        ))}
        <div>
          <Button size="small" onClick={() => append({ dataSource: '', id: '' })}>
            <Plus aria-hidden="true" className="size-3.5" />
            Add an id
          </Button>
        </div>
      </div>
    </fieldset>
  )
}

function Consent() {
  const { register, control } = useFormContext<VisitorValues>()
  const { errors } = useFormState({ control })
  const said = consentWords(useWatch({ control, name: 'consent' }))
  return (
    <div className="grid gap-3">
      <Checkbox
        label="The GDPR applies"
        description="Then a call that names a vendor is made only with consent for that vendor."
        {...register('gdprApplies')}
      />
      <TextArea
        label="Consent string"
        isOptional
        isMono
        rows={2}
        error={errors.consent?.message}
        description={
          said === null ? (
            'The TC string of the IAB TCF, version 2.'
          ) : (
            <span className={said.isReadable ? '' : 'text-warn'}>{said.words}</span>
          )
        }
        {...register('consent')}
      />
    </div>
  )
}

function Conflict({
  theirs,
  onResolve,
}: {
  theirs: Visitor
  onResolve: (keep: 'mine' | 'theirs') => void
}) {
  const { control } = useFormContext<VisitorValues>()
  const differences = visitorDifferences(theirs, useWatch({ control, compute: visitorOfValues }))
  return (
    <Notice
      tone="warn"
      isLive
      actions={
        <>
          <Button size="small" onClick={() => onResolve('theirs')}>
            Take theirs
          </Button>
          <Button size="small" onClick={() => onResolve('mine')}>
            Save mine
          </Button>
        </>
      }
    >
      <b>Somebody else changed {theirs.name} meanwhile.</b> Nothing is overwritten yet.
      <ul className="list-disc ps-5">
        {differences.map(({ label, theirs: stored, mine }) => (
          <li key={label} className="[overflow-wrap:anywhere]">
            {label}: theirs, saved: {stored}. Yours: {mine}.
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function SaveFailed({ error }: { error: Error }) {
  const { title, detail, requestId } = describeError(error)
  const problems = error instanceof ApiError ? (error.problem?.errors ?? []) : []
  return (
    <Notice tone="bad" isLive>
      <b>Not saved: {title}.</b> {detail}
      {problems.length > 0 && (
        <ul className="list-disc ps-5">
          {problems.map(({ path, message }) => (
            <li key={path}>{message}</li>
          ))}
        </ul>
      )}
      {requestId && <span className="block text-sm">Request {requestId}</span>}
    </Notice>
  )
}
