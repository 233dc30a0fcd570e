import { Controller, useWatch } from 'react-hook-form'
import { call } from '../../api/client.ts'
import { invalidate } from '../../api/query.ts'
import { ExportLabel } from '../../contract/common.ts'
import { type Destination, ExportLabels } from '../../contract/destination/destination.ts'
import { EXPORT_LABEL_NAMES } from '../../domain/export-labels.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { CheckboxGroup } from '../../ui/checkbox-group.tsx'
import { Checklist } from './checklist.tsx'
import { formRules } from './form-rules.ts'
import { LabelCheck } from './label-check.tsx'
import { StepForm } from './step-form.tsx'
import { useDestination } from './use-destination.ts'
import { useStepForm } from './use-step-form.ts'

/** `none`: looked at, and none of the labels applies. */
type Values = { labels: ExportLabel[]; none: boolean }

const LABELS: Record<keyof Values, string> = { labels: 'Export labels', none: 'None of these' }

function valuesOf({ exportLabels }: Destination): Values {
  return { labels: exportLabels ?? [], none: exportLabels?.length === 0 }
}

function sliceOf({ labels, none }: Values): ExportLabels {
  if (none) return { exportLabels: [] }
  return { exportLabels: labels.length > 0 ? labels : null }
}

const schema = formRules(sliceOf, ExportLabels, () => 'labels')

async function save(
  values: Values,
  { id, revision }: Destination,
  confirmed: boolean,
): Promise<Destination> {
  const saved = await call('destinationLabelsUpdate', {
    params: { destinationId: id },
    body: { ...sliceOf(values), confirmed },
    ifMatch: revision,
  })
  // Other mappings may be blocked now.
  void invalidate('mappingList')
  return saved
}

export default function ExportLabelsStep() {
  const destination = useDestination()
  const stepForm = useStepForm({ destination, step: 'export-labels', schema, valuesOf, save })
  const { control, setValue } = stepForm.form
  const live = {
    ...destination,
    ...sliceOf({ ...valuesOf(destination), ...useWatch({ control }) }),
  }

  return (
    <StepForm
      destination={destination}
      slug="export-labels"
      intro="What this destination may do with the data. A label keeps out the data that must not be used that way."
      stepForm={stepForm}
      valuesOf={valuesOf}
      labels={LABELS}
      live={live}
      aside={<Checklist destination={live} />}
    >
      <div className="grid gap-3">
        <Controller
          control={control}
          name="labels"
          render={({ field }) => (
            <CheckboxGroup
              label={LABELS.labels}
              options={ExportLabel.options.map((value) => ({
                value,
                label: EXPORT_LABEL_NAMES[value].label,
                description: `Keeps out ${EXPORT_LABEL_NAMES[value].blocks}.`,
              }))}
              value={field.value}
              onChange={(labels) => {
                field.onChange(labels)
                if (labels.length > 0) setValue('none', false, { shouldDirty: true })
              }}
              onBlur={field.onBlur}
            />
          )}
        />
        <hr className="border-line" />
        <Controller
          control={control}
          name="none"
          render={({ field }) => (
            <Checkbox
              label={LABELS.none}
              description="The destination uses the data in none of these ways."
              checked={field.value}
              onBlur={field.onBlur}
              onChange={({ currentTarget }) => {
                field.onChange(currentTarget.checked)
                if (currentTarget.checked) setValue('labels', [], { shouldDirty: true })
              }}
            />
          )}
        />
        <LabelCheck destination={destination} labels={live.exportLabels ?? []} />
      </div>
    </StepForm>
  )
}
