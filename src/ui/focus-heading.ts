/**
 * Moves the focus to the page's heading, from where screen readers and the Tab key go on: after an arrival,
 * or when what had the focus is gone.
 */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (!heading) return
  heading.tabIndex = -1
  // It is no control: the focus is for reading on, not for acting.
  heading.style.outline = 'none'
  heading.focus({ preventScroll: true })
}

/** As the `ref` of a heading that takes the place of what had the focus: the next step of a flow. */
export function focusOnArrival(heading: HTMLElement | null): void {
  heading?.focus({ preventScroll: true })
}
