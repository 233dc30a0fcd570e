const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** 1 to 12; 0: no month begins like this. */
function monthOf(word: string): number {
  const start = word.toLowerCase()
  return start.length < 3
    ? 0
    : MONTHS.findIndex((month) => month.toLowerCase().startsWith(start.replace(/^sept$/, 'sep'))) +
        1
}

/** `YYYY-MM-DD`, or null when the calendar has no such day. */
function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  // JavaScript takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day)
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isDay ? date.toISOString().slice(0, 10) : null
}

const EXAMPLE = '2026-12-31'
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?Z?)?$/
const DAY_FIRST = /^(\d{1,2})\.?[\s-]+([a-z]+)\.?[\s,-]+(\d{4})$/i
const MONTH_FIRST = /^([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/

/** The parts of a day that can be read in one way only: year, month, day. */
function partsOf(text: string): [number, number, number] | null {
  const [, year, , month, day] = YEAR_FIRST.exec(text) ?? []
  if (year) return [Number(year), Number(month), Number(day)]
  const [, dayThen = '', monthWord = '', yearThen = ''] = DAY_FIRST.exec(text) ?? []
  if (monthOf(monthWord) > 0) return [Number(yearThen), monthOf(monthWord), Number(dayThen)]
  const [, firstWord = '', dayNext = '', yearNext = ''] = MONTH_FIRST.exec(text) ?? []
  if (monthOf(firstWord) > 0) return [Number(yearNext), monthOf(firstWord), Number(dayNext)]
  return null
}

/**
 * A day as people and spreadsheets write it, where it can mean one day only: `2026-12-01`, `2026/12/01`,
 * `1 Dec 2026`, `1-Dec-2026`, `December 1, 2026`. Nothing is guessed: `12/01/2026` is a problem, in
 * words that say how to write it.
 *
 * @returns `day` as `YYYY-MM-DD`, or `problem`: a sentence.
 */
export function readDay(given: string): { day: string } | { problem: string } {
  const text = given.trim()
  const parts = partsOf(text)
  if (parts) {
    const day = isoDay(...parts)
    return day === null
      ? { problem: `The calendar has no ${text}. Write a day as ${EXAMPLE}.` }
      : { day }
  }
  const numbers = NUMBERS.exec(text)
  if (numbers) return { problem: numbersProblem(text, numbers) }
  if (/^\d{5}$/.test(text)) {
    return {
      problem: `${text} is a spreadsheet’s number for a day. Format the cell as a date, as in ${EXAMPLE}.`,
    }
  }
  return { problem: `‘${text}’ is not a day. Write it as ${EXAMPLE}.` }
}

/** Why a day of three numbers is not taken, and the ways to write what it may mean. */
function numbersProblem(text: string, [, first, separator, second, year]: RegExpExecArray): string {
  const [a, b] = [Number(first), Number(second)]
  const fullYear = Number(year) + (year?.length === 2 ? 2000 : 0)
  const monthFirst = isoDay(fullYear, a, b)
  const dayFirst = isoDay(fullYear, b, a)
  // Slashes are mostly American, dots never are.
  const likely = separator === '/' ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst)
  if (likely === null) return `The calendar has no ${text}. Write a day as ${EXAMPLE}.`
  if (monthFirst === null || dayFirst === null || a === b) return `Write ${likely} for ${text}.`
  const months = [a, b].toSorted((x, y) => x - y).map((month) => MONTHS[month - 1])
  return `Write ${likely}; ${text} could be ${months.join(' or ')}.`
}
