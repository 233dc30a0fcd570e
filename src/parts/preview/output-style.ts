/** What is sent, byte for byte, and the macros in it. Their names come from `data-macro`. */
export const OUTPUT =
  'ring-focus mt-1.5 max-h-64 overflow-y-auto rounded-control bg-sunken px-3 py-2.5 font-mono text-sm leading-[1.85] break-all'

const NAME =
  'before:me-1 before:inline-block before:font-sans before:text-xs before:content-[attr(data-macro)] before:select-none'

export const MACRO = `rounded-small bg-accent-soft px-1 text-accent-ink before:text-ink-2 ${NAME}`
export const MISSING = `rounded-small bg-warn-soft px-1 text-warn before:me-0 before:text-warn ${NAME}`
