import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Path, useForm } from 'react-hook-form'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { createIdempotency } from '../../api/idempotency.ts'
import { invalidate } from '../../api/query.ts'
import { Visitor } from '../../contract/visitor.ts'
import { readKeptVisitor, writeKeptVisitor } from './kept-visitor.ts'
import {
  formFieldOf,
  newVisitorValues,
  valuesOfVisitor,
  visitorOfValues,
  type VisitorValues,
  VisitorValuesRules,
} from './visitor-values.ts'

export type VisitorFormOptions = {
  /** Null: a new one. */
  visitor: Visitor | null
  /** A new visitor is in these. */
  segmentIds: readonly number[]
  /** Gets the visitor as it is stored. */
  onSaved: (visitor: Visitor) => void | Promise<void>
}

/** The version that was typed over, and the values that it has. */
type Base = Pick<Visitor, 'id' | 'revision'> & { saved: VisitorValues }

function baseOf(visitor: Visitor): Base {
  return { id: visitor.id, revision: visitor.revision, saved: valuesOfVisitor(visitor) }
}

function isSame(one: VisitorValues, other: VisitorValues): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/**
 * The form of one visitor: kept in this browser until it is saved, and never saved over somebody else's
 * change without asking.
 */
export function useVisitorForm({ visitor, segmentIds, onSaved }: VisitorFormOptions) {
  // A new visitor for some segments is a question of the moment; only a plain one is taken up again.
  const keptAs = visitor ? String(visitor.id) : segmentIds.length === 0 ? 'new' : null
  const [start] = useState(() => {
    const kept = keptAs === null ? null : readKeptVisitor(localStorage, keptAs)
    const saved = visitor
      ? valuesOfVisitor(visitor)
      : newVisitorValues(segmentIds, new Date(), Math.random)
    const restored = kept !== null && !isSame(kept.values, saved) ? kept : null
    return { saved, values: restored?.values ?? saved, restored }
  })
  const [isRestored, setRestored] = useState(start.restored !== null)
  // What was typed over an earlier version is saved over that one only: the server tells of a newer.
  const [base, setBase] = useState<Base | null>(
    visitor && {
      id: visitor.id,
      revision: start.restored?.revision ?? visitor.revision,
      saved: start.saved,
    },
  )
  const [conflict, setConflict] = useState<Visitor | null>(null)
  const [idempotency] = useState(() => createIdempotency())
  const form = useForm<VisitorValues>({
    resolver: zodResolver(VisitorValuesRules),
    defaultValues: start.values,
    mode: 'onTouched',
  })

  // The form tells of each keystroke outside of rendering; only a subscription can hear it.
  useEffect(() => {
    if (keptAs === null) return
    return form.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        const isChanged = !isSame(values, base?.saved ?? start.saved)
        const revision = base?.revision ?? null
        writeKeptVisitor(localStorage, keptAs, isChanged ? { revision, values } : null)
      },
    })
  }, [form, keptAs, start, base])

  /** Shows a stored version in place of what was typed, which is forgotten. */
  function show(stored: Base | null): void {
    setBase(stored)
    setRestored(false)
    form.reset(stored?.saved ?? start.saved)
    if (keptAs !== null) writeKeptVisitor(localStorage, keptAs, null)
  }

  const save = useMutation({
    mutationFn: ({ values, over }: { values: VisitorValues; over: Base | null }) => {
      const body = visitorOfValues(values)
      return over
        ? call('visitorUpdate', {
            params: { visitorId: over.id },
            body,
            ifMatch: over.revision,
          })
        : call('visitorCreate', { body, idempotencyKey: idempotency.keyFor({ body }) })
    },
    onSuccess: async (saved) => {
      idempotency.done()
      if (keptAs !== null) writeKeptVisitor(localStorage, keptAs, null)
      await invalidate('visitorList', 'accountView')
      await onSaved(saved)
    },
    onError: (error, { values }) => {
      if (!(error instanceof ApiError)) return
      const current = Visitor.safeParse(error.problem?.current)
      if (current.success) setConflict(current.data)
      for (const problem of error.problem?.errors ?? []) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an unknown field shows nothing; the notice lists all of them
        const name = formFieldOf(problem, values) as Path<VisitorValues>
        form.setError(name, { message: problem.message })
      }
    },
  })

  return {
    form,
    /** Why saving failed; a conflict is told apart. */
    error: conflict === null ? save.error : null,
    isSaving: save.isPending,
    isRestored,
    conflict,
    /** Throws away what was typed and not saved. */
    discard: () => show(visitor && baseOf(visitor)),
    submit: form.handleSubmit((values) => save.mutate({ values, over: base })),
    /** Ends a conflict: the form takes the stored version, or is saved over it. */
    resolve: (keep: 'mine' | 'theirs'): void => {
      if (conflict === null) return
      setConflict(null)
      if (keep === 'theirs') {
        show(baseOf(conflict))
        return
      }
      setBase(baseOf(conflict))
      save.mutate({ values: form.getValues(), over: baseOf(conflict) })
    },
  }
}
