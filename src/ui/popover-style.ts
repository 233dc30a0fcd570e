/** The frame of what opens over the page: menus, lists of options, calendars. */
export const popoverStyle =
  'z-40 overflow-hidden rounded-control border border-line bg-surface text-base text-ink shadow-overlay'
