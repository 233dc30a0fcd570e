import { describe, expect, it } from 'vitest'
import type { LineageStep } from '../contract/audience-model.ts'
import { carriersOf, restrictionSentence } from './restriction-sentence.ts'

const near: LineageStep = { kind: 'segment', id: 2, name: 'Sicily, within 30 days' }
const sicily: LineageStep = { kind: 'segment', id: 1, name: 'Sicily' }
const trait: LineageStep = { kind: 'trait', id: 7, name: 'Viewed Sicily' }
const source: LineageStep = { kind: 'data-source', id: 9, name: 'Skyline intent data' }
const rule: LineageStep = { kind: 'merge-rule', id: 3, name: 'Signed-in people' }

describe('the sentence on why a segment is blocked', () => {
  it.each([
    [
      'an included segment',
      [near, sicily, trait, source],
      '‘Sicily, within 30 days’ includes ‘Sicily’, which is built from the trait ‘Viewed Sicily’, whose data source ‘Skyline intent data’ cannot be used for off-site ad targeting; this destination may be used for off-site ad targeting.',
    ],
    [
      'a trait of its own',
      [sicily, trait, source],
      '‘Sicily’ is built from the trait ‘Viewed Sicily’, whose data source ‘Skyline intent data’ cannot be used for off-site ad targeting; this destination may be used for off-site ad targeting.',
    ],
    [
      'its merge rule',
      [sicily, rule],
      '‘Sicily’ combines profiles by the merge rule ‘Signed-in people’, which cannot be used for off-site ad targeting; this destination may be used for off-site ad targeting.',
    ],
    [
      'a data source of its merge rule',
      [sicily, rule, source],
      '‘Sicily’ combines profiles by the merge rule ‘Signed-in people’, which uses the data source ‘Skyline intent data’, which cannot be used for off-site ad targeting; this destination may be used for off-site ad targeting.',
    ],
  ])('names the whole way over %s', (_, steps, sentence) => {
    const path = { label: 'off-site-ads' as const, steps }
    expect(restrictionSentence(path, { hasDestination: true })).toBe(sentence)
  })

  it('says for which destinations it is true when there is none', () => {
    expect(
      restrictionSentence({ label: 'pii', steps: [sicily, rule] }, { hasDestination: false }),
    ).toBe(
      '‘Sicily’ combines profiles by the merge rule ‘Signed-in people’, which cannot be tied to personally identifiable information (PII); a destination that may enable a combination with PII cannot be sent it.',
    )
  })
})

it('each carrier of a control is named once', () => {
  const paths = [
    { label: 'pii' as const, steps: [sicily, trait, source] },
    { label: 'off-site-ads' as const, steps: [near, sicily, trait, source] },
    { label: 'pii' as const, steps: [sicily, rule] },
  ]
  expect(carriersOf(paths)).toEqual([source, rule])
})
