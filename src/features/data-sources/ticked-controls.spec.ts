import { expect, it } from 'vitest'
import { parseTickedControls, tickedControlsParameters } from './ticked-controls.ts'

it.each([
  { ticked: [], from: 1 },
  { ticked: ['pii', 'off-site-ads'] as const, from: 12 },
])('ticks %j are found again in the address', ({ ticked, from }) => {
  const edit = { ticked: [...ticked], from }
  expect(parseTickedControls(new URLSearchParams(tickedControlsParameters(edit)))).toEqual(edit)
})

it('nothing ticked leaves the address as it was', () => {
  expect(tickedControlsParameters(null)).toEqual({})
})

it.each(['', 'controls=pii', 'from=1', 'controls=everything&from=1', 'controls=pii&from=x'])(
  '%j holds no ticks',
  (address) => {
    expect(parseTickedControls(new URLSearchParams(address))).toBeNull()
  },
)
