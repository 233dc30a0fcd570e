import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMacroProblems, hasAlias, MACROS, parseTemplate } from './macros.ts'

const macrosIn = (template: string) =>
  parseTemplate(template).flatMap((part) => (part.kind === 'macro' ? [part.macro] : []))

describe('macros', () => {
  it.each([
    ['%alias%', { name: 'alias' }],
    ['%ALIAS%', { name: 'alias' }],
    ['%Did%', { name: 'did' }],
    ['%mcid%', { name: 'mcid' }],
    ['%dpid_1%', { name: 'dpid', dataSource: '1' }],
    ['%DPID_903%', { name: 'dpid', dataSource: '903' }],
    ['%http_proto%', { name: 'http_proto' }],
    ['%region%', { name: 'region' }],
    ['%rnd%', { name: 'rnd' }],
    ['%timestamp%', { name: 'timestamp' }],
    ['${GDPR}', { name: 'gdpr' }],
    ['${GDPR_CONSENT_1234}', { name: 'gdpr_consent', vendor: '1234' }],
  ])('%s is one', (token, macro) => {
    expect(macrosIn(`https://a.example/?x=${token}&y=1`)).toEqual([macro])
    expect(findMacroProblems(token)).toEqual([])
  })

  it.each(['%20', '%20%20', '%ab%cd', '%25did%25', 'a%2Fb%3D', '$', '$5', '100%25'])(
    '%s is none and is left alone',
    (text) => {
      expect(macrosIn(text)).toEqual([])
      expect(findMacroProblems(text)).toEqual([])
    },
  )

  it.each([
    ['%ALAIS%', '%ALIAS%'],
    ['%alais%', '%ALIAS%'],
    ['%dcid%', '%did%'],
    ['%dpid%', '%did%'],
    ['%timestmp%', '%timestamp%'],
    ['%dpid_%', '%dpid_1%'],
    ['${GDRP}', '${GDPR}'],
    ['${GDPR_CONSENT_}', '${GDPR_CONSENT_1}'],
    ['${GDPR_CONSNET_12}', '${GDPR_CONSENT_12}'],
    ['${GDPR', '${GDPR}'],
    ['%did', '%did%'],
    ['%', '%25'],
  ])('%s is named, and %s suggested', (text, suggestion) => {
    const problems = findMacroProblems(`http://a.example/?x=${text}`)
    expect(problems).toMatchObject([{ from: 20, to: 20 + text.length, suggestion }])
    expect(problems[0]?.message).toContain(text === '%' ? 'percent sign' : text)
  })

  it('suggests nothing for a word that resembles no macro', () => {
    expect(findMacroProblems('%whatever_this_is%')).toMatchObject([{ suggestion: null }])
  })

  it('finds each of several problems at its place', () => {
    const text = 'http://a.example/?x=%ALAIS%&y=%foo_bar_baz%'
    expect(findMacroProblems(text).map(({ from, to }) => text.slice(from, to))).toEqual([
      '%ALAIS%',
      '%foo_bar_baz%',
    ])
  })

  it('takes neighbours that share no percent sign apart', () => {
    expect(macrosIn('%did%%mcid%').map(({ name }) => name)).toEqual(['did', 'mcid'])
  })

  it('the parts joined are the template, whatever it is', () => {
    assert(
      property(string({ unit: 'binary' }), (template) => {
        expect(
          parseTemplate(template)
            .map(({ text }) => text)
            .join(''),
        ).toBe(template)
      }),
    )
  })

  it('every macro that can be inserted is one', () => {
    for (const { token } of MACROS) expect(macrosIn(token)).toHaveLength(1)
  })

  it('knows whether the alias is there', () => {
    expect([hasAlias('a%Alias%b'), hasAlias('%did%')]).toEqual([true, false])
  })
})
