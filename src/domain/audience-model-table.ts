import {
  AUDIENCE_ROWS_MAX,
  DataSourceInput,
  type AudienceModelImportResult,
  MergeRule,
  SegmentRule,
  Trait,
} from '../contract/audience-model.ts'
import { ExportLabel } from '../contract/common.ts'
import { formatNumber } from '../lib/format.ts'
import type { TableRow } from '../lib/read-table.ts'
import { CONTROL_WORDS } from './control-words.ts'
import { EXPORT_LABEL_NAMES } from './export-labels.ts'

export type AudienceKind = 'dataSources' | 'traits' | 'mergeRules' | 'segmentRules'
type Rejection = AudienceModelImportResult['rejected'][number]

type Column = {
  /** The field of the row that it fills. */
  field: string
  /** Headers that are understood, in lower case; the first is the one to recommend. */
  headers: readonly [string, ...string[]]
  read: (text: string) => unknown
  example: string
}

export type AudienceTable = {
  /** "data source", "data sources" */
  one: string
  name: string
  columns: readonly Column[]
}

const id = (field: string, headers: Column['headers'], example: string): Column => ({
  field,
  headers,
  read: wholeNumber,
  example,
})
const idOrNone = (field: string, headers: Column['headers'], example: string): Column => ({
  field,
  headers,
  read: (text) => (text === '' ? null : wholeNumber(text)),
  example,
})
const ids = (field: string, headers: Column['headers'], example: string): Column => ({
  field,
  headers,
  read: (text) =>
    text
      .split(/[\s;|,]+/)
      .filter(Boolean)
      .map(wholeNumber),
  example,
})
const name = (headers: Column['headers'], example: string): Column => ({
  field: 'name',
  headers,
  read: (text) => text,
  example,
})
const controls = (example: string): Column => ({
  field: 'controls',
  headers: ['controls', 'export controls', 'data export controls'],
  read: readControls,
  example,
})

/**
 * What a table of each kind holds. Every column must be there: a row sets all that it names, and a
 * forgotten column of controls would lift them.
 */
export const AUDIENCE_TABLES: Record<AudienceKind, AudienceTable> = {
  dataSources: {
    one: 'data source',
    name: 'data sources',
    columns: [
      id('id', ['id', 'data source id', 'datasourceid', 'dpid'], '9101'),
      name(['name', 'data source', 'data source name'], 'Skyline intent data'),
      {
        field: 'kind',
        headers: ['kind', 'type', 'party'],
        read: readKind,
        example: 'third-party',
      },
      controls('off-site ad targeting; PII'),
    ],
  },
  traits: {
    one: 'trait',
    name: 'traits',
    columns: [
      id('id', ['id', 'trait id', 'traitid', 'sid'], '70021'),
      name(['name', 'trait', 'trait name'], 'Viewed Sicily'),
      id('dataSourceId', ['data source id', 'datasourceid', 'data source', 'dpid'], '9101'),
    ],
  },
  mergeRules: {
    one: 'merge rule',
    name: 'merge rules',
    columns: [
      id('id', ['id', 'merge rule id', 'mergeruleid'], '31'),
      name(['name', 'merge rule', 'merge rule name'], 'Signed-in people'),
      controls('on-site personalization'),
      ids(
        'dataSourceIds',
        ['data source ids', 'datasourceids', 'data sources', 'data source id'],
        '9101 9102',
      ),
    ],
  },
  segmentRules: {
    one: 'segment rule',
    name: 'segment rules',
    columns: [
      id('segmentId', ['segment id', 'segmentid', 'sid', 'id'], '1021'),
      idOrNone('dataSourceId', ['data source id', 'datasourceid', 'data source'], '9102'),
      ids('traitIds', ['trait ids', 'traitids', 'traits'], '70021 70022'),
      ids(
        'includedSegmentIds',
        ['included segment ids', 'includedsegmentids', 'included segments', 'includes'],
        '1044',
      ),
      idOrNone('mergeRuleId', ['merge rule id', 'mergeruleid', 'merge rule'], '31'),
    ],
  },
}

/** Why a cell cannot be understood, in words for the person. */
class CellError extends Error {}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text) && Number.isSafeInteger(Number(text)) && Number(text) > 0) {
    return Number(text)
  }
  throw new CellError(text === '' ? 'is empty' : `holds ‘${text}’, which is no id`)
}

function readKind(text: string): string {
  const party = /^(first|second|third|1st|2nd|3rd|[123])[ -]?(party|p)?$/i.exec(text)?.[1]
  const word = party?.toLowerCase() ?? ''
  if (/^(f|1)/.test(word)) return 'first-party'
  if (/^(s|2)/.test(word)) return 'second-party'
  if (/^(t|3)/.test(word)) return 'third-party'
  throw new CellError(
    text === '' ? 'is empty' : `holds ‘${text}’; use first-party, second-party or third-party`,
  )
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\(pii\)/g, '')
    .replace(/[^a-z]+/g, ' ')
    .trim()
}

/** Every way to write a control that is understood: its name, and the words on the screens. */
const CONTROL_NAMES = new Map<string, ExportLabel>(
  ExportLabel.options.flatMap((label) => {
    const { short, control, label: blocked } = CONTROL_WORDS[label]
    const shown = EXPORT_LABEL_NAMES[label].short
    const words = [label, short, short.replace('No ', ''), control, blocked, shown]
    return [...words, control.replace('cannot be used for ', '')].map(
      (each): [string, ExportLabel] => [plain(each), label],
    )
  }),
)

function readControls(text: string): ExportLabel[] {
  const found = new Set<ExportLabel>()
  const words = text.split(/[;|,]/).flatMap((part) => {
    // Names have no spaces, so several of them may be separated by nothing else.
    const names = part.trim().split(/\s+/)
    return names.every((each) => ExportLabel.safeParse(each).success) ? names : [part]
  })
  for (const word of words) {
    const key = plain(word)
    if (key === '' || key === 'none') continue
    const label = CONTROL_NAMES.get(key)
    if (!label) {
      throw new CellError(`holds ‘${word.trim()}’, which is no control: ${controlList()}`)
    }
    found.add(label)
  }
  return ExportLabel.options.filter((label) => found.has(label))
}

function controlList(): string {
  return `use ${ExportLabel.options.join(', ')} or none`
}

const ROWS = {
  dataSources: DataSourceInput,
  traits: Trait,
  mergeRules: MergeRule,
  segmentRules: SegmentRule,
} as const

/** Rows of one kind, as an import takes them. */
export type AudienceRows = {
  [K in AudienceKind]?: ((typeof ROWS)[K]['_zod']['output'] & { line: number })[]
}

function normalise(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
}

/** For each column of the kind, its place in the table; -1: it is not there. */
function placesOf({ columns }: AudienceTable, headers: readonly string[]): number[] {
  const known = headers.map(normalise)
  return columns.map((column) => {
    for (const header of column.headers) {
      const at = known.indexOf(header)
      if (at !== -1) return at
    }
    return -1
  })
}

/**
 * Makes the rows of an import from a table whose first row holds headers. A row that cannot be
 * understood or breaks a rule of the contract is rejected with its line and reason; the others go on.
 *
 * @returns a problem when the table as a whole cannot be used.
 */
export function audienceRowsFromTable(
  kind: AudienceKind,
  [head, ...data]: readonly TableRow[],
): { problem: string } | { rows: AudienceRows; count: number; rejected: Rejection[] } {
  const table = AUDIENCE_TABLES[kind]
  const places = placesOf(table, head?.cells ?? [])
  const missing = table.columns.filter((_, at) => places[at] === -1)
  if (missing.length > 0) {
    const names = missing.map(({ headers }) => `‘${headers[0]}’`).join(', ')
    return {
      problem: `For ${table.name} the first row must hold headers, and ${names} ${missing.length === 1 ? 'is' : 'are'} not among them. Add what is missing; its cells may be empty where there is nothing to say.`,
    }
  }
  if (data.length === 0) return { problem: 'There is only a header.' }
  if (data.length > AUDIENCE_ROWS_MAX) {
    return {
      problem: `There are ${formatNumber(data.length)} rows; at most ${formatNumber(AUDIENCE_ROWS_MAX)} can be imported at once. Split the table.`,
    }
  }
  const rows: unknown[] = []
  const rejected: Rejection[] = []
  for (const row of data) {
    const result = readRow(kind, row, places)
    if ('reason' in result) {
      const named = table.columns.findIndex(({ field }) => field === 'name')
      const label = row.cells[places[named === -1 ? 0 : named] ?? 0]?.trim() || '(empty)'
      rejected.push({ kind, line: row.line, label, reason: result.reason })
    } else rows.push(result.row)
  }
  return { rows: { [kind]: rows }, count: rows.length, rejected }
}

function readRow(
  kind: AudienceKind,
  { line, cells }: TableRow,
  places: readonly number[],
): { row: object } | { reason: string } {
  const fields: Record<string, unknown> = {}
  for (const [at, column] of AUDIENCE_TABLES[kind].columns.entries()) {
    try {
      fields[column.field] = column.read((cells[places[at] ?? -1] ?? '').trim())
    } catch (error) {
      if (!(error instanceof CellError)) throw error
      return { reason: `The column ‘${column.headers[0]}’ ${error.message}.` }
    }
  }
  const checked = ROWS[kind].safeParse(fields)
  if (!checked.success) {
    return { reason: checked.error.issues.map((issue) => issue.message).join(' ') }
  }
  return { row: { ...checked.data, line } }
}
