import type { Arrival, WrittenCookie } from '../../contract/edge.ts'
import type { Prediction } from './predict.ts'

/** What was predicted beside what arrived. */
export type Comparison = {
  kind: Prediction['kind']
  /** Null: it arrived without being predicted. */
  prediction: Prediction | null
  /** Null: it has not arrived. */
  arrived: string | null
  /** Of a cookie whose domain the customer's page is not on: the tag left the domain out. */
  isDomainLeftOut: boolean
}

export type Verdict = 'equal' | 'different' | 'missing' | 'unexpected'

/** @returns null: the visit goes on, and it may still arrive. */
export function verdictOf({ prediction, arrived }: Comparison, isOver: boolean): Verdict | null {
  if (!prediction) return 'unexpected'
  if (arrived !== null) return prediction.text === arrived ? 'equal' : 'different'
  return isOver ? 'missing' : null
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
 * what was predicted or arrived alone. In the order of the predictions, the unexpected at the end.
 */
export function compare(
  predictions: readonly Prediction[],
  arrivals: readonly Arrival[],
  cookies: readonly WrittenCookie[],
): Comparison[] {
  const ofKind = (kind: Prediction['kind']) => predictions.filter((each) => each.kind === kind)
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
  predictions: readonly Prediction[],
  arrivals: readonly Arrived[],
): Comparison[] {
  const left = [...arrivals]
  const take = (found: Arrived | undefined): Arrived | null => {
    if (!found) return null
    left.splice(left.indexOf(found), 1)
    return found
  }
  const taken = new Map<Prediction, Arrived | null>(
    predictions.map((prediction) => [
      prediction,
      take(left.find(({ text }) => text === prediction.text)),
    ]),
  )
  for (const [prediction, arrived] of taken) {
    if (!arrived) taken.set(prediction, take(mostAlike(prediction, left)))
  }
  return [
    ...Array.from(taken, ([prediction, arrived]) => ({
      kind,
      prediction,
      arrived: arrived?.text ?? null,
      isDomainLeftOut: arrived?.isDomainLeftOut ?? false,
    })),
    ...left.map(({ text, isDomainLeftOut }) => ({
      kind,
      prediction: null,
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
