import { useState } from 'react'
import type { PageContext, Protocol } from '../../domain/delivery/types.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { AddressView } from './address-view.tsx'
import type { PreviewResult } from './previewer.ts'
import { SegmentNames } from './segment-names.tsx'

/** As many calls as are listed at once. */
const AT_ONCE = 8

type CallsProps = {
  calls: PreviewResult['calls']
  page: PageContext
  visitorName: string
}

type Call = PreviewResult['calls']['first'][number]

/** Each call with what it is on an https page and on an http page; the visitor’s own comes first. */
export function Calls({ calls, page, visitorName }: CallsProps) {
  const [shown, setShown] = useState(AT_ONCE)
  const [first] = calls.first
  const more = calls.count - Math.min(shown, calls.first.length)
  if (!first) return null
  return (
    <>
      <h3 className="mt-3 font-semibold">
        {plural(calls.count, 'call')}, as {first.calledAs === 'iframe' ? 'iframe' : 'image'}
      </h3>
      {calls.count === 1 ? (
        <>
          <SegmentNames
            segments={first.segments}
            title={`Carries ${plural(first.segments.count, 'segment')}`}
          />
          <Addresses call={first} name="" page={page} visitorName={visitorName} />
        </>
      ) : (
        <ol className="mt-1.5 divide-y divide-line border-y border-line">
          {calls.first.slice(0, shown).map((call, at) => (
            <li key={call.segmentIds.join()}>
              <details className="group" open={at === 0}>
                <summary className="ring-focus flex cursor-pointer list-none gap-2 rounded-small py-1.5 [&::-webkit-details-marker]:hidden">
                  <span className="min-w-0 grow [overflow-wrap:anywhere]">
                    {call.segments.first.map(({ name }) => name).join(', ')}
                  </span>
                  <span
                    aria-hidden="true"
                    className="flex-none text-sm text-ink-3 group-open:rotate-90"
                  >
                    ›
                  </span>
                </summary>
                <div className="pb-3">
                  <Addresses
                    call={call}
                    name={`call ${at + 1}`}
                    page={page}
                    visitorName={visitorName}
                  />
                </div>
              </details>
            </li>
          ))}
        </ol>
      )}
      {calls.first.length > shown ? (
        <TextButton className="mt-1.5" onClick={() => setShown(calls.first.length)}>
          Show {formatNumber(calls.first.length - shown)} more
        </TextButton>
      ) : (
        more > 0 && <p className="mt-1.5 text-sm text-ink-3">and {formatNumber(more)} more calls</p>
      )}
    </>
  )
}

function Addresses({
  call,
  name,
  page,
  visitorName,
}: {
  call: Call
  name: string
  page: PageContext
  visitorName: string
}) {
  const protocols: Protocol[] = page.protocol === 'https' ? ['https', 'http'] : ['http', 'https']
  return protocols.map((protocol) => (
    <AddressView
      key={protocol}
      address={call.addresses[protocol]}
      protocol={protocol}
      calledAs={call.calledAs}
      visitorName={visitorName}
      isCalled={protocol === page.protocol}
      callName={name}
    />
  ))
}
