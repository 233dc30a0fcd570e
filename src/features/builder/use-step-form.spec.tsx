// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../../api/api-error.ts'
import { BasicInformation, type Destination } from '../../contract/destination/destination.ts'
import { PROBLEMS } from '../../contract/problem.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { formRules } from './form-rules.ts'
import { useStepForm } from './use-step-form.ts'

type Values = { name: string; description: string }

const valuesOf = ({ name, description }: Destination): Values => ({ name: name ?? '', description })
const sliceOf = ({ name, description }: Values): BasicInformation => ({
  name: name || null,
  description,
  environment: 'ALL',
  autoFill: 'off',
})
const schema = formRules(sliceOf, BasicInformation)

/** A server with one destination, which refuses what is based on an older revision. */
function serverWith(stored: Destination) {
  let current = stored
  const save = vi.fn<(values: Values, base: Destination) => Promise<Destination>>(
    async (values, base) => {
      if (base.revision !== current.revision) {
        const { title, status } = PROBLEMS['revision-conflict']
        const problem = {
          type: '/problems/revision-conflict',
          title,
          status,
          detail: 'Changed.',
          current,
        }
        throw new ApiError('problem', 'Changed.', { status, problem })
      }
      current = { ...current, ...values, revision: current.revision + 1 }
      return current
    },
  )
  return {
    save,
    current: () => current,
    change: (changes: Partial<Destination>) => {
      current = { ...current, ...changes, revision: current.revision + 1 }
    },
  }
}

/** The same server, where every change stops three mappings. */
function refusingUntilConfirmed(server: ReturnType<typeof serverWith>) {
  const stopped = { destinationId: 374, name: 'Old', status: 'active' as const, segments: [] }
  const { title, status } = PROBLEMS['confirmation-required']
  const problem = {
    type: '/problems/confirmation-required',
    title,
    status,
    detail: 'It stops 3 mappings.',
    effects: { blocks: [{ ...stopped, count: 3 }], lifts: [] },
  }
  const save = async (values: Values, base: Destination, confirmed: boolean) => {
    if (!confirmed) throw new ApiError('problem', 'Confirm.', { status, problem })
    return server.save(values, base)
  }
  return { save }
}

function openStep(
  stored: Destination,
  server: { save: (values: Values, base: Destination, confirmed: boolean) => Promise<Destination> },
) {
  return renderHook(() =>
    useStepForm<Values>({
      destination: stored,
      step: 'basic-information',
      schema,
      valuesOf,
      save: server.save,
    }),
  ).result
}

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const DRAFT = aDestination({ status: 'draft', name: 'Old', description: '', revision: 1 })

describe('the form of a step', () => {
  it('goes on top of a change to another step, and asks nothing', async () => {
    const server = serverWith(DRAFT)
    const form = openStep(DRAFT, server)
    server.change({ exportLabels: [] })
    act(() => form.current.form.setValue('name', 'Mine'))
    await act(() => form.current.saveNow())
    expect(server.current()).toMatchObject({ name: 'Mine', exportLabels: [], revision: 3 })
    expect(form.current.conflict).toBeNull()
  })

  it('overwrites nothing that somebody else changed in this step', async () => {
    const server = serverWith(DRAFT)
    const form = openStep(DRAFT, server)
    server.change({ name: 'Theirs' })
    act(() => form.current.form.setValue('name', 'Mine'))
    await act(() => form.current.saveNow())
    expect(server.current().name).toBe('Theirs')
    expect(form.current.conflict).toMatchObject({
      theirs: { name: 'Theirs' },
      mine: { name: 'Mine' },
    })

    await act(() => form.current.resolveConflict({ name: 'Mine', description: '' }))
    await waitFor(() => expect(server.current().name).toBe('Mine'))
    expect(form.current.conflict).toBeNull()
  })

  it('saves a draft by itself, and an active destination only when asked to', async () => {
    vi.useFakeTimers()
    const draft = serverWith(DRAFT)
    const draftForm = openStep(DRAFT, draft)
    act(() => draftForm.current.form.setValue('name', 'Typed'))
    await act(() => vi.advanceTimersByTimeAsync(1000))
    expect(draft.current().name).toBe('Typed')

    const active = { ...DRAFT, id: 9, status: 'active' } as const
    const live = serverWith(active)
    const liveForm = openStep(active, live)
    act(() => liveForm.current.form.setValue('name', 'Typed'))
    await act(() => vi.advanceTimersByTimeAsync(1000))
    expect(live.save).not.toHaveBeenCalled()
    await act(() => liveForm.current.saveNow())
    expect(live.current().name).toBe('Typed')
    vi.useRealTimers()
  })

  it('gives back what was typed and could not be saved', async () => {
    const server = serverWith(DRAFT)
    server.save.mockRejectedValue(new ApiError('network', 'away'))
    const form = openStep(DRAFT, server)
    act(() => form.current.form.setValue('name', 'Precious'))
    await act(() => form.current.saveNow())
    expect(form.current.saveState.phase).toBe('failed')
    cleanup()

    const again = openStep(DRAFT, serverWith(DRAFT))
    expect(again.current.form.getValues('name')).toBe('Precious')
    expect(again.current.restored).toBe(true)
    act(() => again.current.discard())
    expect(again.current.form.getValues('name')).toBe('Old')
  })

  it('saves what stops mappings once it is confirmed, and asks again for what is typed then', async () => {
    const active = { ...DRAFT, status: 'active' } as const
    const server = serverWith(active)
    const form = openStep(active, refusingUntilConfirmed(server))
    act(() => form.current.form.setValue('name', 'Stops'))
    await act(() => form.current.submit())
    expect(form.current.unconfirmed()?.blocks).toMatchObject([{ count: 3 }])
    expect(server.current().name).toBe('Old')

    await act(() => form.current.confirm())
    expect(server.current().name).toBe('Stops')
    expect(form.current.unconfirmed()).toBeNull()

    act(() => form.current.form.setValue('name', 'Stops more'))
    await act(() => form.current.submit())
    expect(server.current().name).toBe('Stops')
    expect(form.current.unconfirmed()).not.toBeNull()
  })

  it('forgets a refusal when what was refused is taken back', async () => {
    const active = { ...DRAFT, status: 'active' } as const
    const server = serverWith(active)
    const form = openStep(active, refusingUntilConfirmed(server))
    act(() => form.current.form.setValue('name', 'Stops'))
    await act(() => form.current.submit())
    act(() => form.current.form.setValue('name', 'Old'))
    expect(form.current.saveState.phase).toBe('saved')
    expect(await act(() => form.current.submit())).toBe(true)
    expect(server.current()).toEqual(active)
  })
})
