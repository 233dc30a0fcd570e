import { expect, type Page } from '@playwright/test'

/** Steps of journeys in the words of a person; the same over the mock and over a real server. */

/** A route within the product: the demo has it in the fragment. */
export function at(base: string, path: string, isDemo: boolean): string {
  return isDemo ? `${base}#${path}` : `${base}${path}`
}

export const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name })
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
export const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })

export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByText(/^Saved .* ago$/)).toBeVisible()
}

/** Chooses a type and lands in the first step of a new draft. @returns the draft's id. */
export async function startDraft(page: Page, type: 'URL' | 'Cookie'): Promise<number> {
  await link(page, 'Create destination').first().click()
  await button(page, new RegExp(`Create .*${type}`, 'i')).click()
  await expect(page.getByRole('heading', { name: 'Basic information', level: 1 })).toBeVisible()
  return Number(/destinations\/(\d+)\//.exec(page.url())?.[1])
}

export async function fillBasics(page: Page, name: string): Promise<void> {
  await field(page, 'Name').fill(name)
  await button(page, 'Continue to labels').click()
  await expect(page.getByRole('heading', { name: 'Export labels', level: 1 })).toBeVisible()
  await page.getByRole('checkbox', { name: /None of these/ }).check()
  await button(page, 'Continue to configuration').click()
  await expect(page.getByRole('heading', { name: 'Configuration', level: 1 })).toBeVisible()
}

/** Maps the first segments by ticking them. */
export async function mapByTicking(page: Page, names: string[]): Promise<void> {
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- one tick after the other, as a hand does it
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check()
  }
  await button(page, `Map ${names.length} selected`).click()
  await expect(page.getByText(new RegExp(`^Mapped ${names.length} segments?$`))).toBeVisible()
}

/** From the mappings over the review into delivery. */
export async function activate(page: Page): Promise<void> {
  await button(page, 'Continue to review').click()
  await expect(page.getByRole('heading', { name: 'Review and activate' })).toBeVisible()
  await button(page, 'Activate').click()
  await expect(page.getByText(/ is active$/)).toBeVisible()
}

/** Presses a key until something holds, as a person without a mouse looks for it. */
export async function pressUntil(
  page: Page,
  key: string,
  holds: () => Promise<boolean>,
): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    // oxlint-disable-next-line no-await-in-loop -- one key after the other
    if (await holds()) return
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.keyboard.press(key)
  }
  throw new Error(`Pressing ${key} leads nowhere`)
}

/** Tabs until the control with this name has the focus, then gives it the key. */
export async function reach(
  page: Page,
  role: 'button' | 'link' | 'textbox' | 'checkbox',
  name: string | RegExp,
  key?: string,
): Promise<void> {
  const target = page.getByRole(role, { name }).first()
  await expect(target).toBeVisible()
  await pressUntil(page, 'Tab', () =>
    target.evaluate((element) => element === document.activeElement),
  )
  if (key) await page.keyboard.press(key)
}
