/** What a person chose; `system`: as the device does. */
export type Theme = 'light' | 'dark' | 'system'

const KEY = 'theme'

/** The choice kept in this browser. public/theme.js turns it into `data-theme` before the first paint. */
export function getTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    // Storage may be forbidden; then nothing was chosen.
    return 'system'
  }
}

/** Keeps the choice and shows it at once. Where storage is forbidden, nothing changes. */
export function setTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, theme)
  } catch {
    return
  }
  window.dispatchEvent(new Event('themechange'))
}

/** Calls back when the choice changes, here or in another tab. Returns the way to stop. */
export function subscribeTheme(onChange: () => void): () => void {
  window.addEventListener('themechange', onChange)
  window.addEventListener('storage', onChange)
  return () => {
    window.removeEventListener('themechange', onChange)
    window.removeEventListener('storage', onChange)
  }
}
