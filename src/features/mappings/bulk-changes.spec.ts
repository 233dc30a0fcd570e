import { expect, it } from 'vitest'
import type { Mapping } from '../../contract/mapping.ts'
import { newConfiguration } from '../../domain/destination-types.ts'
import { bulkChanges } from './bulk-changes.ts'

const configuration = newConfiguration('cookie')

function row(segmentId: number, startDate: string, endDate: string | null): Mapping {
  return {
    segmentId,
    revision: segmentId,
    value: null,
    valueOrigin: 'manual',
    key: null,
    url: null,
    secureUrl: null,
    startDate,
    endDate,
    priority: 0,
    updatedAt: '2026-11-23T10:00:00.000Z',
  }
}

const ROWS = [row(1, '2026-12-01', null), row(2, '2027-02-01', '2027-03-01')]

it('sets what is given for each row, from its own revision, and leaves the rest', () => {
  expect(bulkChanges(configuration, ROWS, { endDate: '2027-04-01' })).toEqual({
    changes: [
      { segmentId: 1, revision: 1, set: { endDate: '2027-04-01' } },
      { segmentId: 2, revision: 2, set: { endDate: '2027-04-01' } },
    ],
  })
})

it.each([
  [{ endDate: '2027-01-01' }, '1 of 2 segments would end before it starts.'],
  [{ endDate: '2026-01-01' }, '2 of 2 segments would end before they start.'],
  [{ startDate: '2027-03-02' }, '1 of 2 segments would end before it starts.'],
])('sets nothing when %j does not fit all', (set, words) => {
  expect(bulkChanges(configuration, ROWS, set)).toEqual({
    problem: expect.stringContaining(words),
  })
})

it('does not let an older fault of a row stop what is set now', () => {
  const odd = {
    ...row(3, '2026-12-01', null),
    value: `a${configuration.type === 'cookie' ? configuration.delimiter : ''}b`,
  }
  expect(bulkChanges(configuration, [odd], { priority: 5 })).toHaveProperty('changes.length', 1)
})
