import { describe, expect, it } from 'vitest'
import { aDeliveryMapping as mapping, aDestination } from '../../domain/test-destination.ts'
import { createPreviewer, type PreviewInput } from './previewer.ts'
import { visitorIn } from './typical-visitor.ts'

const INPUT: PreviewInput = {
  destination: aDestination({ status: 'draft' }),
  visitor: visitorIn([1, 2, 3]),
  page: { protocol: 'https', host: 'www.acme.example', environment: 'BROWSER' },
  now: Date.parse('2026-11-24T10:00:00Z'),
  seed: 1,
}

describe('a preview', () => {
  it('shows a draft as it will be once it is active, with everything that is not sent', () => {
    const preview = createPreviewer([
      mapping(1),
      mapping(2, { restrictedLabels: ['off-site-ads'] }),
      mapping(3, { endDate: '2026-02-01' }),
      mapping(4),
    ])
    const { calls, notSent, mapped } = preview(INPUT)
    expect(calls.count).toBe(1)
    expect(calls.first[0]).toMatchObject({
      addresses: {
        https: { url: 'https://ads.northwind.example/px?seg=v1' },
        http: { url: 'http://ads.northwind.example/px?seg=v1' },
      },
      segments: { count: 1, first: [{ id: 1, name: 'Segment 1' }] },
    })
    expect(notSent.map(({ reason, first }) => [reason, first[0]?.name])).toEqual([
      ['blocked', 'Segment 2'],
      ['ended', 'Segment 3'],
      ['not-qualified', 'Segment 4'],
    ])
    expect(mapped).toBe(4)
  })

  it('stays small with very many mappings', () => {
    const preview = createPreviewer(Array.from({ length: 3000 }, (_, at) => mapping(at + 1)))
    const [group] = preview(INPUT).notSent
    expect(group).toMatchObject({ reason: 'not-qualified', count: 2997 })
    expect(group?.first).toHaveLength(50)
  })

  it('follows the configuration from one question to the next', () => {
    const preview = createPreviewer([mapping(1)])
    const { configuration } = INPUT.destination
    if (configuration.type !== 'url') throw new TypeError('Not a URL destination')
    const urlOf = (secureUrl: string) =>
      preview({
        ...INPUT,
        destination: { ...INPUT.destination, configuration: { ...configuration, secureUrl } },
      }).calls.first[0]?.addresses.https?.url
    expect(urlOf('https://a.example/?s=%ALIAS%')).toBe('https://a.example/?s=v1')
    expect(urlOf('https://a.example/?t=%ALIAS%')).toBe('https://a.example/?t=v1')
  })
})
