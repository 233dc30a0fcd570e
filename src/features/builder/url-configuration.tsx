import { useRef } from 'react'
import { Controller, useWatch } from 'react-hook-form'
import { call } from '../../api/client.ts'
import type { CallType, UrlConfiguration } from '../../contract/destination/url.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { UrlConfigurationRules } from '../../domain/url-configuration.ts'
import { Preview } from '../../parts/preview/preview.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import type { TemplateFieldHandle } from '../../ui/template-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Checklist } from './checklist.tsx'
import { formRules, textOf, trimmedValueOf, valueOf } from './form-rules.ts'
import { MacroChips } from './macro-chips.tsx'
import { StepForm } from './step-form.tsx'
import { UrlTemplateField } from './url-template-field.tsx'
import { useStepForm } from './use-step-form.ts'

type Values = {
  serialized: boolean
  secureUrl: string
  baseUrl: string
  delimiter: string
  calledAs: CallType
}

const LABELS: Record<keyof Values, string> = {
  serialized: 'One call with all segments',
  secureUrl: 'Secure URL (https)',
  baseUrl: 'Base URL (http)',
  delimiter: 'Delimiter',
  calledAs: 'Called as',
}

function configurationOf({ configuration }: Destination): UrlConfiguration {
  if (configuration.type !== 'url') throw new TypeError('Not a URL destination')
  return configuration
}

function valuesOf(destination: Destination): Values {
  const { serialized, baseUrl, secureUrl, delimiter, calledAs } = configurationOf(destination)
  return {
    serialized,
    secureUrl: textOf(secureUrl),
    baseUrl: textOf(baseUrl),
    delimiter: textOf(delimiter),
    calledAs,
  }
}

function sliceOf(values: Values): UrlConfiguration {
  return {
    type: 'url',
    serialized: values.serialized,
    secureUrl: trimmedValueOf(values.secureUrl),
    baseUrl: trimmedValueOf(values.baseUrl),
    delimiter: valueOf(values.delimiter),
    calledAs: values.calledAs,
  }
}

const schema = formRules(sliceOf, UrlConfigurationRules)

function save(values: Values, { id, revision }: Destination): Promise<Destination> {
  return call('destinationConfigurationUpdate', {
    params: { destinationId: id },
    body: sliceOf(values),
    ifMatch: revision,
  })
}

/** domain.md, "URL destination". */
export function UrlConfigurationForm({ destination }: { destination: Destination }) {
  const stepForm = useStepForm({ destination, step: 'configuration', schema, valuesOf, save })
  const { control, register, formState } = stepForm.form
  const { errors } = formState
  const typed = { ...valuesOf(destination), ...useWatch({ control }) }
  const live = { ...destination, configuration: sliceOf(typed) }

  const secureUrl = useRef<TemplateFieldHandle>(null)
  const baseUrl = useRef<TemplateFieldHandle>(null)

  return (
    <StepForm
      destination={destination}
      slug="configuration"
      intro="How the partner’s address is built. Ask the partner for the address and the separator."
      stepForm={stepForm}
      valuesOf={valuesOf}
      labels={LABELS}
      live={live}
      aside={
        <>
          <Preview destination={live} />
          <Checklist destination={live} />
        </>
      }
    >
      <div className="grid gap-4.5">
        <Controller
          control={control}
          name="serialized"
          render={({ field }) => (
            <RadioCards
              label="How to send segments"
              options={[
                {
                  value: 'each',
                  label: 'One call for each segment',
                  description: 'Every mapping has its own address',
                },
                {
                  value: 'all',
                  label: 'One call with all segments',
                  description: 'Serialized: values joined in one address',
                },
              ]}
              value={field.value ? 'all' : 'each'}
              onChange={(value) => field.onChange(value === 'all')}
              onBlur={field.onBlur}
            />
          )}
        />
        {typed.serialized ? (
          <>
            <Controller
              control={control}
              name="secureUrl"
              render={({ field, fieldState }) => (
                <UrlTemplateField
                  field={field}
                  label={LABELS.secureUrl}
                  scheme="https"
                  requireAlias
                  error={fieldState.error?.message}
                  handle={secureUrl}
                  description={<MacroChips label={LABELS.secureUrl} target={secureUrl} />}
                />
              )}
            />
            <Controller
              control={control}
              name="baseUrl"
              render={({ field, fieldState }) => (
                <UrlTemplateField
                  field={field}
                  label={LABELS.baseUrl}
                  scheme="http"
                  requireAlias
                  error={fieldState.error?.message}
                  handle={baseUrl}
                  description={<MacroChips label={LABELS.baseUrl} target={baseUrl} />}
                />
              )}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                label={LABELS.delimiter}
                isMono
                error={errors.delimiter?.message}
                description="Stands between the values, often , or ;"
                {...register('delimiter')}
              />
              <CalledAs {...register('calledAs')} />
            </div>
          </>
        ) : (
          <>
            <p className="text-ink-2">
              The addresses are given with each mapping, in the next step: one URL, and a secure one
              for https pages.
            </p>
            <CalledAs {...register('calledAs')} />
          </>
        )}
      </div>
    </StepForm>
  )
}

function CalledAs(props: Omit<React.ComponentProps<typeof SelectField>, 'label' | 'options'>) {
  return (
    <SelectField
      label={LABELS.calledAs}
      options={[
        { value: 'img', label: 'Image pixel' },
        { value: 'iframe', label: 'Iframe' },
      ]}
      {...props}
    />
  )
}
