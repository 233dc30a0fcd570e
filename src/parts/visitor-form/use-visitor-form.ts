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
    const isKept = kept !== null && JSON.stringify(kept) !== JSON.stringify(saved)
    return { saved, values: isKept ? kept : saved, isKept }
  })
  const [isRestored, setRestored] = useState(start.isKept)
  const [base, setBase] = useState(visitor)
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
        const isChanged = JSON.stringify(values) !== JSON.stringify(start.saved)
        writeKeptVisitor(localStorage, keptAs, isChanged ? values : null)
      },
    })
  }, [form, keptAs, start])

  const save = useMutation({
    mutationFn: ({ values, over }: { values: VisitorValues; over: Visitor | null }) => {
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
    discard: (): void => {
      form.reset(start.saved)
      if (keptAs !== null) writeKeptVisitor(localStorage, keptAs, null)
      setRestored(false)
    },
    submit: form.handleSubmit((values) => save.mutate({ values, over: base })),
    /** Ends a conflict: the form takes the stored version, or is saved over it. */
    resolve: (keep: 'mine' | 'theirs'): void => {
      if (conflict === null) return
      setBase(conflict)
      setConflict(null)
      if (keep === 'theirs') form.reset(valuesOfVisitor(conflict))
      else save.mutate({ values: form.getValues(), over: conflict })
    },
  }
}
