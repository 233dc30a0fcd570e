import { useEffect, useRef, useState } from 'react'
import { reasonsOf } from '../../api/failure-words.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { Button } from '../../ui/button.tsx'
import { downloadText } from '../../ui/download-text.ts'
import { toast } from '../../ui/toast.ts'
import { mappedInput, type MappingSearch } from './mapping-search.ts'

/** Saves what the view shows as a file, in the columns of the bulk worksheet. */
export function ExportButton({
  destination,
  search,
  today,
  count,
}: {
  destination: Destination
  search: MappingSearch
  today: string
  /** How many mappings the destination has. */
  count: number
}) {
  const [share, setShare] = useState<number | null>(null)
  const reading = useRef<AbortController>(null)

  // Nobody waits for the file any more.
  useEffect(() => () => reading.current?.abort(), [])

  async function save(): Promise<void> {
    const controller = new AbortController()
    reading.current = controller
    setShare(0)
    try {
      const { exportFileName, exportMappings } =
        await import('../../parts/mapping-export/export-mappings.ts')
      const { query } = mappedInput(destination.id, search)
      const text = await exportMappings(destination, query, setShare, controller.signal)
      downloadText(exportFileName(destination, today), text)
    } catch (error) {
      if (controller.signal.aborted) return
      toast({
        message: 'Nothing was exported',
        detail: reasonsOf(error),
        tone: 'bad',
        action: { label: 'Retry', onAct: () => void save() },
      })
    }
    setShare(null)
  }

  return (
    <Button
      size="small"
      isPending={share !== null}
      pendingLabel={`Exporting, ${Math.round((share ?? 0) * 100)} %`}
      disabledReason={
        search.view === 'available'
          ? 'Only mappings are exported. Choose another view.'
          : count === 0
            ? 'No segment is mapped yet.'
            : undefined
      }
      onClick={() => void save()}
    >
      Export
    </Button>
  )
}
