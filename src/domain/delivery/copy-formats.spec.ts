import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { callAsCurl, callAsHtml, cookieAsCurl, cookieAsHtml } from './copy-formats.ts'

const NASTY = `https://ads.example/it's/$(id)/\`id\`/"q"/{a,b}[1-3]?s=1&u=<b>\\n!`

/** What a shell makes of a command’s arguments. */
function shellArguments(command: string): string[] {
  const script = command.replace(/^curl/, "printf '%s\\0'")
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

describe('a call', () => {
  it('reaches curl through a shell byte for byte, and curl takes brackets as they are', () => {
    expect(shellArguments(callAsCurl(NASTY))).toEqual(['--globoff', NASTY])
  })

  it('is a tag that cannot be left', () => {
    expect(callAsHtml(`https://a.example/?s=1&t="'<x>`, 'img')).toBe(
      '<img src="https://a.example/?s=1&amp;t=&quot;&#39;&lt;x&gt;" width="1" height="1" alt="">',
    )
    expect(callAsHtml('https://a.example/?s=1', 'iframe')).toBe(
      '<iframe src="https://a.example/?s=1" width="1" height="1" title="" style="display: none"></iframe>',
    )
  })
})

describe('a cookie', () => {
  it('is sent along by curl', () => {
    const command = cookieAsCurl({ name: 'seg', value: "x=1&y='2'" }, 'https://www.acme.example/')
    expect(shellArguments(command)).toEqual([
      '--globoff',
      '--cookie',
      "seg=x=1&y='2'",
      'https://www.acme.example/',
    ])
  })

  it('is written by a script that its value cannot end', () => {
    const assignment = 'seg=</script><script>alert("x")\u2028; path=/'
    const html = cookieAsHtml({ assignment })
    expect(html.match(/<\/script>/g)).toHaveLength(1)
    const [, literal = ''] = /= (".*")<\/script>$/.exec(html) ?? []
    expect(JSON.parse(literal)).toBe(assignment)
  })
})
