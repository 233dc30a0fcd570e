import { type Arrival, RECEIVED_MAX, type WrittenCookie } from '../../contract/edge.ts'
import type { Prediction } from './predict.ts'

/** What was predicted beside what arrived. */
export type Comparison = {
  kind: Prediction['kind']
  /** Null: it arrived without being predicted. */
  prediction: Prediction | null
  /** Predicted besides, of the same image: browsers ask for one only once on a page. */
  repeats: readonly Prediction[]
  /** Null: it has not arrived. */
  arrived: string | null
  /** Of a cookie whose domain the customer's page is not on: the tag left the domain out. */
  isDomainLeftOut: boolean
}

export type Verdict = 'equal' | 'different' | 'missing' | 'too-long' | 'unexpected'

/** @returns null: the visit goes on, and it may still arrive. */
export function verdictOf({ prediction, arrived }: Comparison, isOver: boolean): Verdict | null {
  if (!prediction) return 'unexpected'
  if (arrived !== null) return prediction.text === arrived ? 'equal' : 'different'
  if (isTooLong(prediction)) return 'too-long'
  return isOver ? 'missing' : null
}

/** A call that the receiver does not take: whether it would reach the partner is not known. */
function isTooLong({ kind, text }: Prediction): boolean {
  return kind === 'call' && text.length > RECEIVED_MAX
}

/** How many of the calls that the tag has made can arrive. */
export function receivable(calls: number, predictions: readonly Prediction[]): number {
  return calls - onePerImage(predictions).filter(({ first }) => isTooLong(first)).length
}

type Merged = { first: Prediction; repeats: Prediction[] }

/** The predictions, with those of the same image as one. */
function onePerImage(predictions: readonly Prediction[]): Merged[] {
  const images = new Map<string, Merged>()
  return predictions.flatMap((prediction) => {
    const known = prediction.isImage ? images.get(prediction.text) : undefined
    if (known) {
      known.repeats.push(prediction)
      return []
    }
    const merged: Merged = { first: prediction, repeats: [] }
    if (prediction.isImage) images.set(prediction.text, merged)
    return [merged]
  })
}

/** Where two texts begin to differ; the length of the shorter one if that is all of it. */
export function firstDifference(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  let at = 0
  while (at < length && one[at] === other[at]) at += 1
  return at
}

type Arrived = { text: string; isDomainLeftOut: boolean }

/**
 * Puts each prediction beside what arrived for it: first what is equal, then what begins most alike, then
 * what was predicted or arrived alone. In the order of the predictions, the unexpected at the end. Calls of
 * the same image are one: browsers ask for it only once on a page.
 */
export function compare(
  predictions: readonly Prediction[],
  arrivals: readonly Arrival[],
  cookies: readonly WrittenCookie[],
): Comparison[] {
  const merged = onePerImage(predictions)
  const ofKind = (kind: Prediction['kind']) => merged.filter(({ first }) => first.kind === kind)
  const paired = [
    ...pair(
      'call',
      ofKind('call'),
      arrivals.map(({ url }) => ({ text: url, isDomainLeftOut: false })),
    ),
    ...pair('cookie', ofKind('cookie'), cookies.flatMap(arrivedCookie)),
  ]
  const places = new Map(predictions.map((prediction, at) => [prediction, at]))
  const placeOf = ({ prediction }: Comparison) =>
    (prediction && places.get(prediction)) ?? predictions.length
  return paired.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** The attributes as they were asked for: a page cannot read those back, only name and value. */
function arrivedCookie({ asked, kept, isDomainLeftOut }: WrittenCookie): Arrived[] {
  const end = asked.indexOf(';')
  const attributes = end === -1 ? '' : asked.slice(end)
  return kept === null ? [] : [{ text: kept + attributes, isDomainLeftOut }]
}

function pair(
  kind: Prediction['kind'],
  predictions: readonly Merged[],
  arrivals: readonly Arrived[],
): Comparison[] {
  const left = [...arrivals]
  const take = (found: Arrived | undefined): Arrived | null => {
    if (!found) return null
    left.splice(left.indexOf(found), 1)
    return found
  }
  const taken = new Map<Merged, Arrived | null>(
    predictions.map((merged) => [
      merged,
      take(left.find(({ text }) => text === merged.first.text)),
    ]),
  )
  for (const [merged, arrived] of taken) {
    if (!arrived) taken.set(merged, take(mostAlike(merged.first, left)))
  }
  return [
    ...Array.from(taken, ([{ first, repeats }, arrived]) => ({
      kind,
      prediction: first,
      repeats,
      arrived: arrived?.text ?? null,
      isDomainLeftOut: arrived?.isDomainLeftOut ?? false,
    })),
    ...left.map(({ text, isDomainLeftOut }) => ({
      kind,
      prediction: null,
      repeats: [],
      arrived: text,
      isDomainLeftOut,
    })),
  ]
}

/** What begins with the same host, or the same cookie name, and goes on alike for longest. */
function mostAlike({ kind, text }: Prediction, arrivals: readonly Arrived[]): Arrived | undefined {
  const start = kind === 'call' ? /^[^:]*:\/\/[^/?#]*/ : /^[^=]*=/
  const least = start.exec(text)?.[0].length ?? 0
  return arrivals
    .map((arrived) => ({ arrived, alike: firstDifference(text, arrived.text) }))
    .filter(({ alike }) => alike >= least)
    .toSorted((a, b) => b.alike - a.alike)[0]?.arrived
}
