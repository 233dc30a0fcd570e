import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { formRules, numberOf, textOf, trimmedValueOf, valueOf } from './form-rules.ts'

describe('formRules', () => {
  const rules = z.object({
    days: z.int('Enter a whole number.'),
    publish: z.object({ to: z.array(z.string().max(2)) }),
  })
  const schema = formRules(
    (values: { days: string; domains: string }) => ({
      days: numberOf(values.days),
      publish: { to: values.domains.split(' ') },
    }),
    rules,
    (path) => (path[0] === 'publish' ? 'domains' : (path[0] ?? '')),
  )

  it('gives the form’s own values back when the slice is right', () => {
    const values = { days: '3', domains: 'a b' }
    expect(schema.parse(values)).toEqual(values)
  })

  it('puts each message at the form’s field', () => {
    const result = schema.safeParse({ days: 'soon', domains: 'a long' })
    expect(result.error?.issues.map((issue) => [issue.path, issue.message])).toEqual([
      [['days'], 'Enter a whole number.'],
      [['domains'], 'Too big: expected string to have <=2 characters'],
    ])
  })
})

describe('numbers as typed', () => {
  it.each([
    ['30', 30],
    [' 30 ', 30],
    ['-1', -1],
    ['', Number.NaN],
    ['1.5', Number.NaN],
    ['0x10', Number.NaN],
    ['1e3', Number.NaN],
  ])('%j is %d', (text, number) => {
    expect(numberOf(text)).toBe(number)
  })
})

it('an empty field is a value not given, and a space is a value', () => {
  expect([valueOf(''), valueOf(' '), trimmedValueOf(' '), textOf(null)]).toEqual([
    null,
    ' ',
    null,
    '',
  ])
})
