import { describe, expect, it } from 'vitest'
import type { DestinationConfiguration } from '../../contract/destination/destination.ts'
import { aDestination } from '../test-destination.ts'
import {
  type ColumnRole,
  columnRoles,
  guessColumns,
  headersFor,
  recogniseColumns,
  rolesProblem,
  rowsFromTable,
} from './table.ts'

const PIXEL = aDestination()
const SERIALIZED = PIXEL.configuration
const NOT_SERIALIZED: DestinationConfiguration = {
  type: 'url',
  serialized: false,
  baseUrl: null,
  secureUrl: null,
  delimiter: null,
  calledAs: 'img',
}
const MULTI_KEY: DestinationConfiguration = {
  type: 'cookie',
  cookieName: 'aud',
  cookieDomain: null,
  expiryDays: 30,
  maxSize: 2048,
  publishTo: { mode: 'all', domains: [] },
  format: 'multi-key',
  key: null,
  keySeparator: '=',
  delimiter: '&',
  serialized: false,
  serialSeparator: null,
}
const SINGLE_KEY: DestinationConfiguration = { ...MULTI_KEY, format: 'single-key', key: 'x' }

describe('recogniseColumns', () => {
  it.each<[string, DestinationConfiguration, string, ColumnRole[]]>([
    [
      'the cookie worksheet',
      MULTI_KEY,
      'destinationId,sid,traitType,startDate,traitAlias,valueAlias',
      ['destinationId', 'segmentId', 'traitType', 'startDate', 'key', 'value'],
    ],
    [
      'the cookie worksheet, where the destination has the key',
      SINGLE_KEY,
      'sid,traitAlias,valueAlias',
      ['segmentId', 'ignore', 'value'],
    ],
    [
      'the URL worksheet',
      NOT_SERIALIZED,
      'destinationId,sid,traitType,startDate,url',
      ['destinationId', 'segmentId', 'traitType', 'startDate', 'url'],
    ],
    [
      'the worksheet of serialized URLs, in another order and case',
      SERIALIZED,
      'TRAITALIAS,StartDate,SID,traittype',
      ['value', 'startDate', 'segmentId', 'traitType'],
    ],
    [
      'headers of our own',
      NOT_SERIALIZED,
      'Segment id,Name,Value,URL,Secure URL,Start,End date',
      ['segmentId', 'ignore', 'value', 'url', 'secureUrl', 'startDate', 'endDate'],
    ],
    [
      'a download of rejected rows',
      MULTI_KEY,
      'Line,Reason,id,Key,Value,Priority',
      ['ignore', 'ignore', 'segmentId', 'key', 'value', 'priority'],
    ],
    [
      'several ids: the segment’s own',
      SERIALIZED,
      'id,sid,value',
      ['ignore', 'segmentId', 'value'],
    ],
    ['columns of another type', SERIALIZED, 'sid,key,url', ['segmentId', 'ignore', 'ignore']],
  ])('knows %s', (_, configuration, headers, roles) => {
    expect(recogniseColumns(headers.split(','), configuration)).toEqual(roles)
  })

  it('takes a row without any known header for data', () => {
    expect(recogniseColumns(['1021', 'ski', '2026-12-01'], SERIALIZED)).toBeNull()
  })
})

describe('guessColumns', () => {
  it.each<[DestinationConfiguration, string[], ColumnRole[]]>([
    [SERIALIZED, ['1021', 'ski'], ['segmentId', 'value']],
    [SERIALIZED, ['1021', '77'], ['segmentId', 'value']],
    [
      SERIALIZED,
      ['1021', 'Adventure travel', 'adv', '2026-12-01', 'never'],
      ['segmentId', 'ignore', 'value', 'startDate', 'endDate'],
    ],
    [
      MULTI_KEY,
      ['1021', 'Adventure travel', 'k', 'v', '1 Dec 2026', '2027-01-01'],
      ['segmentId', 'ignore', 'key', 'value', 'startDate', 'endDate'],
    ],
    [MULTI_KEY, ['1021', 'v'], ['segmentId', 'value']],
    [
      NOT_SERIALIZED,
      ['1021', 'http://a.example/', 'https://a.example/'],
      ['segmentId', 'url', 'secureUrl'],
    ],
    [SERIALIZED, ['name', 'a', ''], ['ignore', 'value', 'ignore']],
  ])('guesses columns without headers', (configuration, cells, roles) => {
    expect(guessColumns(cells, configuration)).toEqual(roles)
  })
})

describe('rolesProblem', () => {
  it('asks for the segment, and for each role once', () => {
    expect(rolesProblem(['value'], 3)).toBe('Choose the column that holds the segment id.')
    expect(rolesProblem(['segmentId', 'value', 'value'], 3)).toBe(
      'Value is chosen for two columns. Choose it for one.',
    )
    expect(rolesProblem(['segmentId', 'ignore', 'ignore'], 3)).toBeNull()
  })

  it('says when there is no row, or more than can be imported', () => {
    expect(rolesProblem(['segmentId'], 0)).toBe('There is only a header.')
    expect(rolesProblem(['segmentId'], 100_001)).toContain(
      'There are 100,001 rows; at most 100,000',
    )
  })
})

function read(roles: ColumnRole[], ...rows: string[][]) {
  return rowsFromTable(
    rows.map((cells, at) => ({ line: at + 2, cells })),
    roles,
    PIXEL,
  )
}

describe('rowsFromTable', () => {
  it('reads what is given, and leaves what an empty cell does not give', () => {
    expect(
      read(
        ['segmentId', 'value', 'startDate', 'endDate', 'priority'],
        ['1021', ' ski ', '1 Dec 2026', 'never', '7'],
        ['1022', '', '', '', ''],
        ['1023'],
      ),
    ).toEqual({
      rows: [
        {
          line: 2,
          segmentId: 1021,
          value: 'ski',
          startDate: '2026-12-01',
          endDate: null,
          priority: 7,
        },
        { line: 3, segmentId: 1022 },
        { line: 4, segmentId: 1023 },
      ],
      rejected: [],
    })
  })

  it('empties what a cell says to empty', () => {
    expect(
      read(['segmentId', 'value', 'key', 'endDate'], ['1', '(empty)', '(EMPTY)', '(empty)']).rows,
    ).toEqual([{ line: 2, segmentId: 1, value: null, key: null, endDate: null }])
  })

  it('takes the apostrophe from what a spreadsheet would have run', () => {
    const values = ["'=HYPERLINK(1)", "'-7", "'@x", "''=x", "'(empty)", "'ski", '=1+1']
    expect(
      read(['segmentId', 'value'], ...values.map((value) => ['1', value])).rows.map(
        ({ value }) => value,
      ),
    ).toEqual(['=HYPERLINK(1)', '-7', '@x', "'=x", '(empty)', "'ski", '=1+1'])
  })

  it.each<[ColumnRole, string, string]>([
    ['traitType', 'TRAIT', 'The type is TRAIT; only segments can be mapped.'],
    ['destinationId', '412', 'The line is for destination 412, and this is destination 374.'],
    [
      'startDate',
      '12/01/2026',
      'Start: Write 2026-12-01; 12/01/2026 could be January or December.',
    ],
    [
      'endDate',
      'forever',
      'End: ‘forever’ is not a day. Write it as 2026-12-31. For no end, write',
    ],
    ['startDate', 'never', 'Start: ‘never’ is not a day.'],
    ['startDate', '(empty)', 'Start: ‘(empty)’ is not a day.'],
    ['startDate', '0000-01-01', 'Start: There is no year 0.'],
    ['priority', 'high', 'The priority is high. Write a whole number, 0 or more.'],
    ['priority', '10000', 'Priority: Enter at most 9999.'],
    ['value', 'x'.repeat(256), 'Value: Use at most 255 characters.'],
  ])('rejects a %s of %j with what would be right', (role, text, reason) => {
    const { rows, rejected } = read(['segmentId', role], ['1021', text], ['1022', ''])
    expect(rows).toEqual([{ line: 3, segmentId: 1022 }])
    expect(rejected).toEqual([
      { line: 2, label: '1021', reason: expect.stringContaining(reason) as string },
    ])
  })

  it.each([
    ['', 'The segment id is missing.'],
    ['ski', '‘ski’ is not a segment id.'],
    ['1,021', '‘1,021’ is not a segment id. Write the whole number alone, as in 1021.'],
    ['0', 'Segment id: Ids start at 1.'],
    ['2147483648', 'Segment id: Ids go up to 2,147,483,647.'],
    ['9'.repeat(30), 'Segment id'],
  ])('rejects the segment id %j', (id, reason) => {
    expect(read(['segmentId'], [id]).rejected[0]?.reason).toContain(reason)
  })

  it('takes this destination’s own lines, whatever the case of the type', () => {
    expect(
      read(['destinationId', 'traitType', 'segmentId'], ['374', 'segment', '1'], ['', '', '2'])
        .rejected,
    ).toEqual([])
  })
})

describe('headersFor', () => {
  it.each([SERIALIZED, NOT_SERIALIZED, MULTI_KEY, SINGLE_KEY])(
    'gives headers that are recognised again',
    (configuration) => {
      const roles = columnRoles(configuration)
      expect(recogniseColumns(headersFor(roles, configuration), configuration)).toEqual(roles)
    },
  )
})
