import { describe, expect, it } from 'vitest'
import type { Destination } from '../../contract/destination/destination.ts'
import type { Mapping } from '../../contract/mapping.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { aMapping } from '../../domain/test-mapping.ts'
import { receiverLines, receivers } from './receivers.ts'

const TODAY = '2026-11-23'
const FREE = { restrictedLabels: [] }

function item(destination: Partial<Destination>, mapping: Partial<Mapping> = {}) {
  return { destination: aDestination(destination), mapping: aMapping(12, mapping) }
}

describe('who stops receiving a segment that is paused', () => {
  it('is every active destination that it is sent to', () => {
    const sent = [item({ id: 1 }), item({ id: 2 }, { endDate: TODAY })]
    expect(receivers(sent, FREE, TODAY)).toEqual(sent)
  })

  it('is also one that would begin later', () => {
    const later = item({ id: 3, name: 'Fares' }, { startDate: '2026-12-01' })
    expect(receivers([later], FREE, TODAY)).toEqual([later])
    expect(receiverLines([later, item({ id: 1 })], TODAY)).toEqual([
      'Fares (3), from 1 Dec 2026 on',
      'Ticket retargeting pixel (1)',
    ])
  })

  it.each([
    ['a draft', item({ status: 'draft' })],
    ['a paused destination', item({ status: 'paused' })],
    ['one whose mapping has ended', item({}, { endDate: '2026-11-22' })],
    [
      'one that ends before it starts',
      item({}, { startDate: '2026-12-02', endDate: '2026-12-01' }),
    ],
    ['one without a value', item({}, { value: null })],
  ])('is not %s', (_name, each) => {
    expect(receivers([each], FREE, TODAY)).toEqual([])
  })

  it('is not one that export controls keep it from', () => {
    const each = item({ exportLabels: ['off-site-ads'] })
    expect(receivers([each], { restrictedLabels: ['off-site-ads'] }, TODAY)).toEqual([])
    expect(receivers([each], { restrictedLabels: ['pii'] }, TODAY)).toEqual([each])
  })
})
