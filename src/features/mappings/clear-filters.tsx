import { Button } from '../../ui/button.tsx'
import { focusHeading } from '../../ui/focus-heading.ts'

/** Where nothing matches: it goes away with the empty state, and leaves the focus to the heading. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  return (
    <Button
      onClick={() => {
        focusHeading()
        onClear()
      }}
    >
      Clear filters
    </Button>
  )
}
