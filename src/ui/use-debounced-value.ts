import { useEffect, useState } from 'react'

/** The value as it was when it last had rest for `delay` milliseconds; give it something compared by `===`. */
export function useDebouncedValue<T extends string | number | null>(value: T, delay: number): T {
  const [settled, setSettled] = useState(value)

  // The clock is outside of React.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay)
    return () => clearTimeout(timer)
  }, [value, delay])

  return settled
}
