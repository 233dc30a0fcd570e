import { createContext, useContext } from 'react'

/** The dialog that is around, if any: what opens over it must be within it, or it would be inert. */
export const OverlayContainer = createContext<HTMLElement | null>(null)

/** Where a popover puts itself; undefined: at the end of the page. */
export function useOverlayContainer(): HTMLElement | undefined {
  return useContext(OverlayContainer) ?? undefined
}
