import type { CallType } from '../../contract/destination/url.ts'
import type { CookieWrite } from './types.ts'

/** An address or a cookie as somebody puts it elsewhere: into a terminal, into a page. */

/** A text that a POSIX shell takes as it is: nothing but the quote itself has a meaning in single quotes. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function attributeQuoted(text: string): string {
  return `"${text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)}"`
}

/** A string of a script that stands in a page: no text of it can end the script. */
function scriptQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The call as a command. Without `--globoff`, brackets and braces would mean a series of addresses. */
export function callAsCurl(url: string): string {
  return `curl --globoff ${shellQuoted(url)}`
}

/** The call as a page's tag makes it. */
export function callAsHtml(url: string, calledAs: CallType): string {
  const src = attributeQuoted(url)
  switch (calledAs) {
    case 'img':
      return `<img src=${src} width="1" height="1" alt="">`
    case 'iframe':
      return `<iframe src=${src} width="1" height="1" title="" style="display: none"></iframe>`
  }
}

/** A request to a page that sends the cookie along. */
export function cookieAsCurl({ name, value }: Pick<CookieWrite, 'name' | 'value'>, page: string) {
  return `curl --globoff --cookie ${shellQuoted(`${name}=${value}`)} ${shellQuoted(page)}`
}

/** The cookie as a page's tag writes it. */
export function cookieAsHtml({ assignment }: Pick<CookieWrite, 'assignment'>): string {
  return `<script>document.cookie = ${scriptQuoted(assignment)}</script>`
}
