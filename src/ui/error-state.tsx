import type { ReactNode } from 'react'
import { Button } from './button.tsx'

export type ErrorStateProps = {
  /** What is wrong: "The destinations could not be loaded". */
  title: string
  /** What to do about it. */
  children: ReactNode
  /** Null: trying again would change nothing. */
  onRetry: (() => void) | null
  isRetrying?: boolean
  /** Finds the request in the server's log. */
  requestId?: string | undefined
  /** Other ways on, beside Retry. */
  actions?: ReactNode
}

/** Where content would be, when it could not be had. */
export function ErrorState({
  title,
  children,
  onRetry,
  isRetrying = false,
  requestId,
  actions,
}: ErrorStateProps) {
  return (
    <div
      role="alert"
      className="mx-auto grid max-w-lg justify-items-center gap-2 px-6 py-14 text-center"
    >
      <h2 className="text-md font-bold">{title}</h2>
      <div className="text-ink-2">{children}</div>
      {(onRetry || actions) && (
        <div className="mt-3 flex flex-wrap justify-center gap-2.5">
          {onRetry && (
            <Button variant="primary" isPending={isRetrying} onClick={onRetry}>
              Retry
            </Button>
          )}
          {actions}
        </div>
      )}
      {requestId && (
        <div className="mt-2 text-sm text-ink-3">
          Request <span className="font-mono">{requestId}</span>
        </div>
      )}
    </div>
  )
}
