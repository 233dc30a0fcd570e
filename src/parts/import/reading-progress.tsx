import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/meter.tsx'

/** How far a long step of an import has come, of 0 to 1, and the way out of it. */
export function ReadingProgress({
  label = 'Reading',
  share,
  onCancel,
}: {
  label?: string
  share: number
  onCancel: () => void
}) {
  return (
    <div className="grid justify-items-start gap-4">
      <div className="w-full">
        <ProgressBar label={label} value={share} valueText={`${Math.round(share * 100)} %`} />
      </div>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  )
}
