// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { DataSourceWithUse, ExportEffects } from '../../contract/audience-model.ts'
import { aDestination } from '../../domain/test-destination.ts'
import {
  type Answers,
  answerWith,
  openAt,
  problem,
  route,
  type Sent,
  setUpScreens,
} from '../../testing/screens.tsx'
import AudienceImport from './audience-import.tsx'
import DataSourceList, { loader as listLoader } from './data-source-list.tsx'
import DataSourceView, { loader as viewLoader } from './data-source-view.tsx'
import SegmentRestrictions, { loader as restrictionsLoader } from './segment-restrictions.tsx'

setUpScreens()

const SKYLINE: DataSourceWithUse = {
  id: 9101,
  name: 'Skyline intent data',
  kind: 'third-party',
  controls: ['pii'],
  revision: 4,
  traits: 1,
  segments: 3,
}
const CRM: DataSourceWithUse = {
  ...SKYLINE,
  id: 9102,
  name: 'CRM, loyalty',
  kind: 'first-party',
  controls: [],
}
const SICILY = { id: 70021, name: 'Viewed Sicily', dataSourceId: 9101 }
const STOPS: ExportEffects = {
  blocks: [
    {
      destinationId: 374,
      name: 'Ticket retargeting pixel',
      status: 'active',
      count: 3,
      segments: [
        { id: 1, name: 'Sicily' },
        { id: 2, name: 'Rome' },
        { id: 3, name: 'Milan' },
      ],
    },
  ],
  lifts: [],
}

const LISTS: Answers = {
  'GET /api/data-sources': { body: { items: [SKYLINE, CRM] } },
  'GET /api/merge-rules': {
    body: {
      items: [
        { id: 31, name: 'Signed-in people', controls: ['off-site-ads'], dataSourceIds: [9102] },
      ],
    },
  },
  'GET /api/traits': { body: { items: [SICILY], total: 1, nextCursor: null } },
}

const ROUTES = [
  route('/data-sources', DataSourceList, listLoader),
  route('/data-sources/import', AudienceImport),
  route('/data-sources/:dataSourceId', DataSourceView, viewLoader),
  route('/segments/:segmentId/restrictions', SegmentRestrictions, restrictionsLoader),
]

const open = (address: string, answers: Answers) => openAt(address, ROUTES, answers)

describe('the list of data sources', () => {
  it('tells the kind and the controls of each, and finds one by its name', async () => {
    const { user, router } = open('/data-sources', LISTS)
    const row = await screen.findByRole('row', { name: /Skyline intent data/ })
    expect(within(row).getByText('Third-party')).toBeTruthy()
    expect(within(row).getByText('No PII')).toBeTruthy()
    expect(screen.getByRole('link', { name: /^Merge rules ?1$/ })).toBeTruthy()
    await user.type(screen.getByRole('searchbox', { name: 'Search data sources' }), 'crm{Enter}')
    await waitFor(() => expect(screen.queryByRole('row', { name: /Skyline/ })).toBeNull())
    expect(router.state.location.search).toBe('?q=crm')
  })

  it('shows traits with the source they belong to, and merge rules with what they carry', async () => {
    const { user } = open('/data-sources?view=traits', LISTS)
    const trait = await screen.findByRole('row', { name: /Viewed Sicily/ })
    expect(within(trait).getByRole('link', { name: 'Skyline intent data' })).toBeTruthy()
    await user.click(screen.getByRole('link', { name: /^Merge rules/ }))
    const rule = await screen.findByRole('row', { name: /Signed-in people/ })
    expect(within(rule).getByText('No off-site ads')).toBeTruthy()
    expect(within(rule).getByRole('link', { name: 'CRM, loyalty' })).toBeTruthy()
  })

  it('names why the list could not be had, and reads it again', async () => {
    const { user } = open('/data-sources', {
      ...LISTS,
      'GET /api/data-sources': problem('unavailable', 503),
    })
    await screen.findByText('The service is not available right now')
    answerWith(LISTS)
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('row', { name: /Skyline intent data/ })).toBeTruthy()
  })
})

describe('the controls of a data source', () => {
  const box = () =>
    screen.findByRole('checkbox', { name: 'Data cannot be used for off-site ad targeting' })

  it('tell what they would stop, ask before they do, and can be set back', async () => {
    const sent: Sent[] = []
    const { user } = open('/data-sources/9101', {
      ...LISTS,
      'GET /api/data-sources/9101/effects': { body: STOPS },
      'PUT /api/data-sources/9101/controls': (request) => {
        sent.push(request)
        return { body: { ...SKYLINE, controls: ['pii', 'off-site-ads'], revision: 5 } }
      },
    })
    await user.click(await box())
    expect(await screen.findByText('This would stop 3 mappings in 1 destination')).toBeTruthy()
    const pixel = screen.getByRole('link', { name: 'Ticket retargeting pixel' })
    expect(pixel.getAttribute('href')).toBe('/destinations/374')

    await user.click(screen.getByRole('button', { name: 'Save controls' }))
    const dialog = await screen.findByRole('alertdialog')
    expect(within(dialog).getByRole('listitem').textContent).toContain('Sicily · Rome · Milan')
    expect(sent).toHaveLength(0)
    await user.click(within(dialog).getByRole('button', { name: 'Save and stop them' }))
    await screen.findByText('Saved the controls of Skyline intent data')
    expect(sent[0]).toMatchObject({
      body: { controls: ['pii', 'off-site-ads'], confirmed: true },
      ifMatch: '"4"',
    })

    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await screen.findByText('Skyline intent data has its earlier controls again')
    expect(sent[1]).toMatchObject({
      body: { controls: ['pii'], confirmed: false },
      ifMatch: '"5"',
    })
  })

  it('are set back only when the mappings that this stops were told', async () => {
    const sent: unknown[] = []
    const { user } = open('/data-sources/9101', {
      ...LISTS,
      'GET /api/data-sources/9101/effects': { body: { blocks: [], lifts: [] } },
      'PUT /api/data-sources/9101/controls': ({ body }) => {
        sent.push(body)
        return sent.length === 2
          ? problem('confirmation-required', 409, { effects: STOPS })
          : { body: { ...SKYLINE, controls: [], revision: 4 + sent.length } }
      },
    })
    await user.click(
      await screen.findByRole('checkbox', {
        name: 'Data cannot be tied to personally identifiable information (PII)',
      }),
    )
    await user.click(screen.getByRole('button', { name: 'Save controls' }))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByText(/would stop 3 mappings in 1 destination$/)).toBeTruthy()
    expect(screen.getByText(/Ticket retargeting pixel.*Sicily/)).toBeTruthy()

    await user.click(screen.getByRole('button', { name: 'Stop them' }))
    await screen.findByText('Skyline intent data has its earlier controls again')
    expect(sent).toEqual([
      { controls: [], confirmed: false },
      { controls: ['pii'], confirmed: false },
      { controls: ['pii'], confirmed: true },
    ])
  })

  it('are confirmed also when only the server knows what they stop', async () => {
    const { user } = open('/data-sources/9101', {
      ...LISTS,
      'GET /api/data-sources/9101/effects': problem('unavailable', 503),
      'PUT /api/data-sources/9101/controls': problem('confirmation-required', 409, {
        effects: STOPS,
      }),
    })
    await user.click(await box())
    await user.click(screen.getByRole('button', { name: 'Save controls' }))
    expect(
      await screen.findByRole('alertdialog', { name: 'Stop 3 mappings in 1 destination?' }),
    ).toBeTruthy()
  })

  it('are never saved over somebody else’s unseen', async () => {
    const theirs = { ...SKYLINE, controls: ['on-site-ads'], revision: 5 }
    const matched: (string | null)[] = []
    const { user } = open('/data-sources/9101', {
      ...LISTS,
      'GET /api/data-sources/9101/effects': { body: { blocks: [], lifts: [] } },
      'PUT /api/data-sources/9101/controls': ({ ifMatch }) => {
        matched.push(ifMatch)
        return problem('revision-conflict', 412, { current: theirs })
      },
    })
    await user.click(await box())
    await user.click(screen.getByRole('button', { name: 'Save controls' }))
    const both = await screen.findByText(/somebody else changed the controls/)
    expect(both.parentElement?.textContent).toContain('Theirs, saved: on-site ad targeting.')
    expect(both.parentElement?.textContent).toContain(
      'Yours: personally identifiable information, off-site ad targeting.',
    )
    await user.click(screen.getByRole('button', { name: 'Save controls' }))
    expect(matched).toEqual(['"4"', '"5"'])
  })
})

describe('the explanation of a blocked segment', () => {
  const restrictions = {
    segmentId: 2,
    name: 'Sicily, within 30 days',
    paths: [
      {
        label: 'off-site-ads',
        steps: [
          { kind: 'segment', id: 2, name: 'Sicily, within 30 days' },
          { kind: 'segment', id: 1, name: 'Sicily' },
          { kind: 'trait', id: 70021, name: 'Viewed Sicily' },
          { kind: 'data-source', id: 9101, name: 'Skyline intent data' },
        ],
      },
      { label: 'pii', steps: [{ kind: 'segment', id: 2, name: 'Sicily, within 30 days' }] },
    ],
  }

  it('is the whole way to the label as a list, and what would lift it', async () => {
    open('/segments/2/restrictions?destination=374', {
      'GET /api/segments/2/restrictions': { body: restrictions },
      'GET /api/destinations/374': { body: aDestination() },
    })
    expect(
      await screen.findByRole('heading', { name: 'Why Sicily, within 30 days is blocked' }),
    ).toBeTruthy()
    const [way] = screen.getAllByRole('list').filter((list) => list.closest('main ol'))
    expect(
      within(way ?? document.body)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      'SegmentSicily, within 30 days',
      'includesSegmentSicily',
      'is built fromTraitViewed Sicily',
      'belongs toData sourceSkyline intent dataCarries: cannot be used for off-site ad targeting',
      'meets the labelLabel of the destinationTicket retargeting pixelMay be used for off-site ad targeting',
    ])
    expect(screen.getByRole('link', { name: 'Change the destination’s labels' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Controls of Skyline intent data' })).toBeTruthy()
  })

  it('leads to the import for the controls of a merge rule', async () => {
    const segment = { kind: 'segment', id: 2, name: 'Sicily' }
    const source = { kind: 'data-source', id: 31, name: 'Skyline' }
    const mergeRule = { kind: 'merge-rule', id: 31, name: 'Signed-in people' }
    open('/segments/2/restrictions', {
      'GET /api/segments/2/restrictions': {
        body: {
          segmentId: 2,
          name: 'Sicily',
          paths: [source, mergeRule].map((carrier) => ({
            label: 'pii',
            steps: [segment, carrier],
          })),
        },
      },
    })
    const again = await screen.findByRole('link', {
      name: 'Import the merge rule Signed-in people again',
    })
    expect(again.getAttribute('href')).toBe('/data-sources/import')
    const controls = screen.getByRole('link', { name: 'Controls of Skyline' })
    expect(controls.getAttribute('href')).toBe('/data-sources/31')
    expect(screen.getByText(/come with its import: import it again, without them/)).toBeTruthy()
  })

  it('says so when nothing blocks it', async () => {
    open('/segments/2/restrictions?destination=374&labels=on-site-ads', {
      'GET /api/segments/2/restrictions': { body: restrictions },
      'GET /api/destinations/374': { body: aDestination() },
    })
    expect(await screen.findByText('Nothing blocks this segment')).toBeTruthy()
  })
})

describe('an import', () => {
  const counts = { created: 0, changed: 0, unchanged: 0 }
  const RESULT = {
    dataSources: counts,
    traits: { ...counts, created: 1 },
    mergeRules: counts,
    segmentRules: counts,
    rejected: [
      { kind: 'traits', line: 3, label: 'Viewed Rome', reason: 'There is no data source 77.' },
    ],
  }

  it('rejects traits of unknown sources, and asks before live mappings are stopped', async () => {
    const sent: unknown[] = []
    const { user } = open('/data-sources/import?kind=traits', {
      ...LISTS,
      'POST /api/audience-model-imports/preview': { body: RESULT },
      'POST /api/audience-model-imports': ({ body }) => {
        sent.push(body)
        return sent.length === 1
          ? problem('confirmation-required', 409, { effects: STOPS })
          : { status: 201, body: RESULT }
      },
    })
    await user.click(await screen.findByRole('textbox', { name: /paste rows/ }))
    await user.paste(
      'id\tname\tdata source id\n70021\tViewed Sicily\t9101\n70022\tViewed Rome\t77\n?\tViewed Milan\t9101',
    )
    await user.click(screen.getByRole('button', { name: 'Read the rows' }))
    expect(await screen.findByText('There is no data source 77.')).toBeTruthy()
    expect(screen.getByText('The column ‘id’ holds ‘?’, which is no id.')).toBeTruthy()

    await user.click(screen.getByRole('button', { name: 'Import 1 trait' }))
    const dialog = await screen.findByRole('alertdialog')
    await user.click(within(dialog).getByRole('button', { name: 'Import and stop them' }))
    expect((await screen.findByText(/1 created/)).textContent).toBe(
      '1 created, 0 changed, 0 unchanged.',
    )
    expect(sent).toMatchObject([{ confirmed: false }, { confirmed: true }])
  })

  it('tells which columns are missing', async () => {
    const { user } = open('/data-sources/import', LISTS)
    await user.click(await screen.findByRole('textbox', { name: /paste rows/ }))
    await user.paste('id\tname\n1\tCRM')
    await user.click(screen.getByRole('button', { name: 'Read the rows' }))
    expect((await screen.findByRole('alert')).textContent).toContain(
      '‘kind’, ‘controls’ are not among them',
    )
  })
})
