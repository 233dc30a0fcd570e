// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { queryClient } from '../../api/query.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { useVisitorForm } from './use-visitor-form.ts'
import { VisitorFields } from './visitor-fields.tsx'

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

function Page() {
  const visitorForm = useVisitorForm({ visitor: MIA, segmentIds: [], onSaved: () => undefined })
  return (
    <>
      <VisitorFields visitorForm={visitorForm} />
      <button type="button" onClick={() => void visitorForm.submit()}>
        Save
      </button>
    </>
  )
}

afterEach(() => {
  cleanup()
  queryClient.clear()
  localStorage.clear()
  vi.unstubAllGlobals()
})

it('both versions are shown when somebody else changed the visitor, also while typing goes on', async () => {
  vi.stubGlobal('fetch', async () =>
    Response.json(
      {
        type: '/problems/revision-conflict',
        title: 'Changed',
        status: 412,
        detail: 'Changed.',
        current: { ...MIA, revision: 2, region: 9 },
      },
      { status: 412 },
    ),
  )
  const user = userEvent.setup()
  render(
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>,
  )
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' M')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Region: theirs, saved: Oregon. Yours: Dublin.')).toBeTruthy()
  expect(screen.getByText('Name: theirs, saved: Mia. Yours: Mia M.')).toBeTruthy()
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'oser')
  expect(screen.getByText('Name: theirs, saved: Mia. Yours: Mia Moser.')).toBeTruthy()
})
