import { formatFileName, type SyncMode, type SyncType } from './file-name.ts'
import { type S2sDestination, type S2sUser, userDpid } from './user.ts'

/** What a batch says of one user: values that are sent for segments. */
export type BatchRow = {
  uuid: string
  /** The segments that the user is in: all of them, or those that came in since the last batch. */
  inside: string[]
  /** Those that the user has left since the last batch. */
  removed: string[]
}

/** Why a value cannot stand in a row, or null: spaces and commas part a row's values. */
export function rowValueProblem(value: string): string | null {
  return /[\s,]/u.test(value)
    ? 'A value that is sent in files has no spaces and no commas. Remove them.'
    : null
}

/** `59767559181262060060278870901087098252 24,26,27 25,28`; without removed segments it ends after the others. */
export function formatRow({ uuid, inside, removed }: BatchRow): string {
  const row = `${uuid} ${inside.join(',')}`
  return removed.length === 0 ? row : `${row} ${removed.join(',')}`
}

/** Reads what `formatRow` wrote; null: it is no such row. */
export function parseRow(text: string): BatchRow | null {
  const match = /^(\d{1,38}) (\S*)(?: (\S*))?$/.exec(text)
  if (match === null) return null
  const [, uuid = '', inside = '', removed = ''] = match
  const row = { uuid, inside: valuesOf(inside), removed: valuesOf(removed) }
  return [...row.inside, ...row.removed].includes('') ? null : row
}

function valuesOf(list: string): string[] {
  return list === '' ? [] : list.split(',')
}

/**
 * The row of a user; null: there is nothing to tell. A full batch has all segments that the user is in
 * and removes none, since what it does not name is gone; an incremental one has only what changed.
 *
 * @param since when the last batch was made, in milliseconds since 1970; not used for a full one.
 */
export function rowOf(
  { uuid, memberships }: S2sUser,
  { takesUnsegments }: Pick<S2sDestination, 'takesUnsegments'>,
  mode: SyncMode,
  since: number,
): BatchRow | null {
  const told = mode === 'full' ? memberships : memberships.filter(({ at }) => at > since)
  const isRemoving = mode === 'iter' && takesUnsegments
  const inside = told.filter(({ isIn }) => isIn).map(({ value }) => value)
  const removed = isRemoving ? told.filter(({ isIn }) => !isIn).map(({ value }) => value) : []
  return inside.length + removed.length === 0 ? null : { uuid, inside, removed }
}

/** One file of a batch, before it is compressed. */
export type BatchFile = { name: string; rows: string[]; bytes: number }

type BatchInput = {
  destination: S2sDestination
  users: readonly S2sUser[]
  syncType: SyncType
  pidAlias: string | null
  mode: SyncMode
  /** See `rowOf`. */
  since: number
  /** Milliseconds since 1970, UTC. */
  now: number
  /** The size at which a new part begins, before compression; a row that is larger has its own. */
  partBytes: number
  gzip: boolean
}

/**
 * The files of a batch: parts of a size for each kind of device, whose ids are never in one file.
 * Without a row there is no file. domain.md, "Device-Based (S2S) destination".
 */
export function batchFiles(input: BatchInput): BatchFile[] {
  const { destination, users, syncType, pidAlias, mode, since, now, partBytes, gzip } = input
  const byDpid = Map.groupBy(users, ({ device }) => userDpid(device, destination))
  return Array.from(byDpid).flatMap(([masterDpid, ofDpid]) => {
    const rows = ofDpid.flatMap((user) => {
      const row = rowOf(user, destination, mode, since)
      return row === null ? [] : [formatRow(row)]
    })
    return partsOf(rows, partBytes).map((part, at) => ({
      ...part,
      name: formatFileName({
        syncType,
        destinationId: destination.id,
        masterDpid,
        pidAlias,
        mode,
        at: now,
        part: at,
        gzip,
      }),
    }))
  })
}

const encoder = new TextEncoder()

/** What a file holds: each row ends with a line feed. */
export function contentOf(rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join('')
}

function partsOf(rows: readonly string[], partBytes: number): Omit<BatchFile, 'name'>[] {
  const parts: Omit<BatchFile, 'name'>[] = []
  for (const row of rows) {
    const bytes = encoder.encode(row).length + 1
    const last = parts.at(-1)
    if (last !== undefined && last.bytes + bytes <= partBytes) {
      last.rows.push(row)
      last.bytes += bytes
    } else {
      parts.push({ rows: [row], bytes })
    }
  }
  return parts
}

/** Compresses a text (UTF-8) with gzip. */
export async function gzipped(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}
