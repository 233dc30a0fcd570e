import { expect, it } from 'vitest'
import { compare, firstDifference, verdictOf } from './compare.ts'
import type { Prediction } from './predict.ts'

const AT = '2026-11-23T10:00:00.000Z'

function aCall(text: string, destinationId = 1): Prediction {
  return { destinationId, kind: 'call', text }
}

const arrivals = (...urls: string[]) => urls.map((url) => ({ at: AT, url }))

function verdicts(predictions: Prediction[], urls: string[], isOver = true) {
  return compare(predictions, arrivals(...urls), []).map((each) => verdictOf(each, isOver))
}

it('calls each equal one equal, in whatever order they arrive', () => {
  const predictions = [aCall('https://a.example/1'), aCall('https://a.example/2', 2)]
  expect(verdicts(predictions, ['https://a.example/2', 'https://a.example/1'])).toEqual([
    'equal',
    'equal',
  ])
})

it('marks where an arrival differs, beside the prediction that it is most like', () => {
  const predictions = [aCall('https://a.example/?x=1'), aCall('https://b.example/?s=10,11', 2)]
  const [first, second] = compare(
    predictions,
    arrivals('https://b.example/?s=10,12', 'https://a.example/?x=1'),
    [],
  )
  expect(first && verdictOf(first, true)).toBe('equal')
  expect(second?.arrived).toBe('https://b.example/?s=10,12')
  expect(second && verdictOf(second, true)).toBe('different')
  expect(firstDifference('https://b.example/?s=10,11', 'https://b.example/?s=10,12')).toBe(25)
})

it('tells what has not arrived, once the visit is over, and what nobody predicted', () => {
  expect(verdicts([aCall('https://a.example/')], [], false)).toEqual([null])
  expect(verdicts([aCall('https://a.example/')], ['https://c.example/'])).toEqual([
    'missing',
    'unexpected',
  ])
})

it('takes a call that is made twice for two', () => {
  const twice = [aCall('https://a.example/'), aCall('https://a.example/', 2)]
  expect(verdicts(twice, ['https://a.example/'])).toEqual(['equal', 'missing'])
})

it('compares a cookie as it was kept, with the attributes that were asked for', () => {
  const text = 'seg=x=1%2C2; domain=.acme.example; path=/'
  const prediction: Prediction = { destinationId: 3, kind: 'cookie', text }
  const written = { asked: text, isDomainLeftOut: true }
  const [kept] = compare([prediction], [], [{ ...written, kept: 'seg=x=1%2C2' }])
  expect(kept && verdictOf(kept, true)).toBe('equal')
  expect(kept?.isDomainLeftOut).toBe(true)
  const [cut] = compare([prediction], [], [{ ...written, kept: 'seg=x=1%2C' }])
  expect(cut && verdictOf(cut, true)).toBe('different')
})
