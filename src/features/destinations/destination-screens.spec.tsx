// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Account } from '../../contract/account.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import {
  type Answers,
  answerWith,
  openAt,
  problem,
  route,
  setUpScreens,
} from '../../testing/screens.tsx'
import DestinationCreate from './destination-create.tsx'
import DestinationHistory, { loader as historyLoader } from './destination-history.tsx'
import DestinationList, { loader as listLoader } from './destination-list.tsx'
import DestinationView, { loader as viewLoader } from './destination-view.tsx'
import { aDestination } from '../../domain/test-destination.ts'

setUpScreens()

const ACCOUNT: Account = {
  empty: false,
  sampleData: false,
  usage: {
    destinations: { used: 36, max: 1000 },
    'url-destinations': { used: 20, max: 1000 },
    'cookie-destinations': { used: 16, max: 1000 },
    segments: { used: 1300, max: 20_000 },
  },
  trashed: 0,
}

function listOf(items: Destination[]) {
  return {
    items,
    total: items.length,
    nextCursor: null,
    counts: {
      all: items.length,
      byCategory: { 'adobe-experience-cloud': 0, 'integrated-platforms': 0, custom: items.length },
      attention: 3,
    },
  }
}

const ROUTES = [
  route('/destinations', DestinationList, listLoader),
  route('/destinations/new', DestinationCreate),
  route('/destinations/:destinationId', DestinationView, viewLoader),
  route('/destinations/:destinationId/history', DestinationHistory, historyLoader),
]

const open = (address: string, answers: Answers) => openAt(address, ROUTES, answers)

describe('the list of destinations', () => {
  it('invites a person with an empty account to three ways to begin', async () => {
    open('/destinations', {
      'GET /api/account': { body: { ...ACCOUNT, empty: true } },
      'GET /api/destinations': { body: listOf([]) },
    })
    expect(await screen.findByRole('button', { name: 'Load sample data' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Import segments' })).toBeTruthy()
  })

  it('asks the server for what the address says, and tells how many need attention', async () => {
    const asked: string[] = []
    open('/destinations?status=active&q=pixel&sort=name', {
      'GET /api/account': { body: ACCOUNT },
      'GET /api/destinations': ({ search }) => {
        asked.push(search.toString())
        return { body: listOf([aDestination()]) }
      },
    })
    expect(await screen.findByRole('button', { name: 'Needs attention · 3' })).toBeTruthy()
    expect(screen.getByText('36 of 1,000 used')).toBeTruthy()
    expect(asked).toEqual(['q=pixel&status=active&sort=name&direction=asc'])
  })

  it('lets a person clear the filters that nothing matches', async () => {
    const { user, router } = open('/destinations?q=nothing&attention=true', {
      'GET /api/account': { body: ACCOUNT },
      'GET /api/destinations': { body: listOf([]) },
    })
    const empty = (await screen.findByText('Nothing matches “nothing”')).parentElement
    if (!empty) throw new Error('The empty state has no frame.')
    await user.click(within(empty).getByRole('button', { name: 'Clear filters' }))
    expect(router.state.location.search).toBe('')
  })

  it('keeps the filters usable when the list could not be had, and tries again', async () => {
    const { user } = open('/destinations', {
      'GET /api/account': { body: ACCOUNT },
      'GET /api/destinations': problem('internal', 500),
    })
    const retry = await screen.findByRole('button', { name: 'Retry' })
    expect(screen.getByRole('button', { name: 'Type' })).toBeTruthy()
    answerWith({ 'GET /api/destinations': { body: listOf([]) } })
    await user.click(retry)
    expect(await screen.findByText('No destinations yet')).toBeTruthy()
  })
})

describe('the picker', () => {
  it('makes a draft of the chosen type and leads into the builder', async () => {
    const { user, router } = open('/destinations/new', {
      'POST /api/destinations': { status: 201, body: aDestination({ id: 9, status: 'draft' }) },
    })
    await user.click(await screen.findByRole('button', { name: 'Create Cookie destination' }))
    await screen.findByText('Elsewhere')
    expect(router.state.location.pathname).toBe('/destinations/9/edit/basic-information')
  })

  it('names the limit that is reached beside the type', async () => {
    const { user } = open('/destinations/new', {
      'POST /api/destinations': problem('limit-reached', 409, {
        detail: 'An account has at most 1,000 URL destinations.',
      }),
    })
    await user.click(await screen.findByRole('button', { name: 'Create URL destination' }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('An account has at most 1,000 URL destinations.')
  })
})

function view(destination: Destination): Answers {
  return { 'GET /api/destinations/374': { body: destination } }
}

describe('the page of a destination', () => {
  it('leads from each thing that a draft lacks to its field', async () => {
    open('/destinations/374', view(aDestination({ status: 'draft', name: null })))
    const link = await screen.findByRole('link', { name: 'Give it a name' })
    expect(link.getAttribute('href')).toBe('/destinations/374/edit/basic-information?focus=name')
  })

  it('pauses, and says so', async () => {
    const { user } = open('/destinations/374', {
      ...view(aDestination()),
      'POST /api/destinations/374/pause': { body: aDestination({ status: 'paused', revision: 4 }) },
    })
    await user.click(await screen.findByRole('button', { name: 'Pause' }))
    expect(await screen.findByText(/^Paused Ticket retargeting pixel/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Resume' })).toBeTruthy()
  })

  it('tells what somebody else changed, and goes on only when asked to', async () => {
    const current = aDestination({ revision: 5, name: 'Renamed pixel' })
    const { user } = open('/destinations/374', {
      ...view(aDestination()),
      'POST /api/destinations/374/pause': problem('revision-conflict', 412, { current }),
    })
    await user.click(await screen.findByRole('button', { name: 'Pause' }))
    expect(await screen.findByText('It has another Name.')).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Renamed pixel')
    answerWith({
      'POST /api/destinations/374/pause': {
        body: aDestination({ ...current, revision: 6, status: 'paused' }),
      },
    })
    await user.click(screen.getByRole('button', { name: 'Do it anyway' }))
    expect(await screen.findByRole('button', { name: 'Resume' })).toBeTruthy()
  })

  it('goes to the trash after a question, and comes back by Undo', async () => {
    const deleted = aDestination({
      revision: 4,
      status: 'deleted',
      statusBeforeDelete: 'active',
      deletedAt: '2026-11-23T10:00:00.000Z',
    })
    const { user } = open('/destinations/374', {
      ...view(aDestination()),
      'DELETE /api/destinations/374': { body: deleted },
      'POST /api/destinations/374/restore': { body: aDestination({ revision: 5 }) },
    })
    await user.click(await screen.findByRole('button', { name: 'Delete…' }))
    const question = await screen.findByRole('alertdialog')
    expect(question.textContent).toContain('It is active: delivery stops at once.')

    await user.click(within(question).getByRole('button', { name: 'Move to trash' }))
    const undo = await screen.findByRole('button', { name: 'Undo' })
    expect(screen.getByRole('button', { name: 'Restore' })).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))

    await user.click(undo)
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeTruthy()
  })

  it('comes back paused, and says why, when export controls block more of it now', async () => {
    const trashed = aDestination({
      status: 'deleted',
      statusBeforeDelete: 'active',
      deletedAt: '2026-11-23T10:00:00.000Z',
    })
    const { user } = open('/destinations/374', {
      ...view(trashed),
      'POST /api/destinations/374/restore': {
        body: aDestination({ revision: 4, status: 'paused' }),
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Restore' }))
    expect(
      await screen.findByText('Restored Ticket retargeting pixel, but it is paused.'),
    ).toBeTruthy()
    expect(screen.getByText(/block mappings that it sent before/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Resume' })).toBeTruthy()
  })

  it('can be tried again when it failed', async () => {
    const { user } = open('/destinations/374', {
      ...view(
        aDestination({
          status: 'deleted',
          statusBeforeDelete: 'active',
          deletedAt: '2026-11-23T10:00:00.000Z',
        }),
      ),
      'POST /api/destinations/374/restore': problem('unavailable', 503),
    })
    await user.click(await screen.findByRole('button', { name: 'Restore' }))
    expect(await screen.findByText('Ticket retargeting pixel could not be restored.')).toBeTruthy()
    answerWith({ 'POST /api/destinations/374/restore': { body: aDestination({ revision: 4 }) } })
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeTruthy()
  })
})

function versionOf(heading: HTMLElement): HTMLElement {
  const version = heading.closest('li')
  if (!version) throw new Error('A version is an entry of the list.')
  return version
}

describe('the versions of a destination', () => {
  it('say what each one changed, and can be restored', async () => {
    const { id: _, ...settings } = aDestination()
    const { user } = open('/destinations/374/history', {
      'GET /api/destinations/374': { body: aDestination() },
      'GET /api/destinations/374/versions': {
        body: {
          items: [
            { revision: 3, at: '2026-11-23T10:00:00.000Z', action: 'edited', snapshot: settings },
            {
              revision: 1,
              at: '2026-11-22T10:00:00.000Z',
              action: 'created',
              snapshot: { ...settings, name: 'Old name' },
            },
          ],
        },
      },
      'POST /api/destinations/374/versions/1/restore': {
        body: aDestination({ revision: 4, name: 'Old name' }),
      },
    })
    const newest = versionOf(await screen.findByRole('heading', { name: /^Version 3/ }))
    const oldest = versionOf(screen.getByRole('heading', { name: /^Version 1/ }))
    expect(newest.textContent).toContain('from Old name → to Ticket retargeting pixel')
    expect(within(newest).queryByRole('button')).toBeNull()
    await user.click(within(oldest).getByRole('button', { name: 'Restore this version' }))
    expect(await screen.findByText('Version 1 of Old name is the current one again.')).toBeTruthy()
  })
})
