import * as z from 'zod/mini'

/** What the demo's backend does; each shows one kind of day to an audience. */
export const SCENARIOS = {
  normal: { name: 'Normal day', about: 'Everything works.' },
  slow: { name: 'Slow network', about: 'Every answer takes two seconds.' },
  errors: {
    name: 'Server errors',
    about: 'Every request fails once, and works when it is retried.',
  },
  'session-ended': {
    name: 'Session ended',
    about: 'Every change is refused until you switch back.',
  },
  empty: { name: 'Empty account', about: 'A new account, without segments or destinations.' },
  'somebody-else': {
    name: 'Somebody else edits',
    about: 'A colleague changes each destination just before you save it.',
  },
} as const

export type Scenario = keyof typeof SCENARIOS

export const SCENARIO_NAMES = [
  'normal',
  'slow',
  'errors',
  'session-ended',
  'empty',
  'somebody-else',
] as const satisfies readonly Scenario[]

const StoredScenario = z.catch(z.enum(SCENARIO_NAMES), 'normal')

const KEY = 'destination-builder.scenario'

/** The scenario in force; it survives a reload. */
export function currentScenario(): Scenario {
  return StoredScenario.parse(localStorage.getItem(KEY))
}

/** Puts a scenario in force. Pages read it at start, so the caller reloads. */
export function chooseScenario(scenario: Scenario): void {
  localStorage.setItem(KEY, scenario)
}
