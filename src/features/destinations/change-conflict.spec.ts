import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api/api-error.ts'
import { conflictOf, summaryOf } from './change-conflict.ts'
import { aDestination } from '../../domain/test-destination.ts'

const shown = aDestination()

function refusal(slug: string, current: unknown): ApiError {
  return new ApiError('problem', 'Somebody else changed this.', {
    status: 412,
    problem: { type: `/problems/${slug}`, title: '', status: 412, detail: '', current },
  })
}

describe('what somebody else changed', () => {
  it.each([
    ['nothing but the revision', { revision: 4 }, 'Its settings are the same as before.'],
    ['the status', { status: 'paused' as const }, 'It is paused now.'],
    ['a field', { name: 'Other' }, 'It has another Name.'],
    [
      'status and fields',
      { status: 'deleted' as const, name: 'Other', description: 'New' },
      'It is in the trash now and has another Name, Description.',
    ],
    [
      'more than a message can name',
      { name: 'Other', description: 'New', environment: 'IOS' as const, exportLabels: [] },
      'It has another Name, Description, Environment and 1 more.',
    ],
  ])('is told in a sentence: %s', (_, change, sentence) => {
    expect(summaryOf(shown, aDestination(change))).toBe(sentence)
  })

  it('comes with the state to go on from', () => {
    const current = aDestination({ revision: 4, name: 'Other' })
    expect(conflictOf(refusal('revision-conflict', current), shown)?.current).toEqual(current)
  })

  it.each([
    ['another refusal', refusal('wrong-state', shown)],
    ['a conflict that does not say with what', refusal('revision-conflict', undefined)],
    ['a broken connection', new ApiError('network', 'The request failed.')],
    ['a mistake of the page', new TypeError('x is not a function')],
  ])('is not read out of %s', (_, error) => {
    expect(conflictOf(error, shown)).toBeNull()
  })
})
