import { useEffect, useRef } from 'react'
import { TagReport } from '../../contract/edge.ts'
import type { Visitor } from '../../contract/visitor.ts'
import type { PageContext } from '../../domain/delivery/types.ts'
import type { Visit } from './predict.ts'

type CustomerPageProps = {
  visit: Visit
  visitor: Pick<Visitor, 'did'>
  page: PageContext
  onReport: (report: TagReport) => void
}

/** The address of the page, with what its tag tells the edge. */
function addressOf({ visit, visitor, page }: Omit<CustomerPageProps, 'onReport'>): string {
  const url = new URL('live-test/site.html', new URL(import.meta.env.BASE_URL, document.baseURI))
  url.search = new URLSearchParams({
    live_test: visit.liveTestId,
    d_uuid: visitor.did,
    d_host: page.host,
    d_proto: page.protocol,
    d_env: page.environment,
    d_seed: String(visit.seed),
    d_now: String(visit.now),
  }).toString()
  return url.href
}

/** A page like a customer's, with the tag on it. */
export function CustomerPage({ onReport, ...about }: CustomerPageProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const { liveTestId } = about.visit

  // The tag speaks from another document.
  useEffect(() => {
    function listen({ origin, source, data }: MessageEvent<unknown>): void {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return
      const report = TagReport.safeParse(data)
      if (report.success && report.data.liveTestId === liveTestId) onReport(report.data)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [liveTestId, onReport])

  return (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- our own page, which writes cookies: it must be of our origin
    <iframe
      ref={frame}
      // Another visit is another document, not an entry in the history of this tab.
      key={liveTestId}
      src={addressOf(about)}
      title="Acme Travel, the customer’s page"
      className="block h-88 w-full rounded-control border border-line bg-surface md:h-72"
    />
  )
}
