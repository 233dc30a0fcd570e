import { describe, expect, it } from 'vitest'
import { checkDelimiter, checkUrlTemplate, hostOf } from './url-template.ts'

const check = (template: string, scheme: 'http' | 'https' = 'http', requireAlias = false) =>
  checkUrlTemplate(template, { scheme, requireAlias })

describe('an address', () => {
  it.each([
    ['http://ads.example/px?seg=%ALIAS%&uid=%did%', 'http'],
    ['https://ads.example/px?seg=%ALIAS%', 'http'],
    ['https://ads.example:8443/px/%ALIAS%/x.gif?%20', 'https'],
    ['%http_proto%://ads.example/px?s=%ALIAS%', 'http'],
    ['%HTTP_PROTO%://ads.example/px?s=%ALIAS%', 'https'],
    ['https://münchen.example/%ALIAS%', 'https'],
    ['http://localhost:8080/?%ALIAS%', 'http'],
    ['http://127.0.0.1/?%ALIAS%', 'http'],
  ] as const)('%s is taken', (template, scheme) => {
    expect(check(template, scheme, true)).toEqual([])
  })

  it.each([
    ['javascript:alert(1)', /javascript: addresses are not allowed/],
    ['data:text/html,x', /data: addresses/],
    ['ftp://a.example/', /ftp: addresses/],
    ['http://user:secret@a.example/', /user name and password/],
    ['http://user@a.example/', /user name and password/],
    ['http://a.example:25/', /nothing on port 25/],
    ['https://a.example:6000/', /nothing on port 6000/],
    ['//a.example/px', /Start with http:\/\//],
    ['a.example/px', /Start with http:\/\//],
    ['http://', /host is missing/],
    ['http:///px', /host is missing/],
    ['http://a.example/a b', /Write %20/],
    ['http://a.example/\r\nHost: b', /line break/],
    ['http://a.example/#part', /never reaches the partner/],
    ['http://%did%.example/px', /cannot stand in the host/],
    ['http://a.example%alias%/px', /cannot stand in the host/],
    ['http://partner/px', /not a full host name/],
    ['http://a.example:99999/', /not an address/],
    ['http://a.example/?x=%ALAIS%', /Did you mean %ALIAS%/],
  ])('%j is refused with words', (template, words) => {
    expect(check(template)[0]?.message).toMatch(words)
  })

  it('that must be secure starts with https, and says how', () => {
    expect(check('http://a.example/', 'https')).toEqual([
      {
        message: 'A secure URL starts with https://.',
        suggestion: { from: 0, to: 4, text: 'https' },
      },
    ])
  })

  it('of a serialized destination needs %ALIAS%', () => {
    expect(check('http://a.example/?x=%did%', 'http', true)[0]?.message).toMatch(/Put %ALIAS%/)
  })

  it.each([
    ['https://ads.northwind.example/px?seg=%ALIAS%', 'ads.northwind.example'],
    ['%http_proto%://a.example:81/', 'a.example:81'],
    ['not an address', null],
    ['', null],
  ])('%j is of the host %j', (template, host) => {
    expect(hostOf(template)).toBe(host)
  })
})

describe('a delimiter', () => {
  it.each([',', ';', '|', ':', '*', '!', ',,', '(', ';|'])('%s is taken', (text) => {
    expect(checkDelimiter(text)).toBeNull()
  })

  it.each([
    ['a', /may also stand in a value/],
    ['7', /may also stand in a value/],
    ['-', /may also stand in a value/],
    ['_', /may also stand in a value/],
    ['.', /may also stand in a value/],
    ['~', /may also stand in a value/],
    ['é', /may also stand in a value/],
    [' ', /cannot hold spaces/],
    [', ', /cannot hold spaces/],
    ['\n', /cannot hold spaces/],
    ['&', /meaning of its own/],
    ['#', /meaning of its own/],
    ['%', /meaning of its own/],
    ['?', /meaning of its own/],
    ['=', /meaning of its own/],
    ['/', /meaning of its own/],
    ['+', /meaning of its own/],
    ['"', /meaning of its own/],
    ['→', /plain punctuation/],
  ])('%j is refused', (text, words) => {
    expect(checkDelimiter(text)).toMatch(words)
  })
})
