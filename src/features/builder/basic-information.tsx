import { Controller, useWatch } from 'react-hook-form'
import { call } from '../../api/client.ts'
import {
  type AutoFill,
  BasicInformation,
  type Destination,
} from '../../contract/destination/destination.ts'
import { Environment } from '../../contract/common.ts'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Checklist } from './checklist.tsx'
import { formRules, textOf, trimmedValueOf } from './form-rules.ts'
import { StepForm } from './step-form.tsx'
import { useDestination } from './use-destination.ts'
import { useStepForm } from './use-step-form.ts'

type Values = { name: string; description: string; environment: Environment; autoFill: AutoFill }

const LABELS: Record<keyof Values, string> = {
  name: 'Name',
  description: 'Description',
  environment: 'Environment',
  autoFill: 'Auto-fill destination mapping',
}

const ENVIRONMENT_NAMES: Record<Environment, string> = {
  ALL: 'All environments',
  BROWSER: 'Browsers',
  ANDROID: 'Android apps',
  IOS: 'iOS apps',
}

const AUTO_FILL_OPTIONS = [
  {
    value: 'segment-id',
    label: 'Segment id',
    description: 'The number of the segment, such as 1021',
  },
  {
    value: 'integration-code',
    label: 'Integration code',
    description: 'Your own id of the segment, if it has one',
  },
  { value: 'off', label: 'By hand', description: 'Values are typed for each mapping' },
] as const satisfies readonly { value: AutoFill; label: string; description: string }[]

function valuesOf(destination: Destination): Values {
  const { name, description, environment, autoFill } = destination
  return { name: textOf(name), description, environment, autoFill }
}

function sliceOf(values: Values): BasicInformation {
  return { ...values, name: trimmedValueOf(values.name) }
}

const schema = formRules(sliceOf, BasicInformation)

function save(values: Values, { id, revision }: Destination): Promise<Destination> {
  return call('destinationBasicUpdate', {
    params: { destinationId: id },
    body: sliceOf(values),
    ifMatch: revision,
  })
}

export default function BasicInformationStep() {
  const destination = useDestination()
  const stepForm = useStepForm({
    destination,
    step: 'basic-information',
    schema,
    valuesOf,
    save,
  })
  const { register, control } = stepForm.form
  const { errors } = stepForm.form.formState
  const live = {
    ...destination,
    ...sliceOf({ ...valuesOf(destination), ...useWatch({ control }) }),
  }
  const isCookie = destination.configuration.type === 'cookie'

  return (
    <StepForm
      destination={destination}
      slug="basic-information"
      intro="A name that your colleagues will recognise, and where the data is delivered."
      stepForm={stepForm}
      valuesOf={valuesOf}
      labels={LABELS}
      live={live}
      aside={<Checklist destination={live} />}
    >
      <div className="grid gap-4.5">
        <TextField
          label={LABELS.name}
          error={errors.name?.message}
          placeholder="Ticket retargeting pixel"
          {...register('name')}
        />
        <TextArea
          label={LABELS.description}
          isOptional
          description="What it is for, and whom to ask."
          error={errors.description?.message}
          {...register('description')}
        />
        <SelectField
          label={LABELS.environment}
          options={Environment.options.map((value) => ({ value, label: ENVIRONMENT_NAMES[value] }))}
          error={errors.environment?.message}
          disabledReason={
            isCookie ? 'Cookies exist in browsers only, so this cannot be changed.' : undefined
          }
          {...register('environment')}
        />
        <Controller
          control={control}
          name="autoFill"
          render={({ field }) => (
            <RadioCards
              label={LABELS.autoFill}
              description="Where the value of a new mapping comes from. Existing mappings stay as they are."
              columns={3}
              options={AUTO_FILL_OPTIONS}
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
            />
          )}
        />
      </div>
    </StepForm>
  )
}
