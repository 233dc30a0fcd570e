import { describe, expect, it } from 'vitest'
import { readVisitorFile } from './visitor-import.ts'

const AT = '2026-11-20T08:00:00.000Z'
const MIA = {
  name: 'Mia',
  did: '19393572368547369350319949416899715727',
  mcid: null,
  partnerIds: {},
  region: 6,
  gdprApplies: true,
  consent: null,
  qualifications: [{ segmentId: 1, at: AT }],
}

const read = (given: unknown) => readVisitorFile(JSON.stringify(given))
const problemsOf = (given: unknown) =>
  read(given).problems.map(({ path, message }) => `${path}: ${message}`)

describe('a file of visitors', () => {
  it('is a list, alone or in an object, also as the API answers it', () => {
    const good = { total: 1, visitors: [MIA], problems: [] }
    expect(read([MIA])).toEqual(good)
    expect(read({ visitors: [MIA] })).toEqual(good)
    expect(read({ items: [{ ...MIA, id: 7, revision: 3 }] })).toEqual(good)
    expect(readVisitorFile(`\uFEFF${JSON.stringify([MIA])}`)).toEqual(good)
  })

  it('is refused as a whole when it is something else', () => {
    expect(problemsOf({ name: 'Mia' })).toEqual([
      ': A list of visitors is expected: [{"name": "Mia", …}, …].',
    ])
    expect(problemsOf([])).toEqual([': The list is empty.'])
    expect(problemsOf(Array.from({ length: 501 }, () => MIA))).toEqual([
      ': At most 500 visitors can be imported; these are 501.',
    ])
    expect(readVisitorFile('[\n  {"name": Mia}\n]').problems[0]?.message).toBe(
      'This is not JSON: look at line 2, column 12.',
    )
    expect(readVisitorFile('[{ ').problems[0]?.message).toBe('This is not JSON: it ends too early.')
  })

  it('names each fault at its place, and keeps the good visitors', () => {
    const { name: _name, ...nameless } = MIA
    const result = read([
      MIA,
      nameless,
      { ...MIA, did: 7, region: 5, gdprApplies: 'yes', age: 9 },
      'Mia',
      {
        ...MIA,
        partnerIds: { crm: 'x' },
        qualifications: [
          { segmentId: 1, at: 'yesterday' },
          { segmentId: 0.5, at: AT },
        ],
      },
      { ...MIA, did: '2', qualifications: [...MIA.qualifications, ...MIA.qualifications] },
      { ...MIA, name: 'Noah' },
      { ...MIA, name: 'Elif', did: '2' },
    ])
    expect(result.total).toBe(8)
    expect(result.visitors).toEqual([MIA])
    expect(result.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'visitors.1.name: This is missing.',
      'visitors.2.did: A text in quotes is expected.',
      'visitors.2.region: Use one of the regions 3, 4, 6, 7, 8, 9, 11 and 12.',
      'visitors.2.gdprApplies: true or false is expected.',
      'visitors.2.age: This field is not known here. Leave it out.',
      'visitors.3: An object is expected.',
      'visitors.4.partnerIds.crm: A data source is given by its number.',
      'visitors.4.qualifications.0.at: Write the moment in UTC, as 2026-11-23T10:00:00Z.',
      'visitors.4.qualifications.1.segmentId: A whole number is expected.',
      'visitors.5.qualifications.1.segmentId: Segment 1 is given twice.',
      'visitors.6.did: Mia has this UUID already. Generate another one.',
      'visitors.7.did: Mia has this UUID already. Generate another one.',
    ])
  })
})
