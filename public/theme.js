// Runs before the first paint, so that a dark page never flashes light. src/ui/theme.ts writes the
// choice (`light`, `dark`; absent: as the system does) and dispatches `themechange`.
;(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)')

  function choice() {
    try {
      return localStorage.getItem('theme')
    } catch {
      // Storage may be forbidden; then the system decides.
      return null
    }
  }

  function apply() {
    const chosen = choice()
    const isDark = chosen === 'dark' || (chosen !== 'light' && dark.matches)
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  }

  dark.addEventListener('change', apply)
  addEventListener('storage', apply)
  addEventListener('themechange', apply)
  apply()
})()
