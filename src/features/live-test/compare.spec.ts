import { expect, it } from 'vitest'
import { RECEIVED_MAX } from '../../contract/edge.ts'
import { compare, firstDifference, receivable, verdictOf } from './compare.ts'
import type { Prediction } from './predict.ts'

const AT = '2026-11-23T10:00:00.000Z'

function aCall(text: string, destinationId = 1, isImage = true): Prediction {
  return { destinationId, kind: 'call', text, isImage }
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

it('takes calls of the same image for one, as a browser does', () => {
  const image = 'https://a.example/'
  const predictions = [aCall(image), aCall('https://b.example/'), aCall(image, 2), aCall(image, 3)]
  const compared = compare(predictions, arrivals(image, 'https://b.example/'), [])
  expect(compared.map((each) => verdictOf(each, true))).toEqual(['equal', 'equal'])
  expect(compared[0]?.repeats.map(({ destinationId }) => destinationId)).toEqual([2, 3])
  expect(compared[1]?.repeats).toEqual([])
  expect(verdicts(predictions, [])).toEqual(['missing', 'missing'])
})

it('takes two frames with the same address for two, and an image besides for a third', () => {
  const address = 'https://a.example/'
  const frames = [aCall(address, 1, false), aCall(address, 2, false), aCall(address, 3)]
  expect(verdicts(frames, [address, address])).toEqual(['equal', 'equal', 'missing'])
})

it('waits for no call that the receiver does not take, and says so', () => {
  const long = aCall(`https://a.example/?${'1'.repeat(RECEIVED_MAX)}`)
  const predictions = [long, aCall('https://b.example/'), { ...long, destinationId: 2 }]
  expect(receivable(2, predictions)).toBe(1)
  expect(verdicts(predictions, ['https://b.example/'])).toEqual(['too-long', 'equal'])
})

it('compares a cookie as it was kept, with the attributes that were asked for', () => {
  const text = 'seg=x=1%2C2; domain=.acme.example; path=/'
  const prediction: Prediction = { destinationId: 3, kind: 'cookie', text, isImage: false }
  const written = { asked: text, isDomainLeftOut: true }
  const [kept] = compare([prediction], [], [{ ...written, kept: 'seg=x=1%2C2' }])
  expect(kept && verdictOf(kept, true)).toBe('equal')
  expect(kept?.isDomainLeftOut).toBe(true)
  const [cut] = compare([prediction], [], [{ ...written, kept: 'seg=x=1%2C' }])
  expect(cut && verdictOf(cut, true)).toBe('different')
})
