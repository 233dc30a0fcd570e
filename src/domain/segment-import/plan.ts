import type {
  Segment,
  SegmentImportRejection,
  SegmentImportResult,
  SegmentImportRow,
  SegmentInput,
} from '../../contract/segment.ts'
import { formatFolder } from './folder-text.ts'

/** How existing segments are found; the server backs them with one query each. */
export type ExistingSegments = {
  byId: ReadonlyMap<number, Segment>
  byIntegrationCode: ReadonlyMap<string, Segment>
  /** Keyed by `placeKey`. */
  byPlace: ReadonlyMap<string, Segment>
  /** All segments of the account. */
  count: number
}

export type SegmentImportPlan = {
  create: SegmentInput[]
  change: SegmentInput[]
  result: Omit<SegmentImportResult, 'mappedByRule'>
}

/** A folder and a name as one key. */
export function placeKey({ folder, name }: Pick<SegmentInput, 'folder' | 'name'>): string {
  return JSON.stringify([...folder, name])
}

/** How many segments the preview names. */
const SAMPLE = 20

const FIELDS = {
  name: 'Name',
  folder: 'Folder',
  description: 'Description',
  integrationCode: 'Integration code',
  peopleCount: 'People',
} as const satisfies Partial<Record<keyof SegmentInput, string>>

function show(value: SegmentInput[keyof typeof FIELDS]): string {
  if (Array.isArray(value)) return formatFolder(value)
  return value === null || value === '' ? 'nothing' : String(value)
}

function changesOf(before: Segment, after: SegmentInput) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of FIELDS, by definition
  return (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).flatMap((field) => {
    const [from, to] = [show(before[field]), show(after[field])]
    return from === to ? [] : [{ field: FIELDS[field], from, to }]
  })
}

/**
 * Decides what an import does with each row: create, change, leave as it is, or reject. A row with an
 * id is that segment; one without is found by its integration code, else by folder and name, else it
 * is new. Importing the same rows again changes nothing.
 *
 * @param max how many segments the account may have; rows beyond are rejected, naming the limit.
 * @param firstNewId ids for new rows without one are given from here on, skipping those in use.
 */
export function planSegmentImport(
  rows: readonly SegmentImportRow[],
  existing: ExistingSegments,
  max: number,
  firstNewId: number,
): SegmentImportPlan {
  const create: SegmentInput[] = []
  const change: SegmentInput[] = []
  const rejected: SegmentImportRejection[] = []
  const changedSample: SegmentImportResult['changedSample'] = []
  const lineOfId = new Map<number, number>()
  /** New rows without an id: the same folder and name twice is the same segment twice. */
  const lineOfPlace = new Map<string, number>()
  const named = new Set(rows.map((row) => row.id))
  let unchanged = 0
  let nextId = firstNewId

  function newId(): number {
    while (existing.byId.has(nextId) || named.has(nextId)) nextId += 1
    return nextId++
  }

  for (const { line, ...row } of rows) {
    const reject = (reason: string) => rejected.push({ line, label: row.name, reason })
    const before = findExisting(row, existing)
    const knownId = row.id ?? before?.id
    const place = placeKey(row)
    const firstLine = knownId === undefined ? lineOfPlace.get(place) : lineOfId.get(knownId)
    if (firstLine !== undefined) {
      reject(`The same segment is on line ${firstLine} already. Keep one of the two lines.`)
      continue
    }
    if (knownId === undefined) lineOfPlace.set(place, line)
    else lineOfId.set(knownId, line)
    if (!before) {
      if (existing.count + create.length >= max) {
        reject(
          `The account may have ${max.toLocaleString('en-US')} segments, and they are used up.`,
        )
      } else create.push({ ...row, id: row.id ?? newId() })
      continue
    }
    const after = { ...row, id: before.id }
    const changes = changesOf(before, after)
    if (changes.length === 0) unchanged += 1
    else {
      change.push(after)
      if (changedSample.length < SAMPLE)
        changedSample.push({ id: after.id, name: after.name, changes })
    }
  }
  return {
    create,
    change,
    result: {
      created: create.length,
      changed: change.length,
      unchanged,
      rejected,
      createdSample: create.slice(0, SAMPLE).map(({ id, name, folder }) => ({ id, name, folder })),
      changedSample,
    },
  }
}

function findExisting(
  row: Omit<SegmentImportRow, 'line'>,
  existing: ExistingSegments,
): Segment | undefined {
  if (row.id !== null) return existing.byId.get(row.id)
  const byCode =
    row.integrationCode === null ? undefined : existing.byIntegrationCode.get(row.integrationCode)
  return byCode ?? existing.byPlace.get(placeKey(row))
}
