import { useEffect, useRef } from 'react'

/**
 * Calls `callback` with the latest value once `delay` milliseconds have passed without another call.
 * Nothing is called after the component has gone.
 */
export function useDebouncedCallback<T>(callback: (value: T) => void, delay: number) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(callback)

  // The timer must call the callback of the last render, which sees what is true by then.
  useEffect(() => {
    latest.current = callback
  })

  useEffect(() => () => clearTimeout(timer.current), [])

  return {
    call(value: T): void {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => latest.current(value), delay)
    },
    /** Forgets the call that waits. */
    cancel(): void {
      clearTimeout(timer.current)
    },
  }
}
