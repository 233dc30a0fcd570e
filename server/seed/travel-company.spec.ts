import { describe, expect, it } from 'vitest'
import { Destination } from '../../src/contract/destination/destination.ts'
import { Mapping } from '../../src/contract/mapping.ts'
import { Segment } from '../../src/contract/segment.ts'
import { Visitor } from '../../src/contract/visitor.ts'
import { attentionReasons } from '../../src/domain/attention.ts'
import { checkConfiguration } from '../../src/domain/configuration-rules.ts'
import { checkMapping } from '../../src/domain/mapping-rules.ts'
import { readiness } from '../../src/domain/readiness.ts'
import { travelCompany } from './travel-company.ts'

const data = travelCompany(new Date('2026-11-23T10:00:00Z'))

const unique = (ids: number[]) => new Set(ids).size === ids.length

describe('the sample travel company', () => {
  it('has about 1,300 segments, 36 destinations and 8 visitors, of the contract’s shapes', () => {
    expect(data.segments.length).toBeGreaterThan(1200)
    expect(data.segments.length).toBeLessThan(1400)
    expect(data.destinations).toHaveLength(36)
    expect(data.visitors).toHaveLength(8)
    for (const segment of data.segments) Segment.parse(segment)
    for (const visitor of data.visitors) Visitor.parse(visitor)
    for (const { destination, mappings } of data.destinations) {
      Destination.parse(destination)
      for (const mapping of mappings) Mapping.parse(mapping)
    }
  })

  it('gives every id once', () => {
    expect(unique(data.segments.map(({ id }) => id))).toBe(true)
    expect(unique(data.destinations.map(({ destination }) => destination.id))).toBe(true)
    for (const { mappings } of data.destinations) {
      expect(unique(mappings.map(({ segmentId }) => segmentId))).toBe(true)
    }
  })

  it('names no two segments of a folder alike', () => {
    const places = data.segments.map(({ folder, name }) => [...folder, name].join('\n'))
    expect(new Set(places).size).toBe(places.length)
  })

  it('breaks no rule; every draft lacks something, and nothing active does', () => {
    for (const { destination, mappings } of data.destinations) {
      expect(checkConfiguration(destination.configuration)).toEqual([])
      const faults = mappings.flatMap((mapping) => checkMapping(destination.configuration, mapping))
      expect(faults).toEqual([])
      if (destination.status === 'paused') continue
      expect(readiness(destination).length > 0).toBe(destination.status === 'draft')
    }
  })

  it.each([
    'Some mappings have ended',
    'Some mappings end within 7 days',
    'mappings are incomplete',
  ])('shows in a few destinations, not in most, that %s', (reason) => {
    const needing = data.destinations.filter(({ destination }) =>
      attentionReasons(destination, '2026-11-23').some((told) => told.includes(reason)),
    )
    expect(needing.length).toBeGreaterThan(0)
    expect(needing.length).toBeLessThan(6)
  })

  it('sends something for every visitor but the one who is qualified for nothing', () => {
    const [first] = data.destinations
    const sent = new Set(first?.mappings.map(({ segmentId }) => segmentId))
    const without = data.visitors.filter(
      ({ qualifications }) => !qualifications.some(({ segmentId }) => sent.has(segmentId)),
    )
    expect(without.map(({ qualifications }) => qualifications)).toEqual([[]])
  })

  it('has a visitor without other ids, and gives the rest ids of the true length', () => {
    const anonymous = data.visitors.filter(({ mcid }) => mcid === null)
    expect(anonymous.map(({ partnerIds }) => partnerIds)).toEqual([{}])
    for (const { did, mcid } of data.visitors) {
      expect(did).toMatch(/^\d{38}$/)
      expect(mcid ?? did).toMatch(/^\d{38}$/)
    }
  })

  it('gives no code twice, and files segments up to four folders deep', () => {
    const codes = data.segments.flatMap(({ integrationCode }) => integrationCode ?? [])
    expect(new Set(codes).size).toBe(codes.length)
    expect(Math.max(...data.segments.map(({ folder }) => folder.length))).toBe(4)
  })

  it('made, activated and changed everything in that order, before now', () => {
    for (const { destination } of data.destinations) {
      const { createdAt, activatedAt, updatedAt } = destination
      const order = [createdAt, activatedAt ?? createdAt, updatedAt, '2026-11-23T00:00:00.000Z']
      expect(order).toEqual(order.toSorted())
      expect(activatedAt === null).toBe(destination.status === 'draft')
    }
    for (const { createdAt } of data.segments) expect(createdAt < '2026-11-23').toBe(true)
  })

  it('is the same for the same day', () => {
    expect(travelCompany(new Date('2026-11-23T22:00:00Z'))).toEqual(data)
  })

  it('shows the design’s destination first, with its 48 segments', () => {
    const first = data.destinations.find(({ destination }) => destination.id === 374)
    expect(first?.destination.name).toBe('Ticket retargeting pixel')
    expect(first?.mappings).toHaveLength(48)
    const latest = data.destinations.map(({ destination }) => destination.updatedAt).toSorted()
    expect(first?.destination.updatedAt).toBe(latest.at(-1))
    expect(latest.at(-2)).not.toBe(latest.at(-1))
  })
})
