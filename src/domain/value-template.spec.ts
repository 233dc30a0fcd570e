import { expect, it } from 'vitest'
import { checkTemplate, slugOf, templateFiller } from './value-template.ts'

const SEGMENT = { id: 1042, name: 'Été – à la mer (2026)', integrationCode: 'Crm 7' }

it.each([
  ['{id}', '1042'],
  ['nw-{id}-{integrationCode}', 'nw-1042-Crm 7'],
  ['{name}', 'Été – à la mer (2026)'],
  ['{name|slug}', 'ete-a-la-mer-2026'],
  ['{integrationCode|slug}/{id|slug}', 'crm-7/1042'],
  ['fixed } $ text', 'fixed } $ text'],
  [
    'https://ads.example/?s=%ALIAS%&g=${GDPR}&i={id}',
    'https://ads.example/?s=%ALIAS%&g=${GDPR}&i=1042',
  ],
])('%j gives %j', (template, text) => {
  expect(checkTemplate(template)).toBeNull()
  expect(templateFiller(template)(SEGMENT)).toEqual({ text })
})

it.each([
  ['{Id}', '{id}', 'Did you mean {id}?'],
  ['{integration code}', '{integrationCode}', '{integration code} is not known here.'],
  ['x{nmae|slug}', '{name|slug}', 'Did you mean {name|slug}?'],
  ['{name | slug}', '{name|slug}', 'Did you mean {name|slug}?'],
  ['{folder.path}', null, 'Use {id}, {integrationCode} or {name}'],
  ['{}', null, 'Use {id}'],
  ['{id', '{id}', 'A brace is not closed.'],
  ['a { b', null, 'Write } behind the word'],
])('%j is not understood; %s is suggested', (template, suggestion, words) => {
  expect(checkTemplate(template)).toEqual({
    suggestion,
    message: expect.stringContaining(words),
  })
  expect(templateFiller(template)(SEGMENT)).toEqual({
    problem: expect.stringContaining(words),
  })
})

it.each([
  ['{integrationCode}', { integrationCode: null }, 'The segment has no integration code'],
  ['{integrationCode|slug}', { integrationCode: '' }, 'The segment has no integration code'],
  ['{name|slug}', { name: '!!!' }, 'no letter and no digit'],
])('%j of %j says what is missing', (template, given, words) => {
  expect(templateFiller(template)({ ...SEGMENT, ...given })).toEqual({
    problem: expect.stringContaining(words),
  })
})

it.each([
  ['Adventure travel', 'adventure-travel'],
  ['  A & B  ', 'a-b'],
  ['Straße 7', 'straße-7'],
  ['日本 旅行', '日本-旅行'],
  ['', ''],
])('makes %j the slug %j', (text, slug) => {
  expect(slugOf(text)).toBe(slug)
})
