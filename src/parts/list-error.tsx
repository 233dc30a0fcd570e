import { describeError } from '../api/api-error.ts'
import { ErrorState } from '../ui/error-state.tsx'

/** In a list's place, so that tabs and search stay usable. */
export function ListError({
  error,
  isRetrying,
  onRetry,
}: {
  error: unknown
  isRetrying: boolean
  onRetry: () => void
}) {
  const { title, detail, requestId } = describeError(error)
  return (
    <ErrorState
      title={title}
      onRetry={onRetry}
      isRetrying={isRetrying}
      requestId={requestId ?? undefined}
    >
      {detail}
    </ErrorState>
  )
}
