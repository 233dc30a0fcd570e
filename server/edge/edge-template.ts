import { browserForm } from '../../src/domain/delivery/address.ts'
import { deliver } from '../../src/domain/delivery/deliver.ts'
import type { Address, Moment, PageContext } from '../../src/domain/delivery/types.ts'
import { freshTexts } from '../../src/domain/delivery/url-calls.ts'
import type { EdgeVisitor } from './edge-index.ts'

const SECONDS_A_DAY = 86_400

type FreshTexts = ReturnType<typeof freshTexts>

/** Writes what is new with each visit. */
type Fill = (fresh: FreshTexts) => string

/** A piece of JSON: as it is, or to be filled in for one of the calls. */
type Piece = string | { call: number; fill: Fill }

/**
 * What a visitor's page gets on a day, as JSON that lacks only what is new with each visit. `deliver`
 * has decided all the rest, so that a second visit costs joining texts.
 */
export type EdgeTemplate = {
  pieces: readonly Piece[]
  /** For each call its destination, whose time and random numbers it takes. */
  destinationIds: readonly number[]
}

/**
 * Delivers to a visitor's page from all active destinations, in the order of their ids: the members
 * `stuff` and `dests` of an `EdgeResponse`.
 *
 * @param now milliseconds since 1970, of which the day decides.
 */
export function edgeTemplate(
  { prepared, deliveries }: EdgeVisitor,
  page: PageContext,
  now: number,
): EdgeTemplate {
  const stuff: string[] = []
  const dests = createPieces()
  const destinationIds: number[] = []
  const moment = { now, random: () => 0 }
  for (const { destinationId, compiled, mappings } of deliveries) {
    const { calls, cookie } = deliver({ compiled, mappings, visitor: prepared, page, moment })
    for (const { addresses, calledAs } of calls) {
      const call = destinationIds.push(destinationId) - 1
      dests.add(call === 0 ? '{"c":"' : ',{"c":"')
      addAddress(dests, addresses.http, call)
      dests.add('","e":"')
      addAddress(dests, addresses.https, call)
      dests.add(`","y":"${calledAs}"}`)
    }
    if (cookie) {
      const { name, value, maxAge, domain } = cookie
      const ttl = (maxAge ?? 0) / SECONDS_A_DAY
      stuff.push(inAscii(JSON.stringify({ cn: name, cv: value, ttl, dmn: domain ?? '' })))
    }
  }
  dests.add(']')
  return {
    pieces: [`"stuff":[${stuff.join(',')}],"dests":[`, ...dests.end()],
    destinationIds,
  }
}

/** @param momentOf the time of a destination, and the random numbers for its calls one after the other. */
export function fillTemplate(
  { pieces, destinationIds }: EdgeTemplate,
  momentOf: (destinationId: number) => Moment,
): string {
  let of: number | null = null
  let moment: Moment | null = null
  const fresh = destinationIds.map((destinationId) => {
    if (moment === null || destinationId !== of) moment = momentOf(destinationId)
    of = destinationId
    return freshTexts(moment)
  })
  let json = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      json += piece
    } else {
      const texts = fresh[piece.call]
      if (texts) json += piece.fill(texts)
    }
  }
  return json
}

const fillRandom: Fill = ({ random }) => random
const fillTimestamp: Fill = ({ timestamp }) => timestamp

type Pieces = ReturnType<typeof createPieces>

/** Pieces one after the other; neighbouring texts become one. */
function createPieces() {
  const pieces: Piece[] = []
  let text = ''
  return {
    add(piece: Piece): void {
      if (typeof piece === 'string') {
        text += piece
        return
      }
      pieces.push(text, piece)
      text = ''
    },
    end: (): Piece[] => [...pieces, text],
  }
}

function addAddress(pieces: Pieces, address: Address | null, call: number): void {
  if (!address) return
  const { plan, url } = address
  const parts = partsOf(address)
  if (parts.every((part) => typeof part === 'string')) {
    pieces.add(escaped(url))
  } else if (plan.hasSlotInPath) {
    // As fillAddress does: only the whole can be brought into the browser's form.
    const filled = (fresh: FreshTexts) =>
      parts.map((part) => (typeof part === 'string' ? part : part(fresh))).join('')
    pieces.add({ call, fill: (fresh) => escaped(browserForm(filled(fresh)).href) })
  } else {
    for (const part of parts) {
      pieces.add(typeof part === 'string' ? escaped(part) : { call, fill: part })
    }
  }
}

function partsOf({ plan, values }: Address): (string | Fill)[] {
  let slots = 0
  return plan.pieces.map((piece) => {
    if (typeof piece === 'string') return piece
    const value = values[slots] ?? ''
    slots += 1
    switch (piece.macro.name) {
      case 'rnd':
        return fillRandom
      case 'timestamp':
        return fillTimestamp
      default:
        return value
    }
  })
}

/** What JSON writes in another way, or takes more than a byte. */
const SPECIAL = /[^ !#-[\]-~]/

/** A text as it stands between the quotes of a JSON string. */
function escaped(text: string): string {
  return SPECIAL.test(text) ? inAscii(JSON.stringify(text).slice(1, -1)) : text
}

/** JSON without any character beyond ASCII, so that it has as many bytes as characters. */
function inAscii(json: string): string {
  return json.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
