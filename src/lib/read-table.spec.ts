import { describe, expect, it } from 'vitest'
import { decodeText, plainCell, readTable, toCsv, UnreadableTableError } from './read-table.ts'

const read = (text: string) => readTable(text, () => undefined, new AbortController().signal)

describe('readTable', () => {
  it.each([
    ['commas', 'id,name\n1,Ski\n', ','],
    ['tabs', 'id\tname\r\n1\tSki\r\n', '\t'],
    ['semicolons', 'id;name\n1;Ski', ';'],
    ['pipes', 'id|name\n1|Ski', '|'],
    ['a byte-order mark', '\uFEFFid,name\n1,Ski', ','],
    ['mixed line ends', 'id,name\r\n1,Ski\n', ','],
    ['line ends of old Macs', 'id;name\r1;Ski\r', ';'],
  ])('reads a table with %s', async (_, text, delimiter) => {
    expect(await read(text)).toEqual({
      delimiter,
      rows: [
        { line: 1, cells: ['id', 'name'] },
        { line: 2, cells: ['1', 'Ski'] },
      ],
    })
  })

  it('reads a European CSV, whose cells hold commas', async () => {
    const { rows, delimiter } = await read(
      'sid;startDate;traitAlias\r\n1021;01.12.2026;"a,b"\n1022;02.12.2026;c,d,e\r',
    )
    expect(delimiter).toBe(';')
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['sid', 'startDate', 'traitAlias'],
      ['1021', '01.12.2026', 'a,b'],
      ['1022', '02.12.2026', 'c,d,e'],
    ])
  })

  it('takes the delimiter that Excel names in a line of its own', async () => {
    expect(await read('sep=;\r\nid;name\r\n1;"a,b,c"\r\n')).toEqual({
      delimiter: ';',
      rows: [
        { line: 2, cells: ['id', 'name'] },
        { line: 3, cells: ['1', 'a,b,c'] },
      ],
    })
  })

  it('knows the line of a row after a quoted line end and after empty lines', async () => {
    const { rows } = await read('id,name\n1,"Ski\nand snow"\n\n2,Surf\n')
    expect(rows).toEqual([
      { line: 1, cells: ['id', 'name'] },
      { line: 2, cells: ['1', 'Ski\nand snow'] },
      { line: 5, cells: ['2', 'Surf'] },
    ])
  })

  it('keeps a quoted delimiter and a doubled quote in the cell', async () => {
    const { rows } = await read('id,name\n1,"Ski, ""deep"" snow"\n')
    expect(rows[1]?.cells).toEqual(['1', 'Ski, "deep" snow'])
  })

  it('reads 20,000 rows in pieces, with the right lines and growing progress', async () => {
    const text = `id,name\n${Array.from({ length: 20_000 }, (_, at) => `${at + 1},"Segment ${at},\nin two lines"`).join('\n')}\n`
    const shares: number[] = []
    const { rows } = await readTable(
      text,
      (share) => shares.push(share),
      new AbortController().signal,
    )
    expect(rows).toHaveLength(20_001)
    expect(rows.at(-1)).toMatchObject({
      line: 40_000,
      cells: ['20000', 'Segment 19999,\nin two lines'],
    })
    expect(shares.length).toBeGreaterThan(2)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('names the line of a quote that is never closed, in place of losing the rows below', async () => {
    await expect(read('id,name\n1,Ski\n2,"Surf\n3,Sail\n')).rejects.toThrow(
      'The quote that opens in line 3 is never closed.',
    )
  })

  it('stops when it is cancelled', async () => {
    const control = new AbortController()
    control.abort(new Error('cancelled'))
    await expect(readTable('a,b\n1,2', () => undefined, control.signal)).rejects.toThrow(
      'cancelled',
    )
  })

  it.each(['', '\n\n', ' \uFEFF'.trim()])('says that there is no row in %j', async (text) => {
    await expect(read(text)).rejects.toBeInstanceOf(UnreadableTableError)
  })
})

describe('decodeText', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('Café'), 'UTF-8'],
    [
      'UTF-16, little end first',
      Uint8Array.of(0xff, 0xfe, 0x43, 0, 0x61, 0, 0x66, 0, 0xe9, 0),
      'UTF-16',
    ],
    [
      'UTF-16, big end first',
      Uint8Array.of(0xfe, 0xff, 0, 0x43, 0, 0x61, 0, 0x66, 0, 0xe9),
      'UTF-16',
    ],
    ['an older encoding', Uint8Array.of(0x43, 0x61, 0x66, 0xe9), 'Windows-1252'],
  ])('reads %s', (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: 'Café', encoding })
  })

  it('refuses what is no text', () => {
    expect(() => decodeText(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).toThrow('not a text file')
  })
})

describe('toCsv', () => {
  it('makes formulas text and quotes what needs it', () => {
    expect(toCsv([['=HYPERLINK("x")', '+1', '-1', '@x', 'plain, "text"']])).toBe(
      '\uFEFF"\'=HYPERLINK(""x"")","\'+1","\'-1","\'@x","plain, ""text"""\r\n',
    )
  })
})

describe('plainCell', () => {
  it.each([
    ["'=HYPERLINK(1)", '=HYPERLINK(1)'],
    ["'-1", '-1'],
    ["''=x", "'=x"],
    ["'quoted'", "'quoted'"],
    ["'", "'"],
    ['=x', '=x'],
  ])('reads %j as %j', (cell, text) => {
    expect(plainCell(cell)).toBe(text)
  })
})
