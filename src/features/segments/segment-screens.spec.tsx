// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { MergeRule } from '../../contract/audience-model.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { Mapping } from '../../contract/mapping.ts'
import type { SegmentDestination, SegmentDetail } from '../../contract/segment-detail.ts'
import type { SegmentWithUse } from '../../contract/segment.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { aMapping } from '../../domain/test-mapping.ts'
import {
  type Answers,
  answerWith,
  openAt,
  problem,
  route,
  type Sent,
  setUpScreens,
} from '../../testing/screens.tsx'
import SegmentList, { loader as listLoader } from './segment-list.tsx'
import SegmentView, { loader as viewLoader } from './segment-view.tsx'

setUpScreens()

const ROUTES = [
  route('/segments', SegmentList, listLoader),
  route('/segments/:segmentId', SegmentView, viewLoader),
]

const open = (address: string, answers: Answers) => openAt(address, ROUTES, answers)

function aSegment(given: Partial<SegmentWithUse> = {}): SegmentWithUse {
  return {
    id: 1021,
    name: 'Adventure travel',
    folder: ['Interest', 'Travel'],
    description: '',
    integrationCode: 'intr_adventure',
    peopleCount: 12_613,
    status: 'active',
    restrictedLabels: [],
    createdAt: '2026-11-01T10:00:00.000Z',
    updatedAt: '2026-11-01T10:00:00.000Z',
    destinations: 2,
    ...given,
  }
}

const LISTS: Answers = {
  'GET /api/account': {
    body: {
      empty: false,
      sampleData: true,
      usage: {
        destinations: { used: 2, max: 1000 },
        'url-destinations': { used: 2, max: 1000 },
        'cookie-destinations': { used: 0, max: 1000 },
        segments: { used: 1300, max: 20_000 },
      },
      trashed: 0,
    },
  },
  'GET /api/segment-folders': {
    body: {
      items: [
        { path: ['Interest'], count: 84 },
        { path: ['Interest', 'Travel'], count: 52 },
      ],
      total: 1300,
    },
  },
  'GET /api/data-sources': { body: { items: [] } },
}

/** A list of segments that holds these, and tells what it was asked. */
function segments(items: SegmentWithUse[], asked: string[] = []): Answers {
  return {
    ...LISTS,
    'GET /api/segments': ({ search }) => {
      // The numbers on the chips ask for one row.
      if (search.get('limit') === '1') return { body: { items: [], total: 7, nextCursor: null } }
      asked.push(search.toString())
      return { body: { items, total: items.length, nextCursor: null } }
    },
  }
}

describe('the list of segments', () => {
  it('leads from each segment to its page, and tells where it is mapped', async () => {
    open('/segments', segments([aSegment(), aSegment({ id: 5, name: 'Golf', destinations: 0 })]))
    const row = await screen.findByRole('row', { name: /Adventure travel/ })
    const link = within(row).getByRole('link', { name: 'Adventure travel' })
    expect(link.getAttribute('href')).toBe('/segments/1021')
    const use = within(row).getByRole('link', {
      name: '2 destinations: where Adventure travel is mapped',
    })
    expect(use.getAttribute('href')).toBe('/segments/1021')
    expect(within(screen.getByRole('row', { name: /Golf/ })).getByText('nowhere')).toBeTruthy()
  })

  it('asks for what the address says, and says how many each filter would show', async () => {
    const asked: string[] = []
    open('/segments?status=paused&peopleMin=1000&sort=people', segments([aSegment()], asked))
    const chip = await screen.findByRole('button', { name: 'Paused · 7' })
    expect(chip.getAttribute('aria-pressed')).toBe('true')
    expect(screen.getByRole('button', { name: 'Mapped nowhere · 7' })).toBeTruthy()
    expect(asked).toEqual([
      'sort=people&direction=asc&status=paused&peopleMin=1000&offset=0&limit=200',
    ])
  })

  it('is restricted to a folder of the tree, and to what is mapped nowhere', async () => {
    const { user, router } = open('/segments', segments([aSegment()]))
    await user.click(await screen.findByRole('treeitem', { name: /Interest/ }))
    await screen.findByRole('treeitem', { name: /Interest/, selected: true })
    await user.click(screen.getByRole('button', { name: /^Mapped nowhere/ }))
    await waitFor(() =>
      expect(router.state.location.search).toBe('?folder=%5B%22Interest%22%5D&mapped=no'),
    )
    await user.click(await screen.findByRole('button', { name: /^Mapped nowhere/, pressed: true }))
    await waitFor(() => expect(router.state.location.search).toBe('?folder=%5B%22Interest%22%5D'))
  })

  it('takes a number of people once the field is left, however it is written', async () => {
    const { user, router } = open('/segments', segments([aSegment()]))
    await user.click(await screen.findByRole('button', { name: 'More filters' }))
    const field = screen.getByRole('textbox', { name: 'People, at least' })
    await user.type(field, 'many')
    expect(screen.getByText('Enter a whole number, such as 1000.')).toBeTruthy()
    await user.clear(field)
    await user.type(field, '1 000{Enter}')
    expect(router.state.location.search).toBe('?peopleMin=1000')
    expect(screen.getByDisplayValue('1,000')).toBeTruthy()
    await user.type(screen.getByRole('textbox', { name: 'People, at most' }), '10{Enter}')
    expect(await screen.findByText('Less than the least: nothing can match.')).toBeTruthy()
  })

  it('lets a person clear the filters that nothing matches', async () => {
    const { user, router } = open('/segments?q=nothing&mapped=yes&sort=id', segments([]))
    const empty = (await screen.findByText('Nothing matches')).parentElement
    if (!empty) throw new Error('The empty state has no frame.')
    await user.click(within(empty).getByRole('button', { name: 'Clear filters' }))
    expect(router.state.location.search).toBe('?sort=id')
  })

  it('keeps the filters usable when the list could not be had, and tries again', async () => {
    const { user } = open('/segments', {
      ...LISTS,
      'GET /api/segments': problem('internal', 500),
    })
    const retry = await screen.findByRole('button', { name: 'Retry' })
    expect(screen.getByRole('searchbox', { name: 'Search segments' })).toBeTruthy()
    answerWith(segments([aSegment()]))
    await user.click(retry)
    expect(await screen.findByRole('row', { name: /Adventure travel/ })).toBeTruthy()
  })
})

const SOURCE = {
  id: 9101,
  name: 'Skyline intent data',
  kind: 'third-party' as const,
  controls: ['off-site-ads' as const],
  revision: 1,
}
const HOUSEHOLDS: MergeRule = { id: 5, name: 'Households', controls: ['pii'], dataSourceIds: [] }

function detailOf(segment: SegmentWithUse, given: Partial<SegmentDetail> = {}): SegmentDetail {
  return {
    segment,
    dataSource: SOURCE,
    traits: [
      { trait: { id: 70021, name: 'Compared flights', dataSourceId: 9101 }, dataSource: SOURCE },
    ],
    includedSegments: [{ id: 1089, name: 'Flyers' }],
    mergeRule: HOUSEHOLDS,
    ...given,
  }
}

function goesTo(destination: Partial<Destination>, mapping: Partial<Mapping> = {}) {
  return {
    destination: aDestination({ exportLabels: [], ...destination }),
    mapping: aMapping(1021, mapping),
  }
}

const PIXEL = goesTo({ id: 374 })
const LATER = goesTo({ id: 375, name: 'Fare alerts' }, { startDate: '2999-12-01', value: 'fares' })

function page(
  items: SegmentDestination[],
  segment = aSegment(),
  detail: Partial<SegmentDetail> = {},
): Answers {
  return {
    'GET /api/segments/1021': { body: detailOf(segment, detail) },
    'GET /api/segments/1021/destinations': { body: { items } },
    'GET /api/segments/1021/restrictions': {
      body: {
        segmentId: 1021,
        name: segment.name,
        paths: segment.restrictedLabels.map((label) => ({
          label,
          steps: [
            { kind: 'segment', id: 1021, name: segment.name },
            { kind: 'trait', id: 70021, name: 'Compared flights' },
            { kind: 'data-source', id: 9101, name: 'Skyline intent data' },
          ],
        })),
      },
    },
  }
}

const change = (number: number, name: string) => ({
  number,
  name,
  at: '2026-11-23T10:00:00.000Z',
  segments: 1,
  undoes: null,
})

describe('the page of a segment', () => {
  it('shows what it is made of, with ways to it', async () => {
    open('/segments/1021', page([]))
    expect(await screen.findByRole('heading', { level: 1, name: 'Adventure travel' })).toBeTruthy()
    expect(screen.getByText('Interest › Travel · Segment 1021')).toBeTruthy()
    expect(screen.getByText('12,613')).toBeTruthy()
    expect(screen.getByText('intr_adventure')).toBeTruthy()
    const href = (name: string) =>
      screen.getAllByRole('link', { name }).map((link) => link.getAttribute('href'))
    expect(href('Flyers')).toEqual(['/segments/1089'])
    expect(href('Households')).toEqual(['/data-sources?view=merge-rules&q=Households'])
    expect(href('Skyline intent data')).toEqual(['/data-sources/9101', '/data-sources/9101'])
    expect(screen.getByRole('rowheader', { name: 'Compared flights' })).toBeTruthy()
  })

  it('tells in a sentence what keeps it from where, and leads to all of it', async () => {
    open('/segments/1021', page([], aSegment({ restrictedLabels: ['off-site-ads'] })))
    expect(
      await screen.findByText(
        /whose data source ‘Skyline intent data’ cannot be used for off-site/,
      ),
    ).toBeTruthy()
    const link = screen.getByRole('link', { name: /^Every way to a control/ })
    expect(link.getAttribute('href')).toBe('/segments/1021/restrictions')
  })

  it('tells of each destination whether it is sent there, as what, and when', async () => {
    const blocked = goesTo({ id: 377, name: 'Ads', exportLabels: ['pii'] })
    const paused = goesTo({ id: 376, name: 'Maps', status: 'paused' })
    open(
      '/segments/1021',
      page([PIXEL, LATER, paused, blocked], aSegment({ restrictedLabels: ['pii'] })),
    )
    const row = (name: RegExp) => screen.findByRole('row', { name })
    expect(within(await row(/Ticket/)).getByText('Sent')).toBeTruthy()
    expect(within(await row(/Ticket/)).getByText('v1021')).toBeTruthy()
    expect(within(await row(/Ticket/)).getByText('1 Nov 2026')).toBeTruthy()
    expect(within(await row(/Fare/)).getByText('Not started yet')).toBeTruthy()
    expect(within(await row(/Maps/)).getByText('Destination is paused')).toBeTruthy()
    expect(within(await row(/Ads/)).getByText('Blocked by export controls')).toBeTruthy()
  })

  it('says where it goes only once that could be read', async () => {
    const { user } = open('/segments/1021', {
      ...page([PIXEL]),
      'GET /api/segments/1021/destinations': problem('internal', 500),
    })
    const retry = await screen.findByRole('button', { name: 'Retry' })
    expect(screen.queryByText('It goes nowhere yet')).toBeNull()
    answerWith(page([]))
    await user.click(retry)
    expect(await screen.findByText('It goes nowhere yet')).toBeTruthy()
  })

  it('is removed from a destination, and comes back by Undo', async () => {
    const sent: Sent[] = []
    const { user } = open('/segments/1021', {
      ...page([PIXEL, LATER]),
      'POST /api/destinations/374/mappings/bulk-delete': (request) => {
        sent.push(request)
        answerWith(page([LATER]))
        return {
          body: { segmentIds: [1021], conflicts: [], change: change(4, 'unmap Adventure travel') },
        }
      },
      'POST /api/destinations/374/mapping-changes/4/undo': () => {
        answerWith(page([PIXEL, LATER]))
        return {
          status: 201,
          body: { change: change(5, 'unmap Adventure travel'), conflicts: [] },
        }
      },
    })
    await user.click(
      await screen.findByRole('button', { name: 'Remove from Ticket retargeting pixel' }),
    )
    await screen.findByText('Ticket retargeting pixel is not sent Adventure travel any more.')
    expect(sent.map(({ body }) => body)).toEqual([{ select: { segmentIds: [1021] } }])
    await waitFor(() => expect(screen.queryByRole('row', { name: /Ticket/ })).toBeNull())
    // The button is gone with its row.
    expect(document.activeElement).toBe(
      screen.getByRole('heading', { name: /^Destinations it goes to/ }),
    )
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('Undone: unmap Adventure travel.')).toBeTruthy()
    expect(await screen.findByRole('row', { name: /Ticket/ })).toBeTruthy()
  })

  it('stays where a destination would lack something without it', async () => {
    const { user } = open('/segments/1021', {
      ...page([PIXEL]),
      'POST /api/destinations/374/mappings/bulk-delete': problem('not-ready', 409, {
        missing: [
          { step: 'segment-mappings', field: null, code: 'x', message: 'Map at least one segment' },
        ],
      }),
    })
    await user.click(await screen.findByRole('button', { name: /^Remove from/ }))
    await screen.findByText('Adventure travel could not be removed from Ticket retargeting pixel.')
    expect(screen.getByRole('row', { name: /Ticket/ })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Retry' })).toBeTruthy()
  })
})

describe('pausing a segment', () => {
  it('says first which destinations stop receiving it', async () => {
    const { user } = open('/segments/1021', {
      ...page([PIXEL, LATER, goesTo({ id: 9, name: 'A draft', status: 'draft' })]),
      'PUT /api/segments/1021/status': ({ body }) => {
        expect(body).toEqual({ status: 'paused' })
        const paused = aSegment({ status: 'paused' })
        answerWith(page([PIXEL, LATER], paused))
        return { body: paused }
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Pause' }))
    const dialog = await screen.findByRole('alertdialog', {
      name: 'Stop sending it to 2 destinations?',
    })
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Ticket retargeting pixel (374)', 'Fare alerts (375), from 1 Dec 2999 on'])
    await user.click(within(dialog).getByRole('button', { name: 'Pause the segment' }))
    expect(
      await screen.findByText('Paused Adventure travel. 2 destinations are not sent it any more.'),
    ).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Resume' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy()
  })

  it('changes nothing when the person thinks better of it', async () => {
    const { user } = open('/segments/1021', page([PIXEL]))
    await user.click(await screen.findByRole('button', { name: 'Pause' }))
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(screen.getByRole('button', { name: 'Pause' })).toBeTruthy()
  })

  it('needs no question where nobody receives it, and can be undone', async () => {
    const sent: unknown[] = []
    const { user } = open('/segments/1021', {
      ...page([]),
      'PUT /api/segments/1021/status': ({ body }) => {
        sent.push(body)
        return { body: aSegment() }
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Pause' }))
    await screen.findByText('Paused Adventure travel. No active destination was sent it.')
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await screen.findByText('Resumed Adventure travel.')
    expect(sent).toEqual([{ status: 'paused' }, { status: 'active' }])
  })

  it('stays undone, and says so in the question, when the server refuses', async () => {
    const { user } = open('/segments/1021', {
      ...page([PIXEL]),
      'PUT /api/segments/1021/status': problem('unavailable', 503),
    })
    await user.click(await screen.findByRole('button', { name: 'Pause' }))
    await user.click(await screen.findByRole('button', { name: 'Pause the segment' }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(/^Not paused\. The service is not available right now/)
  })

  it('is taken back by resuming, which tells who is sent it again', async () => {
    const { user } = open('/segments/1021', {
      ...page([PIXEL], aSegment({ status: 'paused' })),
      'PUT /api/segments/1021/status': () => {
        answerWith(page([PIXEL]))
        return { body: aSegment() }
      },
    })
    expect(await screen.findByText('Segment is paused')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Resume' }))
    await screen.findByText('Resumed Adventure travel. 1 destination is sent it again.')
    expect(screen.getByText('Sent')).toBeTruthy()
  })
})

describe('adding a segment to a destination', () => {
  /** The dialog and its fields are loaded when they are needed first. */
  const LOADING = { timeout: 10_000 }
  const FREE = aDestination({ id: 400, name: 'Native ads', exportLabels: [] })
  const ADS = aDestination({ id: 401, name: 'Off-site ads', exportLabels: ['off-site-ads'] })

  function withDestinations(answers: Answers): Answers {
    const items = [FREE, ADS, PIXEL.destination]
    return {
      ...answers,
      'GET /api/destinations': {
        body: {
          items,
          total: items.length,
          nextCursor: null,
          counts: {
            all: 3,
            byCategory: { 'adobe-experience-cloud': 0, 'integrated-platforms': 0, custom: 3 },
            attention: 0,
          },
        },
      },
    }
  }

  async function choose(given: ReturnType<typeof open>, name: string): Promise<HTMLElement> {
    await given.user.click(await screen.findByRole('button', { name: 'Add to destination…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add to a destination' }, LOADING)
    const field = await within(dialog).findByRole('combobox', { name: 'Destination' }, LOADING)
    await given.user.type(field, name)
    await given.user.click(await screen.findByRole('option', { name: new RegExp(name) }))
    return dialog
  }

  it('asks for the value that nothing gives, and maps it', async () => {
    const sent: unknown[] = []
    const opened = open(
      '/segments/1021',
      withDestinations({
        ...page([PIXEL]),
        'POST /api/destinations/400/mappings/bulk-create': ({ body }) => {
          sent.push(body)
          answerWith(page([PIXEL, { destination: FREE, mapping: aMapping(1021) }]))
          return {
            status: 201,
            body: {
              created: 1,
              alreadyMapped: 0,
              blocked: 0,
              segmentIds: [1021],
              change: change(1, 'map Adventure travel'),
            },
          }
        },
      }),
    )
    const dialog = await choose(opened, 'Native')
    const { user } = opened
    await user.click(within(dialog).getByRole('button', { name: 'Add' }))
    expect(within(dialog).getByText('Enter the value.')).toBeTruthy()
    await user.type(within(dialog).getByRole('textbox', { name: 'Value' }), 'adventure')
    await user.click(within(dialog).getByRole('button', { name: 'Add' }))
    expect(await screen.findByText(/^Mapped Adventure travel to Native ads, from/)).toBeTruthy()
    expect(sent).toMatchObject([
      { rows: [{ segmentId: 1021, value: 'adventure', valueOrigin: 'manual', endDate: null }] },
    ])
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(screen.getByRole('row', { name: /Native ads/ })).toBeTruthy())
  })

  it('says why export controls keep it from one', async () => {
    const segment = aSegment({ restrictedLabels: ['off-site-ads'] })
    const opened = open('/segments/1021', withDestinations(page([PIXEL], segment)))
    const dialog = await choose(opened, 'Off-site')
    expect(within(dialog).getByText(/^Export controls keep the segment from/)).toBeTruthy()
    const link = within(dialog).getByRole('link', { name: 'See why' })
    expect(link.getAttribute('href')).toBe('/segments/1021/restrictions?destination=401')
    expect(within(dialog).queryByRole('textbox', { name: 'Value' })).toBeNull()
  })

  it('offers no destination that has it already', async () => {
    const opened = open('/segments/1021', withDestinations(page([PIXEL])))
    await opened.user.click(await screen.findByRole('button', { name: 'Add to destination…' }))
    const field = await screen.findByRole('combobox', { name: 'Destination' }, LOADING)
    await opened.user.type(field, 'Ticket')
    expect(await screen.findByText(/^No destination has this name/)).toBeTruthy()
  })
})
