/** Where a batch goes: an SFTP server, or a bucket of Amazon S3. */
export type SyncType = 'ftp' | 'S3'

/** `iter`: only what changed since the last one. */
export type SyncMode = 'full' | 'iter'

/** What the name of a batch file tells. domain.md, "Device-Based (S2S) destination": batch delivery. */
export type BatchFileName = {
  syncType: SyncType
  destinationId: number
  /** The data source of the ids. */
  masterDpid: number
  /** The customer, by the platform's name; null: the platform asks for none. */
  pidAlias: string | null
  mode: SyncMode
  /** When the batch was made, in milliseconds since 1970, of at most 13 digits. */
  at: number
  /** Counts the parts of one batch from 0. */
  part: number
  gzip: boolean
}

/** The first part has no number; the second one is 001. */
const PART_DIGITS = 3
const TIME_DIGITS = 13

const ALIAS = /^[A-Za-z0-9_-]{1,64}$/
const NAME =
  /^(ftp|S3)_([1-9]\d*)_([1-9]\d*)(?:_([A-Za-z0-9_-]{1,64}))?_(full|iter)_(\d{13})(\d{3,})?\.sync(\.gz)?$/

/** Why a text cannot stand for the customer in a file's name, or null. */
export function pidAliasProblem(alias: string): string | null {
  return ALIAS.test(alias)
    ? null
    : 'Use letters, digits, hyphens and underscores only, at most 64 of them.'
}

/**
 * `S3_1234_20914_XYZCustomer_iter_1486140844000001.sync.gz`. Of the grammar's optional elements the
 * product always writes all but the customer and the compression.
 *
 * @param name with an alias that `pidAliasProblem` takes.
 */
export function formatFileName(name: BatchFileName): string {
  const { syncType, destinationId, masterDpid, pidAlias, mode, at, part, gzip } = name
  const time = String(at).padStart(TIME_DIGITS, '0')
  const split = part === 0 ? '' : String(part).padStart(PART_DIGITS, '0')
  const elements = [syncType, destinationId, masterDpid, pidAlias, mode, `${time}${split}`]
  return `${elements.filter((element) => element !== null).join('_')}.sync${gzip ? '.gz' : ''}`
}

/** Reads what `formatFileName` wrote; null: it is no such name. */
export function parseFileName(text: string): BatchFileName | null {
  const match = NAME.exec(text)
  if (match === null) return null
  const [, syncType, destinationId, masterDpid, alias, mode, time, split, gz] = match
  const name: BatchFileName = {
    syncType: syncType === 'S3' ? 'S3' : 'ftp',
    destinationId: Number(destinationId),
    masterDpid: Number(masterDpid),
    pidAlias: alias ?? null,
    mode: mode === 'full' ? 'full' : 'iter',
    at: Number(time),
    part: Number(split ?? 0),
    gzip: gz !== undefined,
  }
  // No part is written as 000, nor with a zero too many.
  return formatFileName(name) === text ? name : null
}
