import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CUSTOMER_ADDRESSES_MAX, keptAddresses, uploadBatches } from './upload.ts'

const addresses = array(
  record({
    customerId: constantFrom('a', 'b', 'c'),
    hash: integer({ min: 0, max: 30 }).map(String),
    at: integer({ min: 0, max: 20 }),
  }),
  { maxLength: 80 },
)

describe('the addresses of a customer', () => {
  const given = Array.from({ length: 12 }, (_, at) => ({ customerId: 'a', hash: `h${at}`, at }))

  it('are the 10 given most recently', () => {
    const { byCustomer, leftOut } = keptAddresses(given)
    expect(byCustomer.get('a')).toEqual([
      'h11',
      'h10',
      'h9',
      'h8',
      'h7',
      'h6',
      'h5',
      'h4',
      'h3',
      'h2',
    ])
    expect(leftOut).toBe(2)
  })

  it('are counted once each, by when they were given last', () => {
    const again = { customerId: 'a', hash: 'h0', at: 20 }
    const { byCustomer, leftOut } = keptAddresses([...given, again])
    expect(byCustomer.get('a')?.slice(0, 2)).toEqual(['h0', 'h11'])
    expect(byCustomer.get('a')).not.toContain('h2')
    expect(leftOut).toBe(2)
  })

  it('of one moment are taken from the end of the list', () => {
    const { byCustomer } = keptAddresses(given.map((address) => ({ ...address, at: 0 })))
    expect(byCustomer.get('a')?.[0]).toBe('h11')
  })

  it('leave none out that is more recent than one that is kept', () => {
    assert(
      property(addresses, (all) => {
        const { byCustomer, leftOut } = keptAddresses(all)
        let over = 0
        for (const [customerId, kept] of byCustomer) {
          const latest = new Map<string, number>()
          for (const { hash, at } of all.filter((each) => each.customerId === customerId)) {
            latest.set(hash, Math.max(at, latest.get(hash) ?? 0))
          }
          expect(new Set(kept).size).toBe(kept.length)
          expect(kept.length).toBe(Math.min(latest.size, CUSTOMER_ADDRESSES_MAX))
          const oldest = Math.min(...kept.map((hash) => latest.get(hash) ?? 0))
          const gone = Array.from(latest).filter(([hash]) => !kept.includes(hash))
          expect(gone.every(([, at]) => at <= oldest)).toBe(true)
          over += gone.length
        }
        expect(leftOut).toBe(over)
      }),
    )
  })
})

describe('the batches of an audience', () => {
  const at = 0
  const shared = [
    { customerId: 'a', hash: 'h1', at },
    { customerId: 'b', hash: 'h1', at },
    { customerId: 'b', hash: 'h2', at },
    { customerId: 'c', hash: 'h3', at },
    { customerId: 'd', hash: 'h4', at },
  ]

  it('hold each address once, of those who are in the segment', () => {
    expect(uploadBatches('42', ['a', 'b', 'c', 'nobody'], shared, 2)).toEqual([
      { audience: '42', number: 1, of: 2, hashes: ['h1', 'h2'] },
      { audience: '42', number: 2, of: 2, hashes: ['h3'] },
    ])
  })

  it('are none when nobody has an address', () => {
    expect(uploadBatches('42', ['nobody'], shared, 2)).toEqual([])
  })

  it('hold together what is kept, and none is too large', () => {
    assert(
      property(addresses, integer({ min: 1, max: 7 }), (all, size) => {
        const batches = uploadBatches('42', ['a', 'b', 'c'], all, size)
        const sent = batches.flatMap(({ hashes }) => hashes)
        const kept = new Set(Array.from(keptAddresses(all).byCustomer.values()).flat())
        expect(new Set(sent)).toEqual(kept)
        expect(sent.length).toBe(kept.size)
        for (const { hashes } of batches) {
          expect(hashes.length).toBeGreaterThanOrEqual(1)
          expect(hashes.length).toBeLessThanOrEqual(size)
        }
      }),
    )
  })
})
