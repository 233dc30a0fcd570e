import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { chromiumLaunch } from '../scripts/chromium.ts'

export const CPU_SLOWDOWN = 4

export async function openBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await chromiumLaunch()
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args, env })
}

/** Does something while the page's machine is four times as slow. */
export async function slowed<T>(devtools: CDPSession, act: () => Promise<T>): Promise<T> {
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  try {
    return await act()
  } finally {
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  }
}

/** Bytes of live objects and DOM nodes of the open page. */
export async function memory(devtools: CDPSession): Promise<{ heap: number; nodes: number }> {
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('Performance.enable')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes') }
}

/**
 * Milliseconds from a key to the next paint while typing into a field, at CPU ×4: the event's own
 * duration as the browser tells it (Event Timing API), 16 for what is too short to be told.
 */
export async function keyToPaint(
  page: Page,
  devtools: CDPSession,
  text: string,
): Promise<number[]> {
  await page.evaluate(() => {
    const seen: number[] = []
    Reflect.set(window, 'keyDurations', seen)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') seen.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
  })
  await slowed(devtools, async () => {
    for (const key of text) {
      // oxlint-disable-next-line no-await-in-loop -- keys come one after the other
      await page.keyboard.type(key, { delay: 90 })
    }
  })
  const told = await page.evaluate(() => Reflect.get(window, 'keyDurations') as number[])
  return [...told, ...Array.from({ length: Math.max(0, text.length - told.length) }, () => 16)]
}

export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
