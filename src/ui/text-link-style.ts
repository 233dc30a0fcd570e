/** The look of links, and of buttons that read as links. */
export const textLinkStyle =
  'ring-focus rounded-small text-accent-ink hover:underline underline-offset-2 text-start'
