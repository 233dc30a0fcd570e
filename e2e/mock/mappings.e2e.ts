import { test } from '../fixtures.ts'
import {
  changeOnlyWhatMatches,
  mapByRule,
  pasteFixUndo,
  workByKeyboard,
} from '../mapping-journey.ts'

const at = (path: string) => `#${path}`

test.beforeEach(async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto(at('/segments'))
  await page.getByRole('heading', { name: 'Segments', level: 1 }).waitFor()
})

test('faulty rows are corrected in the download, then everything is undone and redone, without a server', ({
  page,
}) => pasteFixUndo(page, at))

test('what comes into a folder is mapped by its rule, without a server', ({ page }) =>
  mapByRule(page, at))

test('a bulk change touches what matches and nothing else, without a server', ({ page }) =>
  changeOnlyWhatMatches(page, at))

test('mappings are made, edited and imported by keyboard alone, without a server', ({ page }) =>
  workByKeyboard(page, at))
