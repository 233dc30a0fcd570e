import { cx } from './class-names.ts'

/** A grey bar where words will be; the place around it says that it is loading. */
export function Skeleton({ className = 'h-3 w-32' }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx('block animate-pulse rounded-small bg-line forced-colors:border', className)}
    />
  )
}

/** A page's worth of them, told to screen readers as one. */
export function PageSkeleton({ label = 'Loading…' }: { label?: string }) {
  return (
    <output className="grid gap-5">
      <span className="sr-only">{label}</span>
      <Skeleton className="h-6 w-56" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <Skeleton className="h-64 w-full rounded-card" />
    </output>
  )
}
