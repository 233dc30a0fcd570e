import { expect, it } from 'vitest'
import type { DeliveryMapping } from '../../contract/mapping.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { notSentOf, predict, type Sender } from './predict.ts'
import { withSegment } from './qualify.ts'

const AT = '2026-11-20T08:00:00.000Z'
const MIA: Visitor = {
  id: 1,
  revision: 3,
  name: 'Mia',
  did: '4711',
  mcid: null,
  partnerIds: {},
  region: 6,
  gdprApplies: false,
  consent: null,
  qualifications: [{ segmentId: 1, at: AT }],
}
const PAGE = { host: 'www.acme.example', protocol: 'https', environment: 'BROWSER' } as const
const VISIT = { liveTestId: 'live-test-1', seed: 5, now: Date.parse('2026-11-23T10:00:00Z') }

function aMapping(segmentId: number): DeliveryMapping {
  return {
    segmentId,
    name: `Segment ${segmentId}`,
    value: String(segmentId),
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-11-01',
    endDate: null,
    priority: 0,
    paused: false,
    restrictedLabels: [],
  }
}

function pixel(id: number): Sender {
  const destination = aDestination({
    id,
    configuration: {
      type: 'url',
      serialized: true,
      baseUrl: null,
      secureUrl: 'https://ads.example/px?seg=%ALIAS%&r=%rnd%',
      delimiter: ',',
      calledAs: 'img',
    },
  })
  return { destination, mappings: [aMapping(1), aMapping(2)] }
}

it('predicts the same for a destination, whatever is delivered before it', () => {
  const about = { visitor: MIA, page: PAGE, visit: VISIT }
  const both = predict({ ...about, senders: [pixel(1), pixel(2)] })
  expect(both.map(({ destinationId }) => destinationId)).toEqual([1, 2])
  expect(both[1]).toEqual(predict({ ...about, senders: [pixel(2)] })[0])
  expect(both[0]?.text).toMatch(/^https:\/\/ads\.example\/px\?seg=1&r=\d+$/)
  expect(both[0]?.text).not.toBe(both[1]?.text)
})

it('predicts nothing on a page for which there is no address', () => {
  const page = { ...PAGE, protocol: 'http' } as const
  expect(predict({ senders: [pixel(1)], visitor: MIA, page, visit: VISIT })).toEqual([])
})

it('tells why a mapping is not sent', () => {
  expect(notSentOf(pixel(1), MIA, PAGE, VISIT.now)).toEqual([
    { segmentId: 2, reason: 'not-qualified' },
  ])
})

it('qualifies a visitor and takes that back, and changes nothing else', () => {
  const changed = withSegment(MIA, 2, true, AT)
  expect(changed).not.toHaveProperty('revision')
  expect(changed.qualifications.map(({ segmentId }) => segmentId)).toEqual([1, 2])
  const back = withSegment({ ...MIA, ...changed }, 2, false, AT)
  expect(back.qualifications).toEqual(MIA.qualifications)
})
