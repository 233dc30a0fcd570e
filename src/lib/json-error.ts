const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// oxlint-disable-next-line no-control-regex -- the characters that RFC 8259 section 7 forbids in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const WORD = /true|false|null/y

/** What is nested deeper counts as an error: nobody means it. */
const DEPTH_MAX = 500

/**
 * Where a text stops to be JSON (RFC 8259): the place of the first character that cannot stand there, from
 * 0; the text's length when it ends too early; null: it is JSON. Browsers tell the place each in their
 * own way, or not at all.
 */
export function jsonErrorAt(text: string): number | null {
  let at = 0
  let depth = 0

  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) return false
    at += found[0].length
    return true
  }

  function take(character: string): boolean {
    if (text[at] !== character) return false
    at += 1
    return true
  }

  /** `open item, item close`, of which `open` was taken. */
  function list(close: string, item: () => boolean): boolean {
    skip(SPACE)
    if (take(close)) return true
    for (;;) {
      if (!item()) return false
      skip(SPACE)
      if (take(close)) return true
      if (!take(',')) return false
    }
  }

  function member(): boolean {
    skip(SPACE)
    if (!skip(STRING)) return false
    skip(SPACE)
    return take(':') && value()
  }

  function nested(close: string, item: () => boolean): boolean {
    depth += 1
    const isList = depth <= DEPTH_MAX && list(close, item)
    depth -= 1
    return isList
  }

  function value(): boolean {
    skip(SPACE)
    if (take('{')) return nested('}', member)
    if (take('[')) return nested(']', value)
    return skip(STRING) || skip(NUMBER) || skip(WORD)
  }

  const isValue = value()
  skip(SPACE)
  return isValue && at === text.length ? null : at
}
