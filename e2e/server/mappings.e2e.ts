import { test } from '../fixtures.ts'
import {
  changeOnlyWhatMatches,
  mapByRule,
  pasteFixUndo,
  workByKeyboard,
} from '../mapping-journey.ts'

const at = (path: string) => path

const JOURNEYS = [
  {
    title: 'faulty rows are corrected in the download, then everything is undone and redone',
    go: pasteFixUndo,
    store: 'pglite',
  },
  {
    title: 'what comes into a folder is mapped by its rule',
    go: mapByRule,
    store: 'postgresql',
  },
  {
    title: 'a bulk change touches what matches and nothing else',
    go: changeOnlyWhatMatches,
    store: 'postgresql',
  },
  {
    title: 'mappings are made, edited and imported by keyboard alone',
    go: workByKeyboard,
    store: 'pglite',
  },
] as const

for (const { title, go, store } of JOURNEYS) {
  test(`${title}, over the server`, async ({ browser, startServer }) => {
    test.setTimeout(120_000)
    const server = await startServer({ store })
    const context = await browser.newContext({ baseURL: server.url })
    const page = await context.newPage()
    await page.goto('/segments')
    await go(page, at)
    await context.close()
  })
}
