import type { ReactNode } from 'react'
import { RECEIVED_MAX } from '../../contract/edge.ts'
import { displayName } from '../../domain/destination-types.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import { formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { TypeTile } from '../../ui/type-tile.tsx'
import { type Comparison, firstDifference, type Verdict, verdictOf } from './compare.ts'

const VERDICTS: Record<Verdict, { tone: Tone; words: string }> = {
  equal: { tone: 'ok', words: 'Equal' },
  different: { tone: 'bad', words: 'Different' },
  missing: { tone: 'bad', words: 'Did not arrive' },
  'too-long': { tone: 'warn', words: 'Too long for this test' },
  unexpected: { tone: 'bad', words: 'Not predicted' },
}

export type ResultStage = 'before' | 'during' | 'after'

/** One call or cookie: predicted beside arrived. */
export function ResultRow({
  comparison,
  destination,
  stage,
}: {
  comparison: Comparison
  /** Null: nobody knows whose it is. */
  destination: Destination | null
  stage: ResultStage
}) {
  const { kind, prediction, repeats, arrived, isDomainLeftOut } = comparison
  const verdict = stage === 'before' ? null : verdictOf(comparison, stage === 'after')
  const differsAt =
    verdict === 'different' && prediction && arrived !== null
      ? firstDifference(prediction.text, arrived)
      : null
  return (
    <li className="border-t border-line py-3.5 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        {destination ? (
          <>
            <TypeTile type={destination.configuration.type} />
            <h3 className="min-w-0 font-bold [overflow-wrap:anywhere]">
              <TextLink to={paths.destination(destination.id)}>{displayName(destination)}</TextLink>
            </h3>
            <span className="text-sm text-ink-3">
              {destination.id} · {kind === 'call' ? 'call' : 'cookie'}
            </span>
          </>
        ) : (
          <h3 className="font-bold">{kind === 'call' ? 'A call' : 'A cookie'} of nobody</h3>
        )}
        <span className="ms-auto">
          {verdict ? (
            <Pill tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].words}</Pill>
          ) : (
            stage === 'during' && <Pill tone="mute">Waiting</Pill>
          )}
        </span>
      </div>
      <dl className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-2.5 lg:grid-cols-2">
        <Side term="Predicted" text={prediction?.text ?? null} differsAt={differsAt}>
          Nothing
        </Side>
        <Side term="Arrived" text={arrived} differsAt={differsAt}>
          {stage === 'before' ? 'Visit the page to see.' : 'Nothing'}
        </Side>
      </dl>
      {differsAt !== null && (
        <p className="mt-1.5 text-sm text-bad">The first difference is at byte {differsAt + 1}.</p>
      )}
      {verdict === 'too-long' && prediction && (
        <p className="mt-1.5 text-sm text-ink-2">
          The address has {formatNumber(prediction.text.length)} characters, and the receiver of
          this test takes {formatNumber(RECEIVED_MAX)}. What the partner takes is not known: many
          servers take 8,000.
        </p>
      )}
      {repeats.length > 0 && (
        <p className="mt-1.5 text-sm text-ink-3">
          {formatNumber(repeats.length + 1)} calls with the same address: browsers ask for an image
          only once on a page.
        </p>
      )}
      {isDomainLeftOut && (
        <p className="mt-1.5 text-sm text-ink-3">
          This page is not on the cookie’s domain, so the tag wrote the cookie without it. Name and
          value are those that the browser kept; the rest is what the tag was asked for.
        </p>
      )}
    </li>
  )
}

function Side({
  term,
  text,
  differsAt,
  children,
}: {
  term: string
  text: string | null
  differsAt: number | null
  /** Where there is no text. */
  children: ReactNode
}) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-3">{term}</dt>
      <dd className="mt-1 rounded-control bg-sunken px-3 py-2 font-mono text-sm break-all">
        {text === null ? (
          <span className="font-sans text-ink-2">{children}</span>
        ) : differsAt === null ? (
          text
        ) : (
          <>
            {text.slice(0, differsAt)}
            <mark className="rounded-small bg-bad-soft text-bad">
              {text.slice(differsAt) || '(ends here)'}
            </mark>
          </>
        )}
      </dd>
    </div>
  )
}
