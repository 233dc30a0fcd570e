import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form'
import type { z } from 'zod/mini'
import { ApiError } from '../../api/api-error.ts'
import { q, queryClient } from '../../api/query.ts'
import type { ExportEffects } from '../../contract/audience-model.ts'
import { Destination } from '../../contract/destination/destination.ts'
import type { StepSlug } from '../../contract/readiness.ts'
import { createAutosave, type SaveState } from './autosave.ts'
import { changedFields, readKept, savableValues, writeKept } from './kept-values.ts'

type StepFormOptions<V extends FieldValues> = {
  destination: Destination
  step: StepSlug
  /** The rules of the slice, on the form's values. */
  schema: z.ZodMiniType<V, V>
  /** The form's values for a stored destination. */
  valuesOf: (destination: Destination) => V
  /**
   * Saves the slice; `destination` is the one that the values were based on (its revision goes into
   * If-Match). `confirmed`: the person was shown what it stops, and wants it.
   */
  save: (values: V, destination: Destination, confirmed: boolean) => Promise<Destination>
}

/** Somebody else saved meanwhile: both versions, for the person to choose from. */
export type Conflict<V> = { theirs: Destination; mine: V }

/**
 * One step's form: validated with the slice's schema, saved as the person types while the
 * destination is a draft (else when asked to), kept in this browser until it is saved, and never
 * saved over somebody else's change.
 */
export function useStepForm<V extends FieldValues>(options: StepFormOptions<V>) {
  const [session] = useState(() => createStepSession(options))
  const form = useForm<V>({
    resolver: zodResolver(options.schema),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- complete values are default values
    defaultValues: session.initialValues as DefaultValues<V>,
    mode: 'onTouched',
  })
  const saveState = useSyncExternalStore(session.autosave.subscribe, session.autosave.state)
  const conflict = useSyncExternalStore(session.subscribeConflict, session.conflict)
  const [restored, setRestored] = useState(session.hadKept)

  // The form tells of each keystroke outside of rendering; only a subscription can hear it.
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => session.typed(values),
      }),
    [form, session],
  )

  // What was kept may be wrong: say so at the field at once, without waiting for a touch.
  useEffect(() => {
    if (session.hadKept) void form.trigger()
  }, [form, session])

  // A leaving page must not lose the last half second.
  useEffect(() => {
    const keepNow = () => session.keep(form.getValues())
    const retry = () => void session.autosave.flush()
    window.addEventListener('pagehide', keepNow)
    window.addEventListener('online', retry)
    return () => {
      keepNow()
      void session.autosave.flush()
      window.removeEventListener('pagehide', keepNow)
      window.removeEventListener('online', retry)
    }
  }, [form, session])

  return {
    form,
    saveState,
    conflict,
    /** What saving would stop, when it was refused for that; null: nothing waits to be confirmed. */
    unconfirmed: (): ExportEffects | null => unconfirmedIn(session.autosave.state()),
    /** Saves what is unsaved now, although it stops what is being sent. */
    confirm(): Promise<boolean> {
      return session.confirm(form.getValues())
    },
    /** True when values from an earlier visit, which were never saved, were put back. */
    restored,
    /** Throws away what was typed and not saved. */
    discard(): void {
      form.reset(session.discard())
      setRestored(false)
    },
    /** Saves what is unsaved now. False: it could not be saved, and the state tells why. */
    saveNow(): Promise<boolean> {
      return session.saveNow(form.getValues())
    },
    /** Validates, focuses the first wrong field, and saves. True: all of it is saved. */
    async submit(): Promise<boolean> {
      const valid = await form.trigger(undefined, { shouldFocus: true })
      const saved = await session.saveNow(form.getValues())
      return valid && saved
    },
    /** Ends a conflict: these values are saved over the version that was shown. */
    async resolveConflict(values: V): Promise<boolean> {
      const base = session.acceptTheirs()
      for (const [name, value] of Object.entries(values)) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key of V is a path of V
        form.setValue(name as Path<V>, value, { shouldDirty: true })
      }
      await form.trigger()
      return isSame(values, base) || session.saveNow(values)
    },
  }
}

/** What lives as long as the form does, and is no state of React's. */
function createStepSession<V extends FieldValues>(options: StepFormOptions<V>) {
  const { schema, step, valuesOf } = options
  const savesWhileTyping = options.destination.status === 'draft'
  const kept = readKept(localStorage, options.destination.id, step)
  let base = options.destination
  let conflict: Conflict<V> | null = null
  /** The values that were confirmed: a confirmation is not one for what is typed afterwards. */
  let confirmed: V | null = null
  const conflictListeners = new Set<() => void>()

  function setConflict(next: Conflict<V> | null): void {
    conflict = next
    for (const listener of conflictListeners) listener()
  }

  const autosave = createAutosave<V>(async (values) => {
    const savable = savableValues(schema, values, valuesOf(base))
    const leftOut = () => Object.keys(changedFields(values, valuesOf(base))).length
    if (!savable || isSame(savable.values, valuesOf(base))) return leftOut()
    try {
      base = await saveOnNewest(savable.values)
    } catch (error) {
      const theirs = conflictIn(error)
      if (theirs) setConflict({ theirs, mine: values })
      throw error
    }
    queryClient.setQueryData(
      q('destinationView', { params: { destinationId: base.id } }).queryKey,
      base,
    )
    keep(values)
    void queryClient.invalidateQueries({ queryKey: ['destinationList'] })
    void queryClient.invalidateQueries({ queryKey: ['destinationVersionList'] })
    return leftOut()
  }, Date.now)

  /**
   * A save writes this step's slice alone. Where only other steps were changed meanwhile, by a
   * colleague or by this person a moment ago, it goes on top of that and overwrites nothing.
   */
  async function saveOnNewest(values: V): Promise<Destination> {
    for (;;) {
      try {
        const isConfirmed = confirmed !== null && isSame(values, confirmed)
        // oxlint-disable-next-line no-await-in-loop -- each try is based on what the one before has found
        return await options.save(values, base, isConfirmed)
      } catch (error) {
        const newest = conflictIn(error)
        const isElsewhere =
          newest !== null &&
          newest.revision > base.revision &&
          isSame(valuesOf(newest), valuesOf(base))
        if (!isElsewhere) throw error
        base = newest
      }
    }
  }

  function keep(values: V): void {
    writeKept(localStorage, base.id, step, changedFields(values, valuesOf(base)), Date.now())
  }

  function saveNow(values: V): Promise<boolean> {
    if (!isSame(values, valuesOf(base))) autosave.change(values)
    // What failed, or was wrong, was taken back since.
    else if (['failed', 'incomplete'].includes(autosave.state().phase)) autosave.cancel()
    return autosave.flush()
  }

  return {
    initialValues: { ...valuesOf(base), ...kept },
    hadKept: kept !== null,
    autosave,
    keep,
    conflict: (): Conflict<V> | null => conflict,
    subscribeConflict: (listener: () => void): (() => void) => {
      conflictListeners.add(listener)
      return () => conflictListeners.delete(listener)
    },
    typed(values: V): void {
      keep(values)
      // A refusal until it is confirmed was about what is not there any more.
      if (unconfirmedIn(autosave.state())) autosave.cancel()
      if (savesWhileTyping && !conflict) autosave.change(values)
    },
    discard(): V {
      autosave.cancel()
      writeKept(localStorage, base.id, step, {}, Date.now())
      return valuesOf(base)
    },
    saveNow,
    confirm(values: V): Promise<boolean> {
      confirmed = values
      return saveNow(values)
    },
    acceptTheirs(): V {
      if (conflict) base = conflict.theirs
      setConflict(null)
      autosave.cancel()
      return valuesOf(base)
    },
  }
}

function isSame<V extends object>(one: V, other: V): boolean {
  return Object.keys(changedFields(one, other)).length === 0
}

/** What a save would stop, when that is why it failed. */
export function unconfirmedIn(state: SaveState): ExportEffects | null {
  if (state.phase !== 'failed' || !(state.error instanceof ApiError)) return null
  if (state.error.slug !== 'confirmation-required') return null
  return state.error.problem?.effects ?? null
}

function conflictIn(error: unknown): Destination | null {
  if (!(error instanceof ApiError) || error.slug !== 'revision-conflict') return null
  const current = Destination.safeParse(error.problem?.current)
  return current.success ? current.data : null
}
