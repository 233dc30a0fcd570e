import { cx } from './class-names.ts'

/** The frame around react-aria's inputs: the same look as `controlStyle` has for native ones. */
export const frameStyle = cx(
  'flex min-h-9.25 w-full items-center rounded-control border border-line-strong bg-surface text-ink',
  'data-hovered:border-ink-3 data-focus-within:border-accent data-focus-within:outline-2',
  'data-focus-within:-outline-offset-1 data-focus-within:outline-accent',
  'data-invalid:border-bad data-invalid:data-focus-within:outline-bad',
)
