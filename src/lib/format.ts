const numbers = new Intl.NumberFormat('en')

/** `1204311` → `1,204,311`. */
export function formatNumber(value: number): string {
  return numbers.format(value)
}

/**
 * A count with its noun: `plural(1, 'segment')` → `1 segment`, `plural(1200, 'segment')` → `1,200 segments`.
 *
 * @param many the noun for any number but one; `one` with an s unless told.
 */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/**
 * A calendar day as people read it: `2026-12-01` → `1 Dec 2026`.
 *
 * @param date `YYYY-MM-DD`. A text that is no such day comes back as it is.
 */
export function formatDate(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(day.getTime()) ? date : shortMonth(days.format(day))
}

/**
 * A moment as people read it, in the zone of the device: `23 Nov 2026, 10:04`.
 *
 * @param instant ISO 8601 with a zone.
 * @param timeZone an IANA name; the device's unless told.
 */
export function formatMoment(instant: string, timeZone?: string): string {
  const moment = new Date(instant)
  if (Number.isNaN(moment.getTime())) return instant
  return shortMonth(
    moment.toLocaleString('en-GB', {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    }),
  )
}

/** British English writes `Sept`; every other month has three letters. */
function shortMonth(text: string): string {
  return text.replace('Sept', 'Sep')
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How long ago something was: `just now`, `2 s ago`, `4 min ago`, `3 h ago`, `5 days ago`; from 30
 * days on the day itself. A moment in the future (clocks differ) is `just now`.
 *
 * @param then and `now` in milliseconds since 1970.
 */
export function formatAgo(then: number, now: number): string {
  const passed = now - then
  if (passed < 2 * SECOND) return 'just now'
  if (passed < MINUTE) return `${Math.floor(passed / SECOND)} s ago`
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h ago`
  if (passed < 30 * DAY) return `${plural(Math.floor(passed / DAY), 'day')} ago`
  return formatDate(new Date(then).toISOString().slice(0, 10))
}
