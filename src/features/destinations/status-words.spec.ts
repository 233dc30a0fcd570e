import { expect, it } from 'vitest'
import type { Destination } from '../../contract/destination/destination.ts'
import { statusWords } from './status-words.ts'
import { aDestination } from '../../domain/test-destination.ts'

const TODAY = '2026-11-23'
const fine = { total: 3, incomplete: 0, blocked: 0, earliestEnd: null, latestEnd: null }
const ended = { ...fine, earliestEnd: '2026-11-01', latestEnd: '2026-11-20' }

it.each<[string, Partial<Destination>, { tone: string; words: string }]>([
  ['an active one', { mappings: fine }, { tone: 'ok', words: 'Active' }],
  ['a paused one', { status: 'paused', mappings: fine }, { tone: 'mute', words: 'Paused' }],
  [
    'a deleted one',
    { status: 'deleted', mappings: ended },
    { tone: 'mute', words: 'In the trash' },
  ],
  [
    'a complete draft',
    { status: 'draft', mappings: fine },
    { tone: 'mute', words: 'Draft · ready to activate' },
  ],
  [
    'a draft that lacks its name',
    { status: 'draft', name: null, mappings: fine },
    { tone: 'mute', words: 'Draft · 1 thing missing' },
  ],
  [
    'a draft that lacks name and segments',
    { status: 'draft', name: null },
    { tone: 'mute', words: 'Draft · 2 things missing' },
  ],
  [
    'an active one whose mappings ended',
    { mappings: ended },
    { tone: 'warn', words: 'All mappings have ended' },
  ],
  [
    'a paused one with two reasons',
    { status: 'paused', mappings: { ...ended, incomplete: 2 } },
    { tone: 'warn', words: 'Paused · 2 mappings are incomplete · 1 more' },
  ],
])('the status of %s is said in words', (_, given, expected) => {
  expect(statusWords(aDestination(given), TODAY)).toMatchObject(expected)
})

it('a person can read every reason, and the status that the first one stands for', () => {
  const { title } = statusWords(aDestination({ mappings: { ...ended, incomplete: 2 } }), TODAY)
  expect(title).toBe('Active. 2 mappings are incomplete. All mappings have ended')
})
