import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { q } from '../../api/query.ts'
import type { TagReport } from '../../contract/edge.ts'
import type { Visitor } from '../../contract/visitor.ts'
import type { PageContext } from '../../domain/delivery/types.ts'
import { compare, type Comparison, receivable } from './compare.ts'
import { newVisit, predict, type Prediction, type Visit } from './predict.ts'
import { readDeliveries } from './senders.ts'

/** Milliseconds between two looks at the receiver, and from the visit to the last one. */
const EVERY = 300
const PATIENCE = 12_000

/** A visit that took place: for whom, where, and what was predicted for it. */
export type Visited = {
  visit: Visit
  visitor: Visitor
  page: PageContext
  predictions: Prediction[]
}

export type VisitState = {
  /** Null: not visited yet, or started over. */
  visited: Visited | null
  /** What is predicted is being worked out from what the server has by now. */
  isPreparing: boolean
  /** Why the visit could not be prepared. */
  failed: unknown
  /** All has arrived, or will not any more. */
  isOver: boolean
  report: TagReport | null
  comparisons: Comparison[]
  /** Why the receiver could not be asked. */
  receiverError: unknown
  retryReceiver: () => void
  start: (visitorId: number, page: PageContext) => Promise<void>
  clear: () => void
  onReport: (report: TagReport) => void
}

/** Visits of the customer's page, one at a time, and what arrives from them. */
export function useVisit(): VisitState {
  const [visited, setVisited] = useState<Visited | null>(null)
  const [isPreparing, setIsPreparing] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const [report, setReport] = useState<TagReport | null>(null)

  const liveTestId = visited?.visit.liveTestId ?? ''
  function isDone(arrived: number, lookedAt: number): boolean {
    if (!visited) return false
    const hasAll = report !== null && arrived >= receivable(report.calls, visited.predictions)
    return hasAll || lookedAt - visited.visit.now >= PATIENCE
  }

  const arrivals = useQuery({
    ...q('arrivalList', { params: { liveTestId } }),
    enabled: visited !== null,
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      state.status === 'error' || isDone(state.data?.items.length ?? 0, state.dataUpdatedAt)
        ? false
        : EVERY,
    refetchIntervalInBackground: true,
  })
  const items = arrivals.data?.items ?? []

  async function start(visitorId: number, page: PageContext): Promise<void> {
    setIsPreparing(true)
    setFailed(null)
    try {
      const { senders, visitor } = await readDeliveries(visitorId)
      const visit = newVisit(Date.now())
      setReport(null)
      setVisited({ visit, visitor, page, predictions: predict({ senders, visitor, page, visit }) })
    } catch (error) {
      setFailed(error)
    }
    setIsPreparing(false)
  }

  return {
    visited,
    isPreparing,
    failed,
    isOver: isDone(items.length, arrivals.dataUpdatedAt),
    report,
    comparisons: visited ? compare(visited.predictions, items, report?.cookies ?? []) : [],
    receiverError: arrivals.error,
    retryReceiver: () => void arrivals.refetch(),
    start,
    clear: () => {
      setVisited(null)
      setReport(null)
      setFailed(null)
    },
    onReport: useCallback((told: TagReport) => setReport(told), []),
  }
}
