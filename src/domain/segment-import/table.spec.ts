import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { guessColumns, recogniseColumns, rolesProblem, rowsFromTable } from './table.ts'
import type { TableRow } from '../../lib/read-table.ts'

function table(...rows: string[][]): TableRow[] {
  return rows.map((cells, at) => ({ line: at + 2, cells }))
}

describe('recogniseColumns', () => {
  it.each<[string[], ReturnType<typeof recogniseColumns>]>([
    [
      ['ID', 'Segment Name', 'Folder'],
      ['id', 'name', 'folder'],
    ],
    [
      ['sid', 'name', 'integration code', 'Size'],
      ['id', 'name', 'integrationCode', 'people'],
    ],
    [
      ['\uFEFFid', ' name '],
      ['id', 'name'],
    ],
    [
      ['id', 'id', 'name'],
      ['id', 'ignore', 'name'],
    ],
    [
      [
        '',
        'Unique ID',
        'Parent ID',
        'Condensed Name (1st, 2nd, Last Tier)',
        'Tier 1',
        'Tier 2',
        '*Extension Notes',
      ],
      ['ignore', 'id', 'parent', 'ignore', 'tier', 'tier', 'ignore'],
    ],
    [['1021', 'Adventure travel'], null],
    [[], null],
  ])('takes %j for %j', (headers, roles) => {
    expect(recogniseColumns(headers)).toEqual(roles)
  })
})

it('guesses a table without headers: a number first is the id, then the name', () => {
  expect(guessColumns(['1021', 'Adventure travel', 'x'])).toEqual(['id', 'name', 'ignore'])
  expect(guessColumns(['Adventure travel', '1021'])).toEqual(['name', 'ignore'])
})

describe('rolesProblem', () => {
  it.each([
    [['id'], /name/],
    [['name', 'name'], /two columns/],
    [['name', 'parent'], /id column/],
  ] as const)('refuses %j', (roles, words) => {
    expect(rolesProblem([...roles])).toMatch(words)
  })

  it.each([[['id', 'name']], [['tier', 'tier']]] as const)('takes %j', (roles) => {
    expect(rolesProblem([...roles])).toBeNull()
  })
})

describe('rowsFromTable', () => {
  it('names a segment by its last tier and puts it into the tiers before', () => {
    const { rows } = rowsFromTable(table(['3', 'Demographic', 'Age Range', '18-20']), [
      'id',
      'tier',
      'tier',
      'tier',
    ])
    expect(rows).toMatchObject([
      { id: 3, name: '18-20', folder: ['Demographic', 'Age Range'], line: 2 },
    ])
  })

  it('finds the folders by parent ids, in any order', () => {
    const { rows, rejected } = rowsFromTable(
      table(['3', '2', 'Ski'], ['2', '1', 'Travel'], ['1', '', 'Interest']),
      ['id', 'parent', 'name'],
    )
    expect(rejected).toEqual([])
    expect(rows.map((row) => row.folder)).toEqual([['Interest', 'Travel'], ['Interest'], []])
  })

  it.each([
    ['Interest / Travel', ['Interest', 'Travel']],
    ['Interest > Travel', ['Interest', 'Travel']],
    ['Interest|Travel|', ['Interest', 'Travel']],
    ['Interest › Travel', ['Interest', 'Travel']],
    ['', []],
  ])('reads the folder path %j', (path, folder) => {
    const { rows } = rowsFromTable(table(['1', 'Ski', path]), ['id', 'name', 'folder'])
    expect(rows[0]?.folder).toEqual(folder)
  })

  it.each<[string, string[], RegExp]>([
    ['an id that is no number', ['x7', 'Ski', ''], /id x7 is not a whole number/],
    ['no id', ['', 'Ski', ''], /id is missing/],
    ['an id of zero', ['0', 'Ski', ''], /start at 1/],
    ['an id beyond 32 bits', ['4294967296', 'Ski', ''], /2,147,483,647/],
    ['no name', ['1', '', ''], /Enter the name/],
    ['a name of 256 characters', ['1', 'n'.repeat(256), ''], /256 characters; at most 255/],
    ['a zero-width space', ['1', 'Ski\u200b', ''], /U\+200B/],
    ['a bidi override', ['1', '\u202eikS', ''], /U\+202E/],
    ['a people count of words', ['1', 'Ski', 'many'], /people count many/],
  ])('rejects %s with a reason', (_, cells, reason) => {
    const { rows, rejected } = rowsFromTable(table(['9', 'Good', '5'], cells), [
      'id',
      'name',
      'people',
    ])
    expect(rows).toHaveLength(1)
    expect(rejected).toHaveLength(1)
    expect(rejected[0]?.line).toBe(3)
    expect(rejected[0]?.reason).toMatch(reason)
  })

  it.each([
    ['1,204,311', 1_204_311],
    ['1 204 311', 1_204_311],
    ['1.204.311', 1_204_311],
    ['', null],
    ['0', 0],
  ])('reads the people count %j as %j', (text, count) => {
    const { rows } = rowsFromTable(table(['1', 'Ski', text]), ['id', 'name', 'people'])
    expect(rows[0]?.peopleCount).toBe(count)
  })

  it('rejects parents that are missing or lead in a circle', () => {
    const { rejected } = rowsFromTable(table(['1', '2', 'A'], ['2', '1', 'B'], ['3', '99', 'C']), [
      'id',
      'parent',
      'name',
    ])
    expect(rejected.map((row) => row.reason)).toEqual([
      'The parents of 1 lead back to itself.',
      'The parents of 2 lead back to itself.',
      'Parent 99 is not in this file.',
    ])
  })

  it('rejects a hole between tiers', () => {
    const { rejected } = rowsFromTable(table(['1', 'A', '', 'C']), ['id', 'tier', 'tier', 'tier'])
    expect(rejected[0]?.reason).toBe('Tier 2 is empty, but a later one is not.')
  })

  it('leaves ids open when the table has no id column', () => {
    expect(rowsFromTable(table(['Ski']), ['name']).rows[0]?.id).toBeNull()
  })
})

const TAXONOMY = new URL('../../../../shared/data/iab-audience-taxonomy-1.1.tsv', import.meta.url)

it.runIf(existsSync(TAXONOMY))('takes every row of the IAB audience taxonomy as it is', () => {
  const [headers, ...rows] = readFileSync(TAXONOMY, 'utf8')
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line) => line.split('\t'))
  const roles = recogniseColumns(headers ?? [])
  const result = rowsFromTable(table(...rows), roles ?? [])
  expect(result.rejected).toEqual([])
  expect(result.rows).toHaveLength(1558)
  expect(result.rows.find((row) => row.id === 19)).toMatchObject({
    name: 'Secondary Education',
    folder: ['Demographic', 'Education & Occupation', 'Education (Highest Level)'],
  })
})
