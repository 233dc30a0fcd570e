import type { CallOutput } from '../../api/client.ts'
import { MAPPING_STATES, type MappingState } from '../../contract/mapping-filter.ts'
import { formatNumber } from '../../lib/format.ts'
import type { MappingSearch } from './mapping-search.ts'

type Counts = CallOutput<'mappingCountView'> | undefined

/** One entry of a filter's menu, and what choosing it makes of the search. */
export type FilterChoice = { value: string; label: string; set: Partial<MappingSearch> }

export const STATE_NAMES: Record<MappingState, string> = {
  blocked: 'Blocked',
  'ends-before-start': 'Ends before it starts',
  'missing-key': 'Key is empty',
  'missing-value': 'Value is empty',
  'missing-code': 'No integration code',
  'missing-url': 'URL is empty',
  duplicate: 'Sends the same as another',
  'over-size': 'Does not fit in the cookie',
  ended: 'Ended',
  'segment-paused': 'Segment is paused',
  'not-started': 'Not started yet',
  ready: 'Ready',
}

const ENDS_WITHIN = [7, 30, 90] as const

/** `Ready · 794`; without the number while it is not known. */
function withCount(label: string, count: number | undefined): string {
  return count === undefined ? label : `${label} · ${formatNumber(count)}`
}

/** The states that some mapping is in, or that are chosen. */
export function stateChoices(counts: Counts, chosen: readonly MappingState[]): FilterChoice[] {
  return MAPPING_STATES.filter(
    (state) => !counts || (counts.states[state] ?? 0) > 0 || chosen.includes(state),
  ).map((state) => ({
    value: state,
    label: withCount(STATE_NAMES[state], counts?.states[state]),
    set: {},
  }))
}

/** When mappings end or start. Two of them are states that are asked for so often. */
export function dateChoices(counts: Counts): FilterChoice[] {
  return [
    ...ENDS_WITHIN.map((days) => ({
      value: String(days),
      label: withCount(endsWithinWords(days), days === 30 ? counts?.endsWithin30 : undefined),
      set: { endsWithin: days, states: [] },
    })),
    {
      value: 'not-started',
      label: withCount('Not started yet', counts?.states['not-started']),
      set: { endsWithin: null, states: ['not-started'] },
    },
    {
      value: 'ended',
      label: withCount('Ended', counts?.states.ended),
      set: { endsWithin: null, states: ['ended'] },
    },
  ]
}

/** Where values come from; values that occur twice are a state that is asked for so often. */
export function valueChoices(counts: Counts): FilterChoice[] {
  return [
    {
      value: 'automatic',
      label: withCount('Automatic', counts?.values.automatic),
      set: { value: 'automatic', states: [] },
    },
    {
      value: 'changed',
      label: withCount('Changed by hand', counts?.values.changed),
      set: { value: 'changed', states: [] },
    },
    {
      value: 'duplicate',
      label: withCount('Duplicate', counts?.states.duplicate),
      set: { value: null, states: ['duplicate'] },
    },
    {
      value: 'empty',
      label: withCount('Empty', counts?.values.empty),
      set: { value: 'empty', states: [] },
    },
  ]
}

function endsWithinWords(days: number): string {
  return days === 0
    ? 'Ends today'
    : `Ends within ${formatNumber(days)} ${days === 1 ? 'day' : 'days'}`
}

/** What is set in each filter, in words; null: nothing. A state alone is told where it is chosen. */
export function filterWords({ states, endsWithin, value, peopleMin, peopleMax }: MappingSearch): {
  state: string | null
  dates: string | null
  value: string | null
  people: string | null
} {
  const [only] = states.length === 1 ? states : []
  const dates =
    endsWithin !== null
      ? endsWithinWords(endsWithin)
      : only === 'ended' || only === 'not-started'
        ? STATE_NAMES[only]
        : null
  const values =
    value !== null
      ? { automatic: 'Value automatic', changed: 'Value changed by hand', empty: 'Value empty' }[
          value
        ]
      : only === 'duplicate'
        ? 'Value duplicate'
        : null
  const isTold = (endsWithin === null && dates !== null) || (value === null && values !== null)
  return {
    state:
      states.length === 0 || isTold
        ? null
        : only
          ? STATE_NAMES[only]
          : `${formatNumber(states.length)} states`,
    dates,
    value: values,
    people: peopleWords(peopleMin, peopleMax),
  }
}

function peopleWords(least: number | null, most: number | null): string | null {
  if (least !== null && most !== null) {
    return `${formatNumber(least)} to ${formatNumber(most)} people`
  }
  if (least !== null) return `${formatNumber(least)} people or more`
  return most === null ? null : `${formatNumber(most)} people or fewer`
}
