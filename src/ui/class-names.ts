/** Joins the class names that apply: `cx('card', isOpen && 'open', className)`. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
