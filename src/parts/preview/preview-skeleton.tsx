import { Skeleton } from '../../ui/skeleton.tsx'

/** As high as a call usually is, so that little moves when it comes. */
export function PreviewSkeleton() {
  return (
    <output className="mt-3 grid gap-2.5">
      <span className="sr-only">Loading…</span>
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-24 w-full" />
    </output>
  )
}
