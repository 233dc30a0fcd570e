import type { Segment } from '../contract/segment.ts'
import { editDistance } from '../lib/edit-distance.ts'

/** What a template may know of a segment. */
export type TemplateSegment = Pick<Segment, 'id' | 'name' | 'integrationCode'>

/** The placeholders of a value's template, as they are written. */
export const PLACEHOLDERS = [
  '{id}',
  '{integrationCode}',
  '{name}',
  '{id|slug}',
  '{integrationCode|slug}',
  '{name|slug}',
] as const
type Placeholder = (typeof PLACEHOLDERS)[number]

type Part = { text: string } | { placeholder: Placeholder }

/** Why a template cannot be used; `suggestion` is what was probably meant, null: nothing comes near. */
export type TemplateProblem = { message: string; suggestion: Placeholder | null }

/** A macro of an address such as `${GDPR}` is text; so is whatever stands outside of braces. */
const TOKEN = /\$\{[^{}]*\}|\{[^{}]*\}?|[^{$]+|\$/g

function isPlaceholder(text: string): text is Placeholder {
  return PLACEHOLDERS.some((placeholder) => placeholder === text)
}

function nearest(text: string): Placeholder | null {
  const plain = text.replace(/[\s{}]/g, '').toLowerCase()
  const ranked = PLACEHOLDERS.map((placeholder) => ({
    placeholder,
    distance: editDistance(plain, placeholder.slice(1, -1).toLowerCase()),
  })).toSorted((a, b) => a.distance - b.distance)
  const [best] = ranked
  const allowed = Math.min(plain.length - 1, Math.max(2, Math.floor(plain.length / 3)))
  return best && best.distance <= allowed ? best.placeholder : null
}

function parse(template: string): { parts: Part[]; problem: TemplateProblem | null } {
  const parts: Part[] = []
  for (const [token] of template.matchAll(TOKEN)) {
    if (!token.startsWith('{')) {
      parts.push({ text: token })
      continue
    }
    if (isPlaceholder(token)) {
      parts.push({ placeholder: token })
      continue
    }
    const suggestion = nearest(token)
    const meant =
      suggestion === null
        ? 'Use {id}, {integrationCode} or {name}, each also with |slug.'
        : `Did you mean ${suggestion}?`
    const message = token.endsWith('}')
      ? `${token} is not known here. ${meant}`
      : `A brace is not closed. ${suggestion === null ? 'Write } behind the word, as in {id}.' : meant}`
    return { parts, problem: { message, suggestion } }
  }
  return { parts, problem: null }
}

/** What is wrong with a template; null: nothing. The same rule for the form and the server. */
export function checkTemplate(template: string): TemplateProblem | null {
  return parse(template).problem
}

/**
 * Letters and digits of any script, lower-case, joined by hyphens: `Été – à la mer` → `ete-a-la-mer`;
 * `''` when there are none.
 */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

function filled(
  placeholder: Placeholder,
  { id, name, integrationCode }: TemplateSegment,
): { text: string } | { problem: string } {
  const isSlug = placeholder.endsWith('|slug}')
  const text = placeholder.startsWith('{id')
    ? String(id)
    : placeholder.startsWith('{name')
      ? name
      : integrationCode
  if (text === null || text === '') {
    return { problem: 'The segment has no integration code for the template.' }
  }
  if (!isSlug) return { text }
  const slug = slugOf(text)
  return slug === ''
    ? { problem: `${text} has no letter and no digit to make a slug of.` }
    : { text: slug }
}

/**
 * A template made ready for many segments.
 *
 * @returns for a segment the text, or why there is none.
 */
export function templateFiller(
  template: string,
): (segment: TemplateSegment) => { text: string } | { problem: string } {
  const { parts, problem } = parse(template)
  if (problem) return () => ({ problem: problem.message })
  return (segment) => {
    let text = ''
    for (const part of parts) {
      const piece = 'text' in part ? part : filled(part.placeholder, segment)
      if ('problem' in piece) return piece
      text += piece.text
    }
    return { text }
  }
}
