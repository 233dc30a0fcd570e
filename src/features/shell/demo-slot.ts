import type { ReactNode } from 'react'

let control: ReactNode = null

/**
 * Puts the demo's switch into every top bar: `setDemoControl(<DemoControl />)`. The entry calls it before
 * the first rendering, in the demo build alone: features know nothing of the mocks.
 */
export function setDemoControl(element: ReactNode): void {
  control = element
}

/** What `setDemoControl` was given; null in the product itself. */
export function demoControl(): ReactNode {
  return control
}
