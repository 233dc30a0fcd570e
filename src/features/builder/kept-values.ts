import * as z from 'zod/mini'
import type { StepSlug } from '../../contract/readiness.ts'

/**
 * What was typed and is not saved yet (half-typed, refused, or the server is away), kept in this
 * browser so that a reload or a crash loses nothing. Only the fields that differ are kept.
 */
export type KeptValues = Record<string, unknown>

const Kept = z.object({ at: z.number(), values: z.record(z.string(), z.unknown()) })

const PREFIX = 'destination-builder.unsaved.'

function keyOf(destinationId: number, step: StepSlug): string {
  return `${PREFIX}${destinationId}.${step}`
}

export function readKept(
  storage: Storage,
  destinationId: number,
  step: StepSlug,
): KeptValues | null {
  const text = storage.getItem(keyOf(destinationId, step))
  if (text === null) return null
  try {
    return Kept.parse(JSON.parse(text)).values
  } catch {
    // Written by an older version or damaged: there is nothing to give back.
    return null
  }
}

/** Keeps the values; none: forgets them. A full storage is no reason to disturb the typing. */
export function writeKept(
  storage: Storage,
  destinationId: number,
  step: StepSlug,
  values: KeptValues,
  at: number,
): void {
  const key = keyOf(destinationId, step)
  if (Object.keys(values).length === 0) {
    storage.removeItem(key)
    return
  }
  try {
    storage.setItem(key, JSON.stringify({ at, values }))
  } catch {
    storage.removeItem(key)
  }
}

/** The fields of `values` that differ from `saved`. */
export function changedFields<V extends object>(values: V, saved: V): Partial<V> {
  const changed: Partial<V> = {}
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- keys of V, by definition
  for (const key of Object.keys(values) as (keyof V)[]) {
    if (JSON.stringify(values[key]) !== JSON.stringify(saved[key])) changed[key] = values[key]
  }
  return changed
}

/**
 * The values that may be saved now: fields that break a rule are sent as they were saved last, so
 * that one half-typed address does not hold back the rest.
 *
 * @returns null when even that is refused, because a rule ties fields together.
 */
export function savableValues<V extends object>(
  schema: z.ZodMiniType<V, V>,
  values: V,
  saved: V,
): { values: V; complete: boolean } | null {
  const whole = schema.safeParse(values)
  if (whole.success) return { values, complete: true }
  const broken = new Set(whole.error.issues.map((issue) => issue.path[0]))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys as V, each with a V value
  const mended = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      broken.has(key) ? Reflect.get(saved, key) : value,
    ]),
  ) as V
  return schema.safeParse(mended).success ? { values: mended, complete: false } : null
}
