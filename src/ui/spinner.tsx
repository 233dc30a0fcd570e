/** A turning ring in the colour of the text beside it; says nothing by itself. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-3.5 flex-none animate-spin rounded-full border-2 border-current border-e-transparent"
    />
  )
}
