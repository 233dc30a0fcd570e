import { checkA11y, expect, inBothThemes, test } from '../fixtures.ts'
import {
  activate,
  button,
  expectSaved,
  field,
  fillBasics,
  link,
  mapByTicking,
  startDraft,
} from '../journey.ts'

test('a marketer creates, tests and activates a serialized URL destination', async ({ page }) => {
  await page.goto('')
  await expect(page.getByRole('heading', { name: 'Destinations' })).toBeVisible()
  await startDraft(page, 'URL')
  await fillBasics(page, 'Winter pixel')

  await field(page, /Secure URL/).fill('https://ads.winter.example/px?seg=%ALAIS%')
  await field(page, /Base URL/).fill('http://ads.winter.example/px?seg=%ALIAS%&r=%rnd%')
  await expect(page.getByText('%ALAIS% is not a macro. Did you mean %ALIAS%?')).toBeVisible()
  await button(page, 'Use %ALIAS%').click()
  await expect(field(page, /Secure URL/)).toHaveValue('https://ads.winter.example/px?seg=%ALIAS%')
  await button(page, /^Insert %did% into Secure URL/).click()
  await expect(field(page, /Secure URL/)).toHaveValue(
    'https://ads.winter.example/px?seg=%ALIAS%%did%',
  )
  await field(page, /Secure URL/).fill('https://ads.winter.example/px?seg=%ALIAS%&u=%did%')
  await expectSaved(page)

  await button(page, 'Continue to mappings').click()
  await mapByTicking(page, ['Adventure travel', 'Abandoned basket'])
  await link(page, /^Mapped/).click()
  const row = page.getByRole('row', { name: /Adventure travel/ })
  await row.getByRole('gridcell', { name: /auto/ }).click()
  await page.keyboard.type('adv')
  await page.keyboard.press('Enter')
  await expectSaved(page)
  await activate(page)
  await expect(page.getByRole('heading', { name: 'Winter pixel' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Winter pixel' })).toBeVisible()
})

test('what will be sent follows each keystroke', async ({ page }) => {
  await page.goto('#/destinations/374/edit/configuration')
  const preview = page.getByRole('complementary', { name: 'Result' })
  await expect(preview).toContainText('https://ads.northwind.example/px?seg=')
  await field(page, /Secure URL/).fill('https://other.example/p?s=%ALIAS%&region=%region%')
  await expect(preview).toContainText('https://other.example/p?s=')
  await expect(preview).toContainText('region=6')
  await expect(preview).toContainText('http://ads.northwind.example/px?seg=')
})

test('the cookie is shown as the browser will store it', async ({ page }) => {
  await page.goto('#/destinations/403/edit/configuration')
  const preview = page.getByRole('complementary', { name: 'Result' })
  await button(page, /Previewed for/).click()
  await page.getByLabel('Visitor').selectOption({ index: 4 })
  await expect(preview).toContainText('acme_seg=')
  await field(page, 'Cookie domain').fill('.co.uk')
  await field(page, 'Cookie name').click()
  await expect(page.getByText(/is a public suffix/).first()).toBeVisible()
  await expect(preview).toContainText('Browsers do not store it.')
  await field(page, 'Delimiter').fill('=')
  await field(page, 'Cookie name').click()
  await expect(page.getByText(/same as the key separator/)).toBeVisible()
})

test('typing survives a reload, also what is not valid yet', async ({ page }) => {
  await page.goto('')
  await startDraft(page, 'URL')
  await field(page, 'Name').fill('Half typed')
  await expectSaved(page)
  await link(page, /^Configuration/).click()
  await field(page, /Secure URL/).fill('https://a.example/?x=%AL')
  await page.reload()
  await expect(field(page, /Secure URL/)).toHaveValue('https://a.example/?x=%AL')
  await expect(page.getByText('What you typed before and was not saved is back.')).toBeVisible()
  await link(page, /^Basic information/).click()
  await expect(field(page, 'Name')).toHaveValue('Half typed')
})

test('a draft is resumed where something is missing', async ({ page }) => {
  await page.goto('')
  const id = await startDraft(page, 'Cookie')
  await field(page, 'Name').fill('Resumed')
  await expectSaved(page)
  await page.goto(`#/destinations/${id}/edit`)
  await expect(page.getByRole('heading', { name: 'Export labels', level: 1 })).toBeVisible()
  await link(page, 'Enter the cookie name').click()
  await expect(field(page, 'Cookie name')).toBeFocused()
})

test('a destination is paused, cloned, deleted and brought back', async ({ page }) => {
  await page.goto('#/destinations/374')
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByText('Paused').first()).toBeVisible()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await button(page, 'Delete').click()
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await expect(dialog).toContainText('48 segments')
  await button(page, 'Move to trash').click()
  await button(page, 'Undo').click()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await button(page, 'Clone').click()
  await expect(page.getByText(/Copy of Ticket retargeting pixel/).first()).toBeVisible()
})

test('segments are pasted, checked and imported, the bad rows named', async ({ page }) => {
  await page.goto('#/segments/import')
  await field(page, /paste rows/).fill(
    'id\tname\tfolder\n90001\tSnow lovers\tInterest / Winter\nx\tBroken\t\n90001\tTwice\t\n90002\tRepeat guests\tInterest / Winter',
  )
  await button(page, 'Read the rows').click()
  await button(page, 'Check the rows').click()
  const rejected = page.getByRole('region', { name: 'Rejected rows' })
  await expect(rejected).toContainText('The id x is not a whole number.')
  await expect(rejected).toContainText('The same segment is on line 2 already')
  await button(page, 'Import 2 segments').click()
  await expect(page.getByText('2 created, 0 changed, 0 unchanged.')).toBeVisible()
  await link(page, 'See the segments').click()
  await page.getByRole('searchbox', { name: 'Search segments' }).fill('90001')
  await expect(page.getByRole('gridcell', { name: '90001' })).toBeVisible()
})

test('the list is searched, filtered and sorted in its address', async ({ page }) => {
  await page.goto('')
  await page.getByRole('searchbox').fill('cruise')
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('cruise')
  await page.getByRole('searchbox').fill('nothing like this')
  await expect(page.getByText(/Nothing matches/)).toBeVisible()
  await button(page, 'Clear filters').last().click()
  await button(page, /Needs attention/).click()
  await expect(page).toHaveURL(/attention=true/)
})

async function chooseScenario(page: import('@playwright/test').Page, name: RegExp): Promise<void> {
  await button(
    page,
    /Normal day|Server errors|Session ended|Empty account|Somebody else|Slow/,
  ).click()
  await page.getByRole('menuitem', { name }).click()
  await page.waitForLoadState('load')
}

test('server errors are named, and Retry goes on', async ({ page, expectConsole }) => {
  expectConsole(/500|503/)
  await page.goto('')
  await chooseScenario(page, /Server errors/)
  await expect(
    page.getByRole('heading', { name: /Something went wrong on the server/ }),
  ).toBeVisible()
  await button(page, 'Retry').click()
  await expect(page.getByRole('gridcell').first()).toBeVisible()
})

test('an ended session keeps what was typed', async ({ page, expectConsole }) => {
  expectConsole(/401/)
  await page.goto('')
  const id = await startDraft(page, 'URL')
  await chooseScenario(page, /Session ended/)
  await page.goto(`#/destinations/${id}/edit/basic-information`)
  await field(page, 'Name').fill('Precious')
  await expect(page.getByText('Not saved: Your session has ended.')).toBeVisible()
  await chooseScenario(page, /Normal day/)
  await expect(field(page, 'Name')).toHaveValue('Precious')
})

test('two versions are shown when somebody else edits', async ({ page, expectConsole }) => {
  expectConsole(/412/)
  await page.goto('')
  const id = await startDraft(page, 'URL')
  await chooseScenario(page, /Somebody else/)
  await page.goto(`#/destinations/${id}/edit/basic-information`)
  await field(page, 'Name').fill('Mine')
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
  await expect(dialog).toContainText('Checked by Sam')
  await dialog.getByRole('radio', { name: /Description: theirs/ }).check()
  await button(page, 'Save my choice').click()
  await expect(field(page, 'Name')).toHaveValue('Mine')
  await expect(field(page, 'Description')).toHaveValue(/Checked by Sam/)
  await expectSaved(page)
})

test('an empty account invites, and loads sample data', async ({ page }) => {
  await page.goto('')
  await chooseScenario(page, /Empty account/)
  await expect(link(page, 'Import segments')).toBeVisible()
  await button(page, /Load sample data/).click()
  await expect(page.getByRole('gridcell').first()).toBeVisible()
})

test('the demo is reset with one press', async ({ page }) => {
  await page.goto('')
  await startDraft(page, 'URL')
  await field(page, 'Name').fill('Soon forgotten')
  await expectSaved(page)
  await button(page, /Normal day/).click()
  await page.getByRole('menuitem', { name: /Reset the demo/ }).click()
  await page.waitForLoadState('load')
  await page.goto('#/destinations?q=Soon')
  await expect(page.getByText(/Nothing matches/)).toBeVisible()
})

const PAGES = [
  '#/destinations',
  '#/destinations/new',
  '#/destinations/374',
  '#/destinations/374/history',
  '#/destinations/374/edit/basic-information',
  '#/destinations/374/edit/export-labels',
  '#/destinations/374/edit/configuration',
  '#/destinations/403/edit/configuration',
  '#/destinations/374/edit/segment-mappings',
  '#/destinations/374/edit/segment-mappings?view=available',
  '#/destinations/374/edit/segment-mappings/import',
  '#/destinations/374/edit/segment-mappings/rules',
  '#/destinations/374/edit/review',
  '#/segments',
  '#/segments/1088',
  '#/segments/import',
  '#/live-test',
  '#/visitors',
  '#/visitors/import',
  '#/trash',
  '#/nowhere',
]

for (const path of PAGES) {
  test(`${path} is accessible in both themes`, async ({ page }) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    await inBothThemes(page, () => checkA11y(page))
  })
}

test('errors and dialogs are accessible', async ({ page }) => {
  await page.goto('#/destinations/374/edit/configuration')
  await field(page, /Secure URL/).fill('javascript:alert(1)')
  await field(page, /Base URL/).fill('http://a.example/?%ALAIS%')
  await field(page, 'Delimiter').fill('a')
  await field(page, /Base URL/).click()
  await expect(page.getByText(/may also stand in a value/)).toBeVisible()
  await inBothThemes(page, () => checkA11y(page))
  await page.goto('#/destinations/374')
  await button(page, 'Delete').click()
  await expect(button(page, 'Move to trash')).toBeVisible()
  await inBothThemes(page, () => checkA11y(page))
})

test('the mapping grid at work is accessible', async ({ page }) => {
  await page.goto('#/destinations/374/edit/segment-mappings?view=mapped')
  await page.getByRole('checkbox', { name: 'Select Alps, this week', exact: true }).check()
  await expect(page.getByText('1 of 48 that match selected')).toBeVisible()
  await page.getByRole('gridcell', { name: /^1090/ }).last().dblclick()
  await page.keyboard.type(',')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').getByText(/contains the delimiter/)).toBeVisible()
  await inBothThemes(page, () => checkA11y(page))
  await page.keyboard.press('Escape')
  await button(page, 'Set value…').click()
  await expect(page.getByRole('dialog', { name: 'Set value of 1 mapping' })).toBeVisible()
  await inBothThemes(page, () => checkA11y(page))
})

test('the narrow screen shows every page without sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of PAGES) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow, path).toBeLessThanOrEqual(0)
  }
})
