import { describe, expect, it } from 'vitest'
import { AudienceModelImport } from '../../src/contract/audience-model.ts'
import { Destination } from '../../src/contract/destination/destination.ts'
import { Mapping } from '../../src/contract/mapping.ts'
import { Segment } from '../../src/contract/segment.ts'
import { Visitor } from '../../src/contract/visitor.ts'
import { attentionReasons } from '../../src/domain/attention.ts'
import { planAudienceModelImport } from '../../src/domain/audience-model-import.ts'
import { checkConfiguration } from '../../src/domain/configuration-rules.ts'
import {
  blockedBy,
  restrictedLabelsOf,
  restrictionPaths,
} from '../../src/domain/export-controls.ts'
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
    expect(new Set(data.visitors.map(({ did }) => did)).size).toBe(8)
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

  it('is restricted as what it is made of says, and names nothing that is not there', () => {
    const { audienceModel } = data
    const restricted = restrictedLabelsOf(audienceModel)
    for (const { id, restrictedLabels } of data.segments) {
      expect(restrictedLabels).toEqual(restricted.get(id))
    }
    const rows = {
      dataSources: audienceModel.dataSources.map(({ revision: _revision, ...row }) => row),
      traits: audienceModel.traits,
      mergeRules: audienceModel.mergeRules,
      segmentRules: audienceModel.segmentRules,
    }
    const given = AudienceModelImport.parse(
      Object.fromEntries(
        Object.entries(rows).map(([kind, list]) => [
          kind,
          list.map((row: object, at: number) => ({ ...row, line: at + 1 })),
        ]),
      ),
    )
    const names = new Map(data.segments.map(({ id, name }) => [id, name]))
    const limits = { dataSources: 1000, traits: 100_000, mergeRules: 1000 }
    const { result } = planAudienceModelImport(given, audienceModel, names, limits)
    expect(result.rejected).toEqual([])
    expect(result.segmentRules).toEqual({ created: 0, changed: 0, unchanged: data.segments.length })
  })

  it('has sources of every kind, three of them with controls, and a merge rule with one', () => {
    const { dataSources, mergeRules, traits, segmentRules } = data.audienceModel
    expect(new Set(dataSources.map(({ kind }) => kind)).size).toBe(3)
    expect(dataSources.filter(({ controls }) => controls.length > 0)).toHaveLength(3)
    expect(mergeRules.filter(({ controls }) => controls.length > 0)).toHaveLength(1)
    expect(traits.length).toBeGreaterThan(300)
    const sizes = segmentRules.map(({ traitIds }) => traitIds.length)
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([1, 3])
    const names = new Map(data.segments.map(({ id, name }) => [id, name]))
    const depths = data.segments.flatMap(({ id }) =>
      restrictionPaths(data.audienceModel, id, names).map(
        ({ steps }) => steps.filter(({ kind }) => kind === 'segment').length - 1,
      ),
    )
    expect(Math.max(...depths)).toBe(3)
  })

  it('blocks 3 of the design’s 48 mapped segments, one over a segment that is included', () => {
    const [first] = data.destinations
    expect(first?.destination.mappings).toMatchObject({ total: 48, blocked: 3 })
    const labels = first?.destination.exportLabels ?? null
    const names = new Map(data.segments.map(({ id, name }) => [id, name]))
    const blocked = data.segments
      .filter(({ id }) => first?.mappings.some(({ segmentId }) => segmentId === id))
      .filter(({ restrictedLabels }) => blockedBy(labels, restrictedLabels).length > 0)
    const ways = blocked.map(({ id }) =>
      restrictionPaths(data.audienceModel, id, names)
        .filter(({ label }) => labels?.includes(label))
        .flatMap(({ steps }) => steps.map(({ kind }) => kind)),
    )
    expect(ways).toEqual([
      ['segment', 'trait', 'data-source'],
      ['segment', 'merge-rule', 'data-source'],
      ['segment', 'segment', 'trait', 'data-source'],
    ])
  })

  it.each([
    'blocked by export controls',
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
