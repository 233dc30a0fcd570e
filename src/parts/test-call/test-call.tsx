import { type ReactNode, useRef, useState } from 'react'
import type { CallType } from '../../contract/destination/url.ts'
import { formatNumber } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { type CallResult, makeTestCall } from './call-frame.ts'
import { confirmHost, isHostConfirmed } from './confirmed-hosts.ts'
import { outcomeWords } from './outcome-words.ts'

type Fired = CallResult & { id: number; at: string; url: string; calledAs: CallType }

/** Results that stay in view; the latest first. */
const RESULTS_SHOWN = 5

type TestCallProps = {
  /** The exact address, as it is shown above. */
  url: string
  calledAs: CallType
  /** Which call it is, for screen readers: "of the https address". */
  which: string
  /** Beside the button: other things to do with the address. */
  children: ReactNode
}

/**
 * Makes a real call from this browser and tells how it ended. The first call to a host is asked about;
 * nothing is saved by it.
 */
export function TestCall({ url, calledAs, which, children }: TestCallProps) {
  const { host } = new URL(url)
  const [asked, setAsked] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [fired, setFired] = useState<readonly Fired[]>([])
  const lastId = useRef(0)

  async function fire(): Promise<void> {
    setAsked(null)
    setRunning(true)
    const result = await makeTestCall(url, calledAs)
    setRunning(false)
    const at = new Date().toLocaleTimeString('en-GB')
    lastId.current += 1
    const latest = { ...result, id: lastId.current, at, url, calledAs }
    setFired((before) => [latest, ...before].slice(0, RESULTS_SHOWN))
  }

  return (
    <div className="mt-2 grid gap-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <Button
          size="small"
          isPending={isRunning}
          pendingLabel="Calling…"
          aria-label={`Fire a test call ${which}`}
          onClick={() => {
            if (isHostConfirmed(sessionStorage, host)) void fire()
            else setAsked(host)
          }}
        >
          Fire a test call
        </Button>
        {children}
      </div>
      {asked === host && (
        <output className="grid gap-2 rounded-control bg-accent-soft px-3 py-2.5">
          <p className="text-accent-ink">
            This browser will call <b className="break-all">{host}</b> for real, with exactly the
            address above, as {calledAs === 'img' ? 'an image' : 'an iframe'}. The partner may count
            it. Nothing is saved here.
          </p>
          <div className="flex flex-wrap gap-1.5">
            <Button
              size="small"
              variant="primary"
              onClick={() => {
                confirmHost(sessionStorage, host)
                void fire()
              }}
            >
              Call {host}
            </Button>
            <Button size="small" variant="ghost" onClick={() => setAsked(null)}>
              Cancel
            </Button>
          </div>
        </output>
      )}
      <ol aria-label={`Test calls ${which}`} aria-live="polite" className="grid gap-2 empty:hidden">
        {fired.map((each) => (
          <Outcome key={each.id} fired={each} isEarlier={each.url !== url} />
        ))}
      </ol>
      {fired.length > 0 && url.startsWith('http:') && location.protocol === 'https:' && (
        <p className="text-sm text-warn">
          This page is https, so the browser makes the call with https, or not at all.
        </p>
      )}
    </div>
  )
}

/** @param isEarlier the address above has been changed since. */
function Outcome({ fired, isEarlier }: { fired: Fired; isEarlier: boolean }) {
  const { title, tone, detail } = outcomeWords(fired.calledAs, fired.outcome)
  return (
    <li className="text-sm">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Pill tone={tone}>{title}</Pill>
        <span className="break-all text-ink-2">
          {isEarlier ? `an earlier address: ${fired.url}` : new URL(fired.url).host}
        </span>
        <span className="text-ink-3 tabular-nums">
          {fired.at}, after {formatNumber(fired.ms)} ms
        </span>
      </span>
      <span className="mt-0.5 block text-ink-3">{detail}</span>
    </li>
  )
}
