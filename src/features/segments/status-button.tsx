import { useState } from 'react'
import { call } from '../../api/client.ts'
import { failureWords } from '../../api/failure-words.ts'
import type { SegmentWithUse } from '../../contract/segment.ts'
import { plural } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { receiverLines, receivers } from './receivers.ts'
import { changeStatus, setSegmentStatus } from './segment-actions.ts'

const ConfirmDialog = lazyDialog(() =>
  import('../../ui/confirm-dialog.tsx').then((module) => module.ConfirmDialog),
)

type Phase =
  | { name: 'idle' | 'working' }
  | { name: 'asking' | 'pausing'; lines: string[]; error: string | null }

/** Pauses a segment everywhere, once it is known which destinations stop receiving it, or goes on with it. */
export function StatusButton({ segment, today }: { segment: SegmentWithUse; today: string }) {
  const [phase, setPhase] = useState<Phase>({ name: 'idle' })
  const next = segment.status === 'active' ? 'paused' : 'active'

  async function press(): Promise<void> {
    setPhase({ name: 'working' })
    const lines = await readReceivers()
    if (lines === null) {
      setPhase({ name: 'idle' })
    } else if (next === 'paused' && lines.length > 0) {
      setPhase({ name: 'asking', lines, error: null })
    } else {
      await setSegmentStatus(segment, next, effectWords(lines.length))
      setPhase({ name: 'idle' })
    }
  }

  /** Read anew: what stops must be what is sent now. Null: it could not be read, which was told. */
  async function readReceivers(): Promise<string[] | null> {
    try {
      const { items } = await call('segmentDestinationList', { params: { segmentId: segment.id } })
      return receiverLines(receivers(items, segment, today), today)
    } catch (error) {
      toast({
        tone: 'bad',
        message: `${segment.name} was not ${next === 'paused' ? 'paused' : 'resumed'}: where it goes could not be read.`,
        detail: failureWords(error),
        action: { label: 'Retry', onAct: () => void press() },
      })
      return null
    }
  }

  function effectWords(count: number): string {
    if (next === 'paused') {
      return count === 0
        ? 'No active destination was sent it.'
        : `${plural(count, 'destination')} ${count === 1 ? 'is' : 'are'} not sent it any more.`
    }
    return count === 0
      ? 'No active destination is sent it.'
      : `${plural(count, 'destination')} ${count === 1 ? 'is' : 'are'} sent it again.`
  }

  async function confirm(lines: string[]): Promise<void> {
    setPhase({ name: 'pausing', lines, error: null })
    try {
      await changeStatus(segment, 'paused')
      toast({
        tone: 'ok',
        message: `Paused ${segment.name}. ${effectWords(lines.length)}`,
        action: { label: 'Undo', onAct: () => void setSegmentStatus(segment, 'active', '') },
      })
      setPhase({ name: 'idle' })
    } catch (error) {
      setPhase({ name: 'asking', lines, error: failureWords(error) })
    }
  }

  return (
    <>
      <Button
        isPending={phase.name === 'working'}
        pendingLabel={next === 'paused' ? 'Pausing…' : 'Resuming…'}
        onPointerEnter={ConfirmDialog.preload}
        onFocus={ConfirmDialog.preload}
        onClick={() => void press()}
      >
        {next === 'paused' ? 'Pause' : 'Resume'}
      </Button>
      {(phase.name === 'asking' || phase.name === 'pausing') && (
        <ConfirmDialog.Dialog
          title={`Stop sending it to ${plural(phase.lines.length, 'destination')}?`}
          affected={phase.lines}
          confirmLabel="Pause the segment"
          tone="danger"
          isPending={phase.name === 'pausing'}
          submitError={phase.error === null ? null : <>Not paused. {phase.error}</>}
          onConfirm={() => void confirm(phase.lines)}
          onClose={() => setPhase({ name: 'idle' })}
        >
          <span className="[overflow-wrap:anywhere]">
            ‘{segment.name}’ stays mapped where it is, and nothing is sent for it until you resume
            it.
          </span>
        </ConfirmDialog.Dialog>
      )}
    </>
  )
}
