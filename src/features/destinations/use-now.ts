import { useEffect, useState } from 'react'

/** Often enough for "4 min ago" to stay true. */
const EVERY = 30_000

/** The time in milliseconds since 1970, read again twice a minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  // The clock is outside of React.
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** The calendar day in UTC, as delivery counts days: `2026-11-23`. */
export function todayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10)
}
