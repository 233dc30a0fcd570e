import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { button, field, link, pressUntil, reach } from './journey.ts'

/** Steps in the mapping grid; the same over the mock and over a real server. */

type Sent = { method?: string; body?: unknown; revision?: number }

/** Asks the API from within the page: in the demo, only there is a backend. */
export async function api<T>(page: Page, path: string, sent: Sent = {}): Promise<T> {
  const answer = await page.evaluate(
    async ({ address, method, body, revision }) => {
      const root = location.pathname.startsWith('/demo/') ? '/demo/' : '/'
      const response = await fetch(`${root}${address}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      })
      return { ok: response.ok, text: await response.text() }
    },
    { address: `api/${path}`, method: sent.method ?? 'GET', ...sent },
  )
  if (!answer.ok) throw new Error(`${path}: ${answer.text}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller says what the endpoint answers
  return JSON.parse(answer.text) as T
}

/** Ids far from those of the sample company. */
const FIRST_ID = 700_001
export const idAt = (at: number) => FIRST_ID + at

/** Creates segments in two folders, 500 more in the second one. @returns their ids start at `idAt(0)`. */
export async function makeSegments(page: Page, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    line: at + 1,
    id: idAt(at),
    name: `Traveller ${idAt(at)}`,
    folder: ['Grid test', at % 4 === 0 ? 'Beach' : 'City'],
    description: '',
    integrationCode: `code-${idAt(at)}`,
    peopleCount: at,
  }))
  await api(page, 'segment-imports', { method: 'POST', body: { rows } })
}

/** A serialized URL destination whose values fill themselves. @returns its id. */
export async function makeDestination(page: Page, name: string): Promise<number> {
  type Made = { id: number; revision: number }
  const { id, revision } = await api<Made>(page, 'destinations', {
    method: 'POST',
    body: { type: 'url' },
  })
  const basics = await api<Made>(page, `destinations/${id}/basic-information`, {
    method: 'PUT',
    revision,
    body: { name, description: '', environment: 'ALL', autoFill: 'segment-id' },
  })
  const labelled = await api<Made>(page, `destinations/${id}/export-labels`, {
    method: 'PUT',
    revision: basics.revision,
    body: { exportLabels: [] },
  })
  await api(page, `destinations/${id}/configuration`, {
    method: 'PUT',
    revision: labelled.revision,
    body: {
      type: 'url',
      serialized: true,
      baseUrl: 'http://ads.example/px?s=%ALIAS%',
      secureUrl: 'https://ads.example/px?s=%ALIAS%',
      delimiter: ',',
      calledAs: 'img',
    },
  })
  return id
}

type Row = { segmentId: number; value: string | null; endDate: string | null; revision: number }

/** All mappings of a destination as they are stored, by segment id. */
export async function storedMappings(page: Page, id: number): Promise<Map<number, Row>> {
  const rows = new Map<number, Row>()
  for (let offset = 0; ; offset += 1000) {
    const path = `destinations/${id}/mappings?sort=id&limit=1000&offset=${offset}`
    // oxlint-disable-next-line no-await-in-loop -- one window after the other
    const { items, total } = await api<{ items: Row[]; total: number }>(page, path)
    for (const row of items) rows.set(row.segmentId, row)
    if (items.length === 0 || rows.size >= total) return rows
  }
}

const undo = (page: Page, name: string) => button(page, `Undo: ${name}`)
const redo = (page: Page, name: string) => button(page, `Redo: ${name}`)
const mapped = (page: Page, words: string) => page.getByText(`${words} mapped`, { exact: true })

type At = (path: string) => string

const ROWS = 2000
/** Of 2,000 rows: a date in another format, a segment that is not there, one twice, an end before the start. */
const FAULTY = 30

function pastedRows(): string {
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const id = String(idAt(at))
    const good = [id, `v${at}`, '2026-12-01', '2027-12-31']
    if (at >= FAULTY) return good
    switch (at % 4) {
      case 0:
        return good.with(3, '31/12/2027')
      case 1:
        return good.with(0, String(90_000_000 + at))
      case 2:
        return good.with(3, '2026-11-30')
      default:
        return good.with(1, 'a,b')
    }
  })
  return [['sid', 'traitAlias', 'startDate', 'endDate'], ...lines]
    .map((row) => row.join('\t'))
    .join('\r\n')
}

/** The rejected rows of a download, with what was wrong put right. */
function corrected(csv: string): string {
  return csv
    .replaceAll('31/12/2027', '2027-12-31')
    .replaceAll('2026-11-30', '2027-11-30')
    .replaceAll('a,b', 'a.b')
    .replaceAll(/\b900000(\d\d)\b/g, (_, at: string) => String(idAt(Number(at))))
}

async function checkRows(page: Page, rows: string): Promise<void> {
  await field(page, /paste rows/).fill(rows)
  await button(page, 'Read the rows').click()
  await button(page, 'Check the rows').click()
  await expect(page.getByRole('heading', { name: 'What will happen' })).toBeVisible()
}

/** 2,000 pasted rows of which 30 are faulty; these are corrected in what was downloaded; undo and redo. */
export async function pasteFixUndo(page: Page, at: At): Promise<void> {
  await makeSegments(page, ROWS + 200)
  const id = await makeDestination(page, 'Pasted pixel')
  await page.goto(at(`/destinations/${id}/edit/segment-mappings`))
  await link(page, 'Paste or import…').click()
  await checkRows(page, pastedRows())
  await expect(button(page, 'To add 1,970')).toBeVisible()
  await button(page, 'Rejected 30').click()
  await expect(page.getByText(/Write 2027-12-31/).first()).toBeVisible()
  await expect(page.getByText(/90000001/).first()).toBeVisible()
  await expect(button(page, 'Apply all 2,000')).toHaveAccessibleDescription(/30 rows are rejected/)

  const downloading = page.waitForEvent('download')
  await button(page, 'Download rejected rows').click()
  const csv = await readFile(await (await downloading).path(), 'utf8')
  expect(csv.trim().split('\r\n')).toHaveLength(FAULTY + 1)

  await button(page, 'Apply the 1,970 good rows').click()
  await expect(page.getByText(/^1,970 added, 0 changed, 0 unchanged, 30 left out/)).toBeVisible()
  await button(page, 'Import more').click()
  await checkRows(page, corrected(csv))
  await expect(button(page, 'To add 30')).toBeVisible()
  await button(page, 'Apply all 30').click()
  await expect(page.getByText(/^30 added/)).toBeVisible()

  await link(page, 'See the mappings').click()
  await expect(mapped(page, '2,000')).toBeVisible()
  const before = await storedMappings(page, id)
  await undo(page, 'paste 30 rows').click()
  await expect(mapped(page, '1,970')).toBeVisible()
  // What can be taken back outlives a reload.
  await page.reload()
  await undo(page, 'paste 1,970 rows').click()
  await expect(mapped(page, '0')).toBeVisible()
  await redo(page, 'paste 1,970 rows').click()
  await expect(mapped(page, '1,970')).toBeVisible()
  await redo(page, 'paste 30 rows').click()
  await expect(mapped(page, '2,000')).toBeVisible()
  const after = await storedMappings(page, id)
  expect([...after.values()].map(({ value, endDate }) => [value, endDate])).toEqual(
    [...before.values()].map(({ value, endDate }) => [value, endDate]),
  )
}

/** A folder is mapped by a rule; an import brings new segments into it, which are mapped and say so. */
export async function mapByRule(page: Page, at: At): Promise<void> {
  await makeSegments(page, 40)
  const id = await makeDestination(page, 'Ruled pixel')
  // What was made came by the API, past what the page has read.
  await page.reload()
  await page.goto(at(`/destinations/${id}/edit/segment-mappings`))
  await link(page, 'Rules').click()
  await page.getByRole('combobox', { name: 'Folder' }).fill('Beach')
  await page.getByRole('option', { name: /Grid test › Beach/ }).click()
  await button(page, 'Add rule').click()
  await expect(link(page, '10 of 10 segments mapped')).toBeVisible()

  await page.goto(at('/segments/import'))
  await field(page, /paste rows/).fill(
    `id\tname\tfolder\n${idAt(5000)}\tSurfers\tGrid test / Beach\n${idAt(5001)}\tClimbers\tGrid test / Mountain\n`,
  )
  await button(page, 'Read the rows').click()
  await button(page, 'Check the rows').click()
  await button(page, 'Import 2 segments').click()
  await expect(page.getByText('Mapped by rule')).toBeVisible()
  await expect(link(page, /Ruled pixel/)).toBeVisible()

  await page.goto(at(`/destinations/${id}/edit/segment-mappings?view=mapped&q=Surfers`))
  const row = page.getByRole('row', { name: /Surfers/ })
  await expect(row).toContainText(String(idAt(5000)))
  await expect(row).toContainText(/by rule/)
  expect([...(await storedMappings(page, id)).keys()]).not.toContain(idAt(5001))
}

/** A search, all that match, an end date: only those that match have changed. */
export async function changeOnlyWhatMatches(page: Page, at: At): Promise<void> {
  await makeSegments(page, 800)
  const id = await makeDestination(page, 'Filtered pixel')
  await api(page, `destinations/${id}/mappings/bulk-create`, {
    method: 'POST',
    body: { select: { folder: ['Grid test'] }, startDate: '2026-01-01', endDate: null },
  })
  await page.goto(at(`/destinations/${id}/edit/segment-mappings?view=mapped`))
  await expect(mapped(page, '800')).toBeVisible()
  const before = await storedMappings(page, id)
  await page.getByRole('searchbox', { name: 'Search segments' }).fill('code-7003')
  const matching = [...before.keys()].filter((segmentId) => String(segmentId).startsWith('7003'))
  expect(matching).toHaveLength(100)
  await page.getByRole('checkbox', { name: 'Select all 100 that match' }).click()
  await expect(page.getByText('All 100 that match are selected')).toBeVisible()
  await button(page, 'Set dates…').click()
  const dialog = page.getByRole('dialog', { name: 'Set dates of 100 mappings' })
  await dialog
    .getByRole('group', { name: /Last day/ })
    .getByRole('spinbutton')
    .first()
    .click()
  await page.keyboard.type('31122027')
  await dialog.getByRole('button', { name: 'Change 100' }).click()
  await expect(undo(page, 'set end date of 100')).toBeVisible()
  const after = await storedMappings(page, id)
  const ended = [...after.values()].filter(({ endDate }) => endDate === '2027-12-31')
  expect(ended.map(({ segmentId }) => segmentId)).toEqual(matching)
  const others = [...after.values()].filter(({ endDate }) => endDate !== '2027-12-31')
  expect(others).toEqual(others.map(({ segmentId }) => before.get(segmentId)))
}

/** Puts the focus into the grid, at its active cell. */
async function reachGrid(page: Page): Promise<void> {
  const cell = page.locator('[role=grid] [tabindex="0"]').first()
  await expect(cell).toBeVisible()
  await pressUntil(page, 'Tab', () =>
    page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null),
  )
}

/** The same way as by mouse, without one: map, edit, fill, copy, clear, undo, change many, import. */
export async function workByKeyboard(page: Page, at: At): Promise<void> {
  await makeSegments(page, 12)
  const id = await makeDestination(page, 'Pixel by keyboard')
  await page.goto(at(`/destinations/${id}/edit/segment-mappings?folder=["Grid test"]`))
  await page.reload()
  const { keyboard } = page
  const valueOf = async (index: number) =>
    (await storedMappings(page, id)).get(idAt(index))?.value ?? null

  await reachGrid(page)
  await keyboard.press('ControlOrMeta+a')
  await expect(page.getByText('All 12 that match are selected')).toBeVisible()
  await reach(page, 'button', 'Map 12 selected', 'Enter')
  await expect(page.getByText('Mapped 12 segments')).toBeVisible()
  await reach(page, 'link', /^Mapped 12/, 'Enter')
  await expect(page.getByRole('row', { name: /Traveller 700001/ })).toContainText('700001')

  // The first row's value: typed over, then taken back and done again.
  await reachGrid(page)
  await keyboard.press('ControlOrMeta+Home')
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await keyboard.type('beach')
  await keyboard.press('Enter')
  await expect(undo(page, 'change value of Traveller 700001')).toBeVisible()
  expect(await valueOf(0)).toBe('beach')
  await keyboard.press('ControlOrMeta+z')
  await expect(redo(page, 'change value of Traveller 700001')).toBeVisible()
  expect(await valueOf(0)).toBe('700001')
  await keyboard.press('ControlOrMeta+y')
  await expect(undo(page, 'change value of Traveller 700001')).toBeVisible()
  expect(await valueOf(0)).toBe('beach')

  // Enter has gone down one row: from the first one, three rows are filled.
  await keyboard.press('ArrowUp')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('ControlOrMeta+d')
  await expect(undo(page, 'fill down value of 2')).toBeVisible()
  expect(await valueOf(2)).toBe('beach')
  await expect(page.getByRole('row', { name: /Traveller 700003/ })).toContainText(
    'Same value as 700001',
  )

  // A wrong value says why and stays to be corrected.
  await keyboard.press('F2')
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('a,b')
  await keyboard.press('Enter')
  await expect(page.getByRole('alert').getByText(/contains the delimiter/)).toBeVisible()
  await keyboard.press('Escape')

  // All of them get an end, in a dialog that keys alone reach.
  await reachGrid(page)
  await keyboard.press('ControlOrMeta+a')
  await expect(page.getByText('All 12 that match are selected')).toBeVisible()
  await reach(page, 'button', 'Set dates…', 'Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await pressUntil(page, 'Tab', () =>
    page.evaluate(() => document.activeElement?.getAttribute('role') === 'spinbutton'),
  )
  await keyboard.type('31122027')
  await reach(page, 'button', 'Change 12', 'Enter')
  await expect(undo(page, 'set end date of 12')).toBeVisible()
  await reach(page, 'button', 'Unmap', 'Enter')
  await expect(mapped(page, '0')).toBeVisible()
  await reach(page, 'button', 'Undo: unmap 12 segments', 'Enter')
  await expect(mapped(page, '12')).toBeVisible()

  await reach(page, 'link', 'Paste or import…', 'Enter')
  await reach(page, 'textbox', /paste rows/)
  await keyboard.insertText(`sid\ttraitAlias\n${idAt(0)}\tcity\n`)
  await reach(page, 'button', 'Read the rows', 'Enter')
  await reach(page, 'button', 'Check the rows', 'Enter')
  await reach(page, 'button', 'Apply all 1', 'Enter')
  await reach(page, 'link', 'See the mappings', 'Enter')
  await expect(page.getByRole('row', { name: /Traveller 700001/ })).toContainText('city')
}
