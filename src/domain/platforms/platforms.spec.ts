import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  CAPABILITIES,
  CAPABILITY_NAME,
  filterPlatforms,
  type PlatformFilter,
  UPDATES_NAME,
} from './filters.ts'
import { deliveryOf, PLATFORMS } from './platforms.ts'

const FACTS = new URL('../../../../shared/data/device-based-platforms.tsv', import.meta.url)

describe('the platforms', () => {
  it.skipIf(!existsSync(FACTS))('are those that were published, with each of their facts', () => {
    const [header, ...lines] = readFileSync(FACTS, 'utf8').trimEnd().split('\n')
    expect(header?.split('\t')).toEqual([
      'platform',
      'updates',
      'unsegments',
      'receives_tcf_consent',
      'instant_cross_device_suppression',
      'mobile_device_ids',
    ])
    const rows = PLATFORMS.map((platform) => [
      platform.name,
      platform.updates,
      platform.unsegments,
      platform.receivesTcfConsent,
      platform.instantSuppression,
      platform.mobileIds,
    ])
    expect(rows).toEqual(lines.map((line) => line.split('\t')))
  })

  it('are 149, told apart by ids that can stand in an address', () => {
    expect(new Set(PLATFORMS.map(({ id }) => id)).size).toBe(149)
    expect(PLATFORMS.every(({ id }) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toBe(true)
  })

  it.each([
    ['The Trade Desk', 'real-time'],
    ['Amazon Advertising', 'batch'],
    ['Nativo', 'batch'],
    ['Yieldex', 'batch'],
  ])('%s is told by %s', (name, delivery) => {
    const [platform] = PLATFORMS.filter((each) => each.name === name)
    expect(platform && deliveryOf(platform)).toBe(delivery)
  })
})

describe('the filters of platforms', () => {
  const NONE: PlatformFilter = { q: '', updates: [], capabilities: [] }
  const found = (filter: Partial<PlatformFilter>) =>
    filterPlatforms(PLATFORMS, { ...NONE, ...filter })
  const names = (filter: Partial<PlatformFilter>) => found(filter).map(({ name }) => name)

  it('show all until one is set', () => {
    expect(found({ q: '  ' })).toEqual(PLATFORMS)
  })

  it('find a name by its words, in any order and case', () => {
    expect(names({ q: 'DESK trade' })).toEqual(['The Trade Desk'])
    expect(names({ q: 'yieldex' })).toEqual(['AppNexus Yieldex', 'Yieldex'])
    expect(names({ q: 'Strôer' })).toEqual(['Stroer'])
    expect(names({ q: 'no such platform' })).toEqual([])
  })

  it('take any of the updates', () => {
    expect(names({ updates: ['twice-daily', 'varies'] })).toEqual(['Nativo', 'Yieldex'])
    expect(found({ updates: ['real-time'] })).toHaveLength(60)
  })

  it('want all of the capabilities', () => {
    expect(names({ capabilities: [...CAPABILITIES] })).toEqual([
      'Google DoubleClick Bid Manager (DBM)',
      'Google DoubleClick Campaign Manager (DCM fka DFA)',
      'Google DoubleClick for Publishers (DFP, DFPP)',
      'The Trade Desk',
      'Yahoo DataX',
    ])
  })

  it('do not take for granted what is not known', () => {
    expect(names({ q: 'Rubicon', capabilities: ['receivesTcfConsent'] })).toEqual(['Rubicon'])
    expect(names({ q: 'Rubicon', capabilities: ['mobileIds'] })).toEqual([])
  })

  it('have names that are told apart', () => {
    const words = [...Object.values(CAPABILITY_NAME), ...Object.values(UPDATES_NAME)]
    expect(new Set(words).size).toBe(words.length)
  })
})
