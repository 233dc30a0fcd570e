import { useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import * as z from 'zod/mini'
import { q, queryClient } from '../../api/query.ts'
import { IdText } from '../../contract/common.ts'
import type { Visitor } from '../../contract/visitor.ts'
import { VisitorPage } from './visitor-page.tsx'

const Params = z.object({ visitorId: IdText })

/** @throws a 404 response when there is no such visitor. */
function visitorIn(
  visitors: readonly Visitor[],
  params: Record<string, string | undefined>,
): Visitor {
  const parsed = Params.safeParse(params)
  const visitor = visitors.find(({ id }) => id === parsed.data?.visitorId)
  if (visitor) return visitor
  // oxlint-disable-next-line typescript/only-throw-error -- react-router's way to say 404
  throw new Response(null, { status: 404 })
}

export async function loader({ params }: LoaderFunctionArgs) {
  const { items } = await queryClient.fetchQuery(q('visitorList', {}))
  visitorIn(items, params)
  return null
}

/** One visitor, to look at and to change. */
export default function VisitorEdit() {
  const visitors = useSuspenseQuery(q('visitorList', {})).data.items
  const params = useParams()
  // Kept as it was opened: what others save meanwhile is found out when this is saved.
  return (
    <VisitorPage key={params.visitorId} visitor={visitorIn(visitors, params)} segmentIds={[]} />
  )
}
