import { Controller, useWatch } from 'react-hook-form'
import { call } from '../../api/client.ts'
import type { CookieConfiguration, PublishMode } from '../../contract/destination/cookie.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { CookieConfigurationRules } from '../../domain/cookie-configuration.ts'
import { Preview } from '../../parts/preview/preview.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Checklist } from './checklist.tsx'
import { formRules, numberOf, textOf, trimmedValueOf, valueOf } from './form-rules.ts'
import { StepForm } from './step-form.tsx'
import { useStepForm } from './use-step-form.ts'

type Values = {
  cookieName: string
  cookieDomain: string
  expiryDays: string
  maxSize: string
  publishMode: PublishMode
  /** One a line. */
  publishDomains: string
  format: CookieConfiguration['format']
  key: string
  keySeparator: string
  delimiter: string
  serialized: boolean
  serialSeparator: string
}

const LABELS: Record<keyof Values, string> = {
  cookieName: 'Cookie name',
  cookieDomain: 'Cookie domain',
  expiryDays: 'Expires after',
  maxSize: 'Maximum size',
  publishMode: 'Publish to',
  publishDomains: 'Domains',
  format: 'Data format',
  key: 'Key',
  keySeparator: 'Key separator',
  delimiter: 'Delimiter',
  serialized: 'Join values of one key',
  serialSeparator: 'Serial separator',
}

function configurationOf({ configuration }: Destination): CookieConfiguration {
  if (configuration.type !== 'cookie') throw new TypeError('Not a cookie destination')
  return configuration
}

function valuesOf(destination: Destination): Values {
  const configuration = configurationOf(destination)
  return {
    cookieName: textOf(configuration.cookieName),
    cookieDomain: textOf(configuration.cookieDomain),
    expiryDays: String(configuration.expiryDays),
    maxSize: String(configuration.maxSize),
    publishMode: configuration.publishTo.mode,
    publishDomains: configuration.publishTo.domains.join('\n'),
    format: configuration.format,
    key: textOf(configuration.key),
    keySeparator: textOf(configuration.keySeparator),
    delimiter: textOf(configuration.delimiter),
    serialized: configuration.serialized,
    serialSeparator: textOf(configuration.serialSeparator),
  }
}

function sliceOf(values: Values): CookieConfiguration {
  return {
    type: 'cookie',
    cookieName: valueOf(values.cookieName),
    cookieDomain: trimmedValueOf(values.cookieDomain),
    expiryDays: numberOf(values.expiryDays),
    maxSize: numberOf(values.maxSize),
    publishTo: {
      mode: values.publishMode,
      domains: values.publishDomains.split(/[\s,]+/).filter(Boolean),
    },
    format: values.format,
    key: valueOf(values.key),
    keySeparator: valueOf(values.keySeparator),
    delimiter: valueOf(values.delimiter),
    serialized: values.serialized,
    serialSeparator: valueOf(values.serialSeparator),
  }
}

const schema = formRules(sliceOf, CookieConfigurationRules, ([first, second]) => {
  if (first !== 'publishTo') return first ?? ''
  return second === 'mode' ? 'publishMode' : 'publishDomains'
})

function save(values: Values, { id, revision }: Destination): Promise<Destination> {
  return call('destinationConfigurationUpdate', {
    params: { destinationId: id },
    body: sliceOf(values),
    ifMatch: revision,
  })
}

/**
 * The destination as typed: a half-typed number is shown as it was saved, since nothing can be
 * computed from it.
 */
function liveOf(destination: Destination, values: Values): Destination {
  const slice = sliceOf(values)
  const saved = configurationOf(destination)
  return {
    ...destination,
    configuration: {
      ...slice,
      expiryDays: Number.isNaN(slice.expiryDays) ? saved.expiryDays : slice.expiryDays,
      maxSize: Number.isNaN(slice.maxSize) ? saved.maxSize : slice.maxSize,
    },
  }
}

/** domain.md, "Cookie destination". */
export default function CookieConfigurationForm({ destination }: { destination: Destination }) {
  const stepForm = useStepForm({ destination, step: 'configuration', schema, valuesOf, save })
  const { control, register, formState } = stepForm.form
  const { errors } = formState
  const typed = { ...valuesOf(destination), ...useWatch({ control }) }
  const live = liveOf(destination, typed)

  return (
    <StepForm
      destination={destination}
      slug="configuration"
      intro="The cookie that is written in the visitor’s browser, for code on the page to read."
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
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={LABELS.cookieName}
            isMono
            placeholder="acme_seg"
            error={errors.cookieName?.message}
            {...register('cookieName')}
          />
          <TextField
            label={LABELS.cookieDomain}
            isOptional
            isMono
            placeholder=".sports.com"
            description="One domain, subdomains included. Blank: the domain of the page."
            error={errors.cookieDomain?.message}
            {...register('cookieDomain')}
          />
          <NumberField
            label={LABELS.expiryDays}
            suffix="days"
            description="0: when the browser closes."
            error={errors.expiryDays?.message}
            {...register('expiryDays')}
          />
          <NumberField
            label={LABELS.maxSize}
            suffix="bytes"
            description="Beyond it, the lowest priorities are left out."
            error={errors.maxSize?.message}
            {...register('maxSize')}
          />
        </div>
        <SelectField
          label={LABELS.publishMode}
          options={[
            { value: 'all', label: 'All of our domains' },
            { value: 'selected', label: 'Only the selected domains' },
            { value: 'except', label: 'All except the selected domains' },
          ]}
          {...register('publishMode')}
        />
        {typed.publishMode !== 'all' && (
          <TextArea
            label={LABELS.publishDomains}
            isMono
            description="One a line; subdomains are included."
            error={errors.publishDomains?.message}
            {...register('publishDomains')}
          />
        )}
        <Controller
          control={control}
          name="format"
          render={({ field }) => (
            <RadioCards
              label={LABELS.format}
              options={[
                {
                  value: 'single-key',
                  label: 'Single key',
                  description: 'One key here, a value with each mapping: x=1&x=2',
                },
                {
                  value: 'multi-key',
                  label: 'Multi key',
                  description: 'Key and value with each mapping: x=1&x=2&y=3',
                },
              ]}
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
            />
          )}
        />
        <Controller
          control={control}
          name="serialized"
          render={({ field }) => (
            <RadioCards
              label="Several values of one key"
              options={[
                {
                  value: 'repeat',
                  label: 'Repeat the key',
                  description: 'Standard: x=1&x=2',
                },
                {
                  value: 'join',
                  label: 'Join the values',
                  description: 'Serialized: x=1;2',
                },
              ]}
              value={field.value ? 'join' : 'repeat'}
              onChange={(value) => field.onChange(value === 'join')}
              onBlur={field.onBlur}
            />
          )}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          {typed.format === 'single-key' && (
            <TextField
              label={LABELS.key}
              isMono
              placeholder="x"
              error={errors.key?.message}
              {...register('key')}
            />
          )}
          <TextField
            label={LABELS.keySeparator}
            isMono
            description="Between key and value."
            error={errors.keySeparator?.message}
            {...register('keySeparator')}
          />
          <TextField
            label={LABELS.delimiter}
            isMono
            description="Between one pair and the next."
            error={errors.delimiter?.message}
            {...register('delimiter')}
          />
          {typed.serialized && (
            <TextField
              label={LABELS.serialSeparator}
              isMono
              description="Between values of one key."
              error={errors.serialSeparator?.message}
              {...register('serialSeparator')}
            />
          )}
        </div>
      </div>
    </StepForm>
  )
}
