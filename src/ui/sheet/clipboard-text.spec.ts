import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromClipboardText, isBigPaste, toClipboardText } from './clipboard-text.ts'

describe('cells on the clipboard', () => {
  it('are tabs and lines, quoted where a cell holds one of them', () => {
    expect(
      toClipboardText([
        ['1021', 'Adventure travel'],
        ['a\tb', 'two\nlines and a "quote"'],
      ]),
    ).toBe('1021\tAdventure travel\r\n"a\tb"\t"two\nlines and a ""quote"""')
  })

  it.each(['=HYPERLINK("https://evil.example")', '+49 171 555', '-x', '@sum', "'=1"])(
    '%s does not run as a formula in a spreadsheet',
    (text) => {
      expect(toClipboardText([[text]])).toMatch(/^"?'/)
    },
  )

  it.each(['-5', '+3', '12,50', '2026-12-01', "it's"])('%s stays as it is', (text) => {
    expect(toClipboardText([[text]])).toBe(text)
  })

  it('come back as they were, whatever is in them', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', '"', "'", '=', '+', '-', '1', '\t', '\n', ' ') }),
    )
    // One kind of line end, as every cell of ours has.
    const text = cell.map((each) => each.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, ''))
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain((width) =>
          fc.array(fc.array(text, { minLength: width, maxLength: width }), {
            minLength: 1,
            maxLength: 4,
          }),
        ),
        (rows) => {
          expect(fromClipboardText(toClipboardText(rows))).toEqual(rows)
        },
      ),
    )
  })
})

describe('a text from the clipboard', () => {
  it.each([
    [
      'Excel',
      '1021\t1 Dec 2026\r\n1044\t\r\n',
      [
        ['1021', '1 Dec 2026'],
        ['1044', ''],
      ],
    ],
    [
      'Google Sheets',
      '1021\ta\n1044\tb',
      [
        ['1021', 'a'],
        ['1044', 'b'],
      ],
    ],
    ['an old Mac', '1021\r1044\r', [['1021'], ['1044']]],
    ['a cell with two lines', '"one\ntwo"\tb\r\n', [['one\ntwo', 'b']]],
    ['a cell with quotes', '"say ""hi"""\tb', [['say "hi"', 'b']]],
    ['inches', '5" pipe\t"x" y', [['5" pipe', '"x" y']]],
    ['a quote that is never closed', '"abc\tb\nc', [['"abc', 'b'], ['c']]],
    ['rows of different lengths', 'a\nb\tc', [['a'], ['b', 'c']]],
    ['an empty row in between', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['nothing', '', []],
  ])('%s', (_, text, rows) => {
    expect(fromClipboardText(text)).toEqual(rows)
  })

  it('of 10 MB is read at once', () => {
    const line = `${'x'.repeat(98)}\n`
    const start = performance.now()
    expect(fromClipboardText(line.repeat(100_000))).toHaveLength(100_000)
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('a paste that is better looked at before', () => {
  const headers = ['Id', 'Value', 'Start']
  const rows = (count: number) => Array.from({ length: count }, (_, at) => [String(at), 'a'])

  it.each([
    ['more than 500 rows', rows(501), true],
    ['500 rows', rows(500), false],
    [
      'our own headers',
      [
        ['id', ' VALUE '],
        ['1', 'a'],
      ],
      true,
    ],
    [
      "another program's headers",
      [
        ['Segment ID', 'Mapping'],
        ['1021', 'a'],
        ['1044', 'b'],
      ],
      true,
    ],
    [
      'words in both rows',
      [
        ['blue', 'red'],
        ['green', 'white'],
      ],
      false,
    ],
    ['a header alone', [['Id', 'Value']], false],
    ['values of one column', [['abc'], ['12']], false],
  ])('%s: %#', (_, cells, expected) => {
    expect(isBigPaste(cells, headers)).toBe(expected)
  })
})
