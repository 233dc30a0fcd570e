import { checkA11y, expect, inBothThemes, takeScreenshots, test } from '../fixtures.ts'
test('demo opens from a sub-path', async ({ page }) => {
  await page.goto('./')
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await takeScreenshots(page, 'zz-probe')
  await inBothThemes(page, () => checkA11y(page))
})
