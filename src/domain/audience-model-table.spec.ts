import { describe, expect, it } from 'vitest'
import type { TableRow } from '../lib/read-table.ts'
import {
  AUDIENCE_TABLES,
  type AudienceKind,
  audienceRowsFromTable,
} from './audience-model-table.ts'

function table(...rows: string[][]): TableRow[] {
  return rows.map((cells, index) => ({ line: index + 1, cells }))
}

function read(kind: AudienceKind, ...rows: string[][]) {
  const result = audienceRowsFromTable(kind, table(...rows))
  if ('problem' in result) throw new Error(result.problem)
  return result
}

describe('a table of data sources', () => {
  const HEAD = ['Id', 'Name', 'Kind', 'Controls']

  it('keeps the line of each row', () => {
    expect(read('dataSources', HEAD, ['9101', 'Skyline', 'third-party', 'off-site-ads'])).toEqual({
      rows: {
        dataSources: [
          { id: 9101, name: 'Skyline', kind: 'third-party', controls: ['off-site-ads'], line: 2 },
        ],
      },
      count: 1,
      rejected: [],
    })
  })

  it.each([
    ['', []],
    ['none', []],
    ['pii off-site-ads', ['pii', 'off-site-ads']],
    ['Off-site ad targeting; PII', ['pii', 'off-site-ads']],
    ['No on-site ads|No on-site personalization', ['on-site-ads', 'on-site-personalization']],
    ['cannot be used for on-site personalization', ['on-site-personalization']],
    ['Cannot be tied to personally identifiable information (PII)', ['pii']],
    ['On-site ad personalization, on-site ads', ['on-site-ads', 'on-site-personalization']],
  ])('understands the controls %j', (text, controls) => {
    const { rows } = read('dataSources', HEAD, ['1', 'A', 'first party', text])
    expect(rows.dataSources?.[0]?.controls).toEqual(controls)
  })

  it.each([
    ['First party', 'first-party'],
    ['2nd-party', 'second-party'],
    ['3P', 'third-party'],
  ])('understands the kind %j', (text, kind) => {
    const { rows } = read('dataSources', HEAD, ['1', 'A', text, ''])
    expect(rows.dataSources?.[0]?.kind).toBe(kind)
  })

  it.each([
    [['x', 'A', 'first-party', ''], 'The column ‘id’ holds ‘x’, which is no id.'],
    [['', 'A', 'first-party', ''], 'The column ‘id’ is empty.'],
    [['1', '', 'first-party', ''], 'Enter the name.'],
    [
      ['1', 'A', 'fourth', ''],
      'The column ‘kind’ holds ‘fourth’; use first-party, second-party or third-party.',
    ],
    [
      ['1', 'A', 'first-party', 'export'],
      'The column ‘controls’ holds ‘export’, which is no control: use pii, on-site-ads, off-site-ads, on-site-personalization or none.',
    ],
  ])('rejects %j and says why', (cells, reason) => {
    expect(read('dataSources', HEAD, cells, ['2', 'B', 'first-party', ''])).toMatchObject({
      count: 1,
      rejected: [{ line: 2, reason }],
    })
  })

  it('refuses a table without controls, which would lift them all', () => {
    const result = audienceRowsFromTable('dataSources', table(HEAD.slice(0, 3), ['1', 'A', '1p']))
    expect(result).toMatchObject({ problem: expect.stringContaining('‘controls’ is not among') })
  })
})

it.each(['1 2', '1;2', '1|2', '1, 2', ' 1  2 '])('ids may be written as %j', (text) => {
  const { rows } = read(
    'segmentRules',
    ['SID', 'data source', 'Traits', 'Includes', 'merge_rule_id'],
    ['1021', '', text, '', '31'],
  )
  expect(rows.segmentRules).toEqual([
    {
      segmentId: 1021,
      dataSourceId: null,
      traitIds: [1, 2],
      includedSegmentIds: [],
      mergeRuleId: 31,
      line: 2,
    },
  ])
})

it.each(Object.keys(AUDIENCE_TABLES) as AudienceKind[])('its own example of %s is good', (kind) => {
  const { columns } = AUDIENCE_TABLES[kind]
  const { count, rejected } = read(
    kind,
    columns.map(({ headers }) => headers[0]),
    columns.map(({ example }) => example),
  )
  expect({ count, rejected }).toEqual({ count: 1, rejected: [] })
})

it('a table that has only a header is told', () => {
  expect(audienceRowsFromTable('traits', table(['id', 'name', 'data source id']))).toEqual({
    problem: 'There is only a header.',
  })
})
