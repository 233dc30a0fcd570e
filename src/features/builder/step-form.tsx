import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import type { FieldValues, Path } from 'react-hook-form'
import { FormProvider } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { EFFECTS_NAMED, type ExportEffects } from '../../contract/audience-model.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { StepSlug } from '../../contract/readiness.ts'
import { effectCount, effectLines, effectSummary } from '../../domain/export-effects.ts'
import { plural } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { toast } from '../../ui/toast.ts'
import { conflictingFields } from './conflicting-fields.ts'
import { SubmitError } from './submit-error.tsx'
import { StepBar } from './step-bar.tsx'
import { StepPage } from './step-page.tsx'
import { stepAt } from './steps.ts'
import { unconfirmedIn, type useStepForm } from './use-step-form.ts'
import { useStepPath } from './use-step-path.ts'

const ConflictDialog = lazy(() => import('./conflict-dialog.tsx'))
const ConfirmDialog = lazyDialog(() =>
  import('../../ui/confirm-dialog.tsx').then((module) => module.ConfirmDialog),
)

/** What saving would stop, and where the person wanted to go with it; null: to stay. */
type Asked = { effects: ExportEffects; to: string | null }

type StepFormProps<V extends FieldValues> = {
  destination: Destination
  slug: StepSlug
  /** One line below the title. */
  intro: string
  stepForm: ReturnType<typeof useStepForm<V>>
  /** The form's values for a stored destination, to show somebody else's version. */
  valuesOf: (destination: Destination) => V
  /** What each field is called, for the choice between two versions. */
  labels: Record<keyof V & string, string>
  /** The destination as it stands in the form, saved or not. */
  live: Destination
  /** Beside the form: what will be sent, the checklist. */
  aside: ReactNode
  children: ReactNode
}

/** The frame of a step that is a form: title, fields, what is beside, and the bar that saves. */
export function StepForm<V extends FieldValues>(props: StepFormProps<V>) {
  const { destination, slug, intro, stepForm, valuesOf, labels, live, aside, children } = props
  const { form, saveState, conflict, restored } = stepForm
  const navigate = useNavigate()
  const stepPath = useStepPath(destination.id)
  const [search] = useSearchParams()
  const focus = search.get('focus')
  /** The question before mappings are stopped, and where to go once they are. */
  const [asked, setAsked] = useState<Asked | null>(null)

  // A link of the checklist names the field to go to; only the rendered form can be focused.
  useEffect(() => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an unknown name focuses nothing
    if (focus) form.setFocus(focus as Path<V>)
  }, [focus, form])

  async function saveAndGo(to: string): Promise<void> {
    if (await stepForm.submit()) await navigate(to)
    else ask(to)
  }

  function ask(to: string | null): boolean {
    const effects = stepForm.unconfirmed()
    if (effects) setAsked({ effects, to })
    return effects !== null
  }

  function retry(): void {
    if (!ask(null)) void stepForm.saveNow()
  }

  async function confirm({ effects, to }: Asked): Promise<void> {
    setAsked(null)
    if (!(await stepForm.confirm())) return
    toast({
      tone: 'ok',
      message: `Saved. ${plural(effectCount(effects.blocks), 'mapping')} stopped`,
    })
    if (to !== null) await navigate(to)
  }

  const next = stepAt(slug, 1)
  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label="Builder step"
        className="contents"
        onSubmit={(event) => {
          event.preventDefault()
          void saveAndGo(stepPath(next?.slug))
        }}
      >
        <StepPage destination={live} slug={slug} intro={intro} aside={aside}>
          {restored && (
            <div className="mb-4">
              <Notice tone="warn" isLive>
                What you typed before and was not saved is back.{' '}
                <TextButton onClick={() => stepForm.discard()}>Use the saved version</TextButton>
              </Notice>
            </div>
          )}
          {children}
          <SubmitError saveState={saveState} onRetry={retry} />
        </StepPage>
        <StepBar
          destination={destination}
          slug={slug}
          saveState={saveState}
          onRetry={retry}
          retryLabel={unconfirmedIn(saveState) ? 'Review and confirm' : 'Retry'}
          onSaveAndClose={() => void saveAndGo(paths.destination(destination.id))}
        />
      </form>
      {asked && (
        <ConfirmDialog.Dialog
          title={`Stop ${effectSummary(asked.effects.blocks)}?`}
          affected={effectLines(asked.effects.blocks, EFFECTS_NAMED)}
          confirmLabel="Save and stop them"
          tone="danger"
          isPending={false}
          submitError={null}
          onConfirm={() => void confirm(asked)}
          onClose={() => setAsked(null)}
        >
          The mappings stay where they are and count as blocked. Nothing is sent for them until the
          labels or the controls change.
        </ConfirmDialog.Dialog>
      )}
      {conflict && (
        <Suspense>
          <ConflictDialog
            fields={conflictingFields(conflict.mine, valuesOf(conflict.theirs), labels)}
            onResolve={(mine) => {
              const chosen = Object.entries(conflict.mine).filter(([name]) => mine.includes(name))
              void stepForm.resolveConflict({
                ...valuesOf(conflict.theirs),
                ...Object.fromEntries(chosen),
              })
            }}
          />
        </Suspense>
      )}
    </FormProvider>
  )
}
