import type { Destination } from '../../contract/destination/destination.ts'
import { Pill } from '../../ui/pill.tsx'
import { statusWords } from './status-words.ts'

/** The status, or what needs attention; `today`: `YYYY-MM-DD`, UTC. */
export function StatusPill({ destination, today }: { destination: Destination; today: string }) {
  const { tone, words, title } = statusWords(destination, today)
  return (
    <span title={title}>
      <Pill tone={tone}>{words}</Pill>
    </span>
  )
}
