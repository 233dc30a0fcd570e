import { assert, boolean, constantFrom, option, property, record, subarray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Answers,
  isImpossible,
  type PartnerIntake,
  recommend,
  RECOMMENDABLE_TYPES,
} from './recommend.ts'

const NONE: Answers = { intake: null, aim: null, visitors: null, knownByEmail: null }
const INTAKES: PartnerIntake[] = [
  'adobe-analytics',
  'hashed-addresses',
  'server-to-server',
  'page-call',
  'page-cookie',
]

describe('help me choose', () => {
  it.each([
    [{ aim: 'act-at-once' }, 'url'],
    [{ visitors: 'on-site-now' }, 'url'],
    [{ aim: 'build-pool' }, 'device-based'],
    [{ visitors: 'earlier-too', aim: 'build-pool', knownByEmail: false }, 'device-based'],
    [{ visitors: 'earlier-too', knownByEmail: true }, 'people-based'],
    [{ intake: ['page-call'] }, 'url'],
    [{ intake: ['page-cookie'], aim: 'act-at-once' }, 'cookie'],
    [{ intake: ['adobe-analytics'], visitors: 'on-site-now' }, 'adobe-analytics'],
    [{ intake: ['page-call', 'server-to-server'], aim: 'act-at-once' }, 'url'],
    [{ intake: ['page-call', 'server-to-server'], aim: 'build-pool' }, 'device-based'],
    [{ intake: ['page-call', 'server-to-server'], visitors: 'earlier-too' }, 'device-based'],
  ] satisfies [Partial<Answers>, string][])('%j leads to %s', (answers, type) => {
    expect(recommend({ ...NONE, ...answers })[0]).toMatchObject({ type, objections: [] })
  })

  it('gives the reasons, and what to bear in mind', () => {
    const answers: Answers = {
      intake: ['server-to-server'],
      aim: 'build-pool',
      visitors: 'earlier-too',
      knownByEmail: false,
    }
    expect(recommend(answers)[0]).toEqual({
      type: 'device-based',
      reasons: [
        'The partner takes messages or files from server to server',
        'Builds a large pool over time, for a later campaign',
        'Reaches new and previous visitors; they need not be seen again',
      ],
      objections: [],
      considerations: expect.arrayContaining(['An account on the platform must be linked first']),
    })
  })

  it('says what does not fit where nothing fits wholly', () => {
    const answers: Answers = { ...NONE, intake: ['page-call'], visitors: 'earlier-too' }
    expect(recommend(answers)[0]).toMatchObject({
      type: 'url',
      objections: ['Reaches new visitors only; they must be seen again to qualify'],
    })
  })

  it('never puts a type that cannot work before one that can, and always has all types', () => {
    const anyAnswers = record<Answers>({
      intake: option(subarray(INTAKES)),
      aim: constantFrom('act-at-once', 'build-pool', null),
      visitors: constantFrom('on-site-now', 'earlier-too', null),
      knownByEmail: option(boolean()),
    })
    assert(
      property(anyAnswers, (answers) => {
        const types = recommend(answers).map(({ type }) => type)
        expect(types.toSorted()).toEqual(RECOMMENDABLE_TYPES.toSorted())
        const impossible = types.map((type) => isImpossible(type, answers))
        expect(impossible).toEqual(impossible.toSorted((a, b) => Number(a) - Number(b)))
      }),
    )
  })

  it('tells what to bear in mind of every type', () => {
    expect(recommend(NONE).every(({ considerations }) => considerations.length >= 2)).toBe(true)
  })
})
