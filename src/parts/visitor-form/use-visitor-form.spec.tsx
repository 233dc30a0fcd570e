// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/query.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { useVisitorForm } from './use-visitor-form.ts'

const MIA: Visitor = {
  id: 1,
  revision: 1,
  name: 'Mia',
  did: '19393572368547369350319949416899715727',
  mcid: null,
  partnerIds: {},
  region: 6,
  gdprApplies: false,
  consent: null,
  qualifications: [],
}
/** What somebody else stored meanwhile. */
const THEIRS: Visitor = { ...MIA, revision: 2, region: 9 }

let stored: Visitor

beforeEach(() => {
  stored = MIA
  vi.stubGlobal('fetch', async (_url: URL, init: { headers: object; body: string }) => {
    if (new Headers({ ...init.headers }).get('if-match') !== `"${stored.revision}"`) {
      const problem = { type: '/problems/revision-conflict', title: 'Changed', status: 412 }
      return Response.json({ ...problem, detail: 'Changed.', current: stored }, { status: 412 })
    }
    stored = { ...stored, ...JSON.parse(init.body), revision: stored.revision + 1 }
    return Response.json(stored)
  })
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  localStorage.clear()
  vi.unstubAllGlobals()
})

/** Opens the form of a visitor as it was read. */
function open(visitor: Visitor) {
  const onSaved = vi.fn<(saved: Visitor) => void>()
  const { result, unmount } = renderHook(
    () => useVisitorForm({ visitor, segmentIds: [], onSaved }),
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      ),
    },
  )
  return { form: () => result.current, onSaved, close: unmount }
}

/** Leaves a name that was typed and not saved, and opens the visitor that others changed meanwhile. */
function openAfterTheirChange() {
  const first = open(MIA)
  act(() => first.form().form.setValue('name', 'Mia Moser'))
  first.close()
  stored = THEIRS
  return open(THEIRS)
}

it('what was typed before a reload is not saved over somebody else’s change unasked', async () => {
  const { form, onSaved } = openAfterTheirChange()
  expect(form().isRestored).toBe(true)
  expect(form().form.getValues('name')).toBe('Mia Moser')
  await act(async () => form().submit())
  await waitFor(() => expect(form().conflict).toEqual(THEIRS))
  expect(stored).toEqual(THEIRS)

  await act(async () => form().resolve('mine'))
  await waitFor(() => expect(onSaved).toHaveBeenCalled())
  expect(stored).toMatchObject({ name: 'Mia Moser', region: 6, revision: 3 })
})

it('somebody else’s change can be taken, and is typed on from there', async () => {
  const { form, onSaved } = openAfterTheirChange()
  await act(async () => form().submit())
  await waitFor(() => expect(form().conflict).not.toBeNull())
  act(() => form().resolve('theirs'))
  expect(form()).toMatchObject({ conflict: null, isRestored: false })
  expect(form().form.getValues()).toMatchObject({ name: 'Mia', region: '9' })
  expect(localStorage).toHaveLength(0)
  act(() => form().form.setValue('name', 'Mia M.'))
  await act(async () => form().submit())
  await waitFor(() => expect(onSaved).toHaveBeenCalled())
  expect(stored).toMatchObject({ name: 'Mia M.', region: 9, revision: 3 })
})

it('the saved version can be used again, and saved over', async () => {
  const { form, onSaved } = openAfterTheirChange()
  act(() => form().discard())
  expect(form().form.getValues()).toMatchObject({ name: 'Mia', region: '9' })
  await act(async () => form().submit())
  await waitFor(() => expect(onSaved).toHaveBeenCalled())
  expect(stored).toMatchObject({ name: 'Mia', region: 9, revision: 3 })
})
