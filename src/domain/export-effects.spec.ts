import { expect, it } from 'vitest'
import type { DestinationEffect } from '../contract/audience-model.ts'
import { effectLines, effectSummary } from './export-effects.ts'

const pixel: DestinationEffect = {
  destinationId: 374,
  name: 'Ticket retargeting pixel',
  status: 'active',
  count: 1204,
  segments: ['Sicily', 'Rome', 'Milan', 'Turin'].map((name, id) => ({ id: id + 1, name })),
}
const cookie: DestinationEffect = {
  destinationId: 402,
  name: 'Homepage personalisation',
  status: 'paused',
  count: 1,
  segments: [{ id: 1, name: 'Sicily' }],
}

it('a change is summed up over all destinations', () => {
  expect(effectSummary([pixel, cookie])).toBe('1,205 mappings in 2 destinations')
})

it('each destination has a line that names the first segments and counts the rest', () => {
  expect(effectLines([pixel, cookie])).toEqual([
    'Ticket retargeting pixel (374), 1,204 mappings: Sicily · Rome · Milan · 1,201 more',
    'Homepage personalisation (402), 1 mapping: Sicily',
  ])
})
