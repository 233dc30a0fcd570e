import * as z from 'zod/mini'
import type { VisitorValues } from './visitor-values.ts'

/** What was typed and is not saved yet, kept in this browser as the builder's steps keep it. */
const PREFIX = 'destination-builder.unsaved.visitor.'

const Values = z.object({
  name: z.string(),
  did: z.string(),
  mcid: z.string(),
  partnerIds: z.array(z.object({ dataSource: z.string(), id: z.string() })),
  region: z.string(),
  gdprApplies: z.boolean(),
  consent: z.string(),
  qualifications: z.array(z.object({ segmentId: z.number(), at: z.string() })),
})

const Kept = z.object({
  /** Of the visitor that they were typed over; null: a new one. */
  revision: z.nullable(z.number()),
  values: Values,
})

export type KeptVisitor = { revision: number | null; values: VisitorValues }

export function readKeptVisitor(storage: Storage, name: string): KeptVisitor | null {
  const text = storage.getItem(PREFIX + name)
  if (text === null) return null
  try {
    return Kept.parse(JSON.parse(text))
  } catch {
    // Written by an older version or damaged: there is nothing to give back.
    return null
  }
}

/** Keeps the values; null: forgets them. A full storage is no reason to disturb the typing. */
export function writeKeptVisitor(storage: Storage, name: string, kept: KeptVisitor | null): void {
  const key = PREFIX + name
  if (kept === null) {
    storage.removeItem(key)
    return
  }
  try {
    storage.setItem(key, JSON.stringify(kept))
  } catch {
    storage.removeItem(key)
  }
}
