import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  isRouteErrorResponse,
  useLocation,
  useNavigate,
  useNavigation,
  useRouteError,
} from 'react-router'
import { ApiError, describeError } from '../../api/api-error.ts'
import { Button } from '../../ui/button.tsx'
import { PageFrame } from './page-frame.tsx'
import NotFound from './not-found.tsx'

/** What a page shows in its place when it could not be loaded or drawn. */
export default function RouteError() {
  const error = useRouteError()
  if (isMissing(error)) return <NotFound />
  return <Failed error={error} />
}

/** An address that leads nowhere, or to something that is gone for good. */
function isMissing(error: unknown): boolean {
  return (
    (isRouteErrorResponse(error) && error.status === 404) ||
    (error instanceof ApiError && error.status === 404)
  )
}

function Failed({ error }: { error: unknown }) {
  const { title, detail, requestId, retryAfter } = describeError(error)
  const location = useLocation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const wait = useCountdown(retryAfter ?? 0, error)
  const isLoading = useNavigation().state === 'loading'

  async function retry(): Promise<void> {
    // A query that failed keeps its error until it is asked again.
    await queries.resetQueries({ predicate: (query) => query.state.status === 'error' })
    // Not the router's revalidate(): the boundary would keep its error where that is over at once.
    await navigate(location, { replace: true, state: location.state, preventScrollReset: true })
  }

  return (
    <PageFrame title={title}>
      <p role="alert" className="mt-2 text-ink-2">
        {detail}
      </p>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          isPending={isLoading}
          pendingLabel="Trying again…"
          disabledReason={wait > 0 ? `The server asks to wait ${wait} s more.` : undefined}
          onClick={() => void retry()}
        >
          {wait > 0 ? `Retry in ${wait} s` : 'Retry'}
        </Button>
        <Button variant="ghost" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </div>
      {requestId && (
        <p className="mt-5 text-sm text-ink-3">
          Request <span className="font-mono select-all">{requestId}</span>: it finds the error in
          the server’s log.
        </p>
      )}
    </PageFrame>
  )
}

/** Whole seconds left, counted down to 0; starts again with each new error. */
function useCountdown(seconds: number, startedBy: unknown): number {
  const [count, setCount] = useState({ startedBy, left: seconds })
  const left = count.startedBy === startedBy ? count.left : seconds

  // The clock is outside of React.
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setCount({ startedBy, left: left - 1 }), 1000)
    return () => clearTimeout(timer)
  }, [left, startedBy])

  return left
}
