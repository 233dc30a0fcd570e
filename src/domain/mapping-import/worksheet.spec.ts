import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DestinationConfiguration } from '../../contract/destination/destination.ts'
import type { MappingFields, MappingWithSegment } from '../../contract/mapping.ts'
import { readTable } from '../../lib/read-table.ts'
import { checkMapping } from '../mapping-rules.ts'
import { aDestination } from '../test-destination.ts'
import { planMappingImport } from './plan.ts'
import { recogniseColumns, rowsFromTable } from './table.ts'
import { mappingsToCsv } from './worksheet.ts'

const COOKIE = {
  type: 'cookie',
  cookieName: 'aud',
  cookieDomain: null,
  expiryDays: 30,
  maxSize: 2048,
  publishTo: { mode: 'all', domains: [] },
  format: 'multi-key',
  key: 'seg',
  keySeparator: null,
  delimiter: null,
  serialized: false,
  serialSeparator: null,
} as const
const URL_CALLS = {
  type: 'url',
  baseUrl: null,
  secureUrl: null,
  delimiter: null,
  calledAs: 'img',
} as const

const CONFIGURATIONS = {
  'a serialized URL': { ...URL_CALLS, serialized: true },
  'a URL for each mapping': { ...URL_CALLS, serialized: false },
  'a cookie with several keys': { ...COOKIE, publishTo: { mode: 'all', domains: [] } },
  'a cookie with one key': {
    ...COOKIE,
    publishTo: { mode: 'all', domains: [] },
    format: 'single-key',
  },
} satisfies Record<string, DestinationConfiguration>

function mapped(
  segmentId: number,
  fields: Partial<MappingFields>,
  name = 'Ski',
): MappingWithSegment {
  return {
    segmentId,
    revision: 1,
    value: null,
    key: null,
    url: null,
    secureUrl: null,
    startDate: '2026-01-01',
    endDate: null,
    priority: 0,
    ...fields,
    valueOrigin: 'manual',
    ruleId: null,
    updatedAt: '2026-11-01T08:00:00.000Z',
    segment: {
      id: segmentId,
      name,
      folder: [],
      status: 'active',
      restrictedLabels: [],
      integrationCode: null,
      peopleCount: null,
    },
    duplicateOf: null,
    isOverSize: false,
  }
}

/** What importing an export would do. */
async function imported(configuration: DestinationConfiguration, rows: MappingWithSegment[]) {
  const destination = aDestination({ configuration })
  const csv = mappingsToCsv(destination, rows)
  const table = await readTable(csv, () => undefined, new AbortController().signal)
  const [header, ...data] = table.rows
  const roles = recogniseColumns(header?.cells ?? [], configuration)
  const read = rowsFromTable(data, roles ?? [], destination)
  const { plan } = planMappingImport(read.rows, {
    destination,
    segments: new Map(rows.map(({ segment }) => [segment.id, segment])),
    mappings: new Map(rows.map((row) => [row.segmentId, row])),
    count: rows.length,
    max: 20_000,
    today: '2026-11-23',
    whyBlocked: String,
    changedSince: new Set(),
  })
  return { ...plan, rejected: [...read.rejected, ...plan.rejected] }
}

/** Texts that a spreadsheet or a reader of tables would take for something else. */
const someText = fc.oneof(
  fc.constantFrom(
    '=HYPERLINK("http://evil.example")',
    '+1',
    '-7',
    '@x',
    "'=x",
    "''-1",
    "'quoted'",
    '(empty)',
    "'(Empty)",
    'never',
    '"',
    'a,b;c|d',
    '00123',
    '2026-12-01',
    'destinationId',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
)
const cleanText = fc.option(
  someText.map((text) => text.trim()).filter((text) => text !== ''),
  { nil: null },
)
const someDay = fc.constantFrom('2026-01-01', '2026-11-23', '2027-06-30')
const someFields = fc.record({
  value: cleanText,
  key: cleanText,
  url: fc.constantFrom(null, 'http://a.example/?x=%20&y="1"'),
  secureUrl: fc.constantFrom(null, 'https://a.example/?s=1'),
  startDate: someDay,
  endDate: fc.option(someDay),
  priority: fc.nat(9999),
})

describe('an export of mappings', () => {
  it.each(Object.entries(CONFIGURATIONS))('of %s is read back to nothing changed', (_, given) =>
    fc.assert(
      fc.asyncProperty(fc.array(someFields, { maxLength: 8 }), someText, async (fields, name) => {
        const isKey = given.type === 'cookie' && given.format === 'multi-key'
        const hasUrl = given.type === 'url' && !given.serialized
        const rows = fields
          .filter((each) => checkMapping(given, each).length === 0)
          .map((each, at) =>
            mapped(
              at + 1,
              {
                ...each,
                key: isKey ? each.key : null,
                ...(hasUrl ? {} : { url: null, secureUrl: null }),
                priority: given.type === 'cookie' ? each.priority : 0,
              },
              name,
            ),
          )
        const { added, changed, unchanged, rejected } = await imported(given, rows)
        expect({ added, changed, unchanged, rejected }).toEqual({
          added: 0,
          changed: 0,
          unchanged: rows.length,
          rejected: [],
        })
      }),
      { numRuns: 60 },
    ),
  )

  it.each([
    ['a serialized URL', 'destinationId,sid,traitType,startDate,traitAlias,name,endDate'],
    [
      'a URL for each mapping',
      'destinationId,sid,traitType,startDate,url,name,endDate,secureUrl,traitAlias',
    ],
    [
      'a cookie with several keys',
      'destinationId,sid,traitType,startDate,traitAlias,valueAlias,name,endDate,priority',
    ],
  ] as const)('of %s has the columns of the bulk worksheet first', (name, headers) => {
    const csv = mappingsToCsv(aDestination({ configuration: CONFIGURATIONS[name] }), [])
    expect(csv.replaceAll('"', '').trim()).toBe(headers)
  })

  it('gives spreadsheets no formula to run, not even in a name', () => {
    const csv = mappingsToCsv(aDestination(), [
      mapped(1, { value: '=HYPERLINK("http://evil.example")' }, '=1+1'),
    ])
    const cells = csv.split('\r\n')[1]?.split('","') ?? []
    expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([])
  })
})
