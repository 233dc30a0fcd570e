const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

const DATE_TIME = /^([A-Z][a-z]{2}) ([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d) UTC (\d{4})$/

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/**
 * A moment as real-time messages write it: `Wed Jul 27 16:17:42 UTC 2016`; parts of a second are cut off.
 * domain.md, "Device-Based (S2S) destination".
 *
 * @param at milliseconds since 1970, in the years 0 to 9999.
 */
export function formatDateTime(at: number): string {
  const date = new Date(at)
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
  return [
    DAYS[date.getUTCDay()],
    MONTHS[date.getUTCMonth()],
    twoDigits(date.getUTCDate()),
    time.map(twoDigits).join(':'),
    'UTC',
    String(date.getUTCFullYear()).padStart(4, '0'),
  ].join(' ')
}

/** Reads what `formatDateTime` wrote, in milliseconds since 1970; null: it is no such moment. */
export function parseDateTime(text: string): number | null {
  const [, , month = '', day, hours, minutes, seconds, year] = DATE_TIME.exec(text) ?? []
  const monthNumber = twoDigits(MONTHS.indexOf(month) + 1)
  const at = Date.parse(`${year}-${monthNumber}-${day}T${hours}:${minutes}:${seconds}Z`)
  // A wrong day of the week, and a day that the month does not have, do not come back as they were.
  return Number.isNaN(at) || formatDateTime(at) !== text ? null : at
}
