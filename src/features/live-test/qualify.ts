import { useMutation } from '@tanstack/react-query'
import { ApiError, describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { invalidate, queryClient } from '../../api/query.ts'
import type { Visitor, VisitorInput } from '../../contract/visitor.ts'
import { toast } from '../../ui/toast.ts'
import { putIntoList, visitorList } from './senders.ts'

/** What a save of a visitor carries. */
function inputOf({ id: _id, revision: _revision, ...input }: Visitor): VisitorInput {
  return input
}

/** @param at the moment of a new qualification. */
export function withSegment(
  visitor: Visitor,
  segmentId: number,
  isIn: boolean,
  at: string,
): VisitorInput {
  const others = visitor.qualifications.filter((each) => each.segmentId !== segmentId)
  const qualifications = isIn ? [...others, { segmentId, at }] : others
  return {
    ...inputOf(visitor),
    qualifications: qualifications.toSorted((a, b) => a.segmentId - b.segmentId),
  }
}

type Change = { visitorId: number; segmentId: number; isIn: boolean }

/** Qualifies a visitor for a segment, or takes that back; one change after the other. */
export function useQualify() {
  const mutation = useMutation({
    scope: { id: 'live-test-visitor' },
    mutationFn: ({ visitorId, segmentId, isIn }: Change) => {
      const visitors = queryClient.getQueryData(visitorList.queryKey)?.items ?? []
      const visitor = visitors.find(({ id }) => id === visitorId)
      if (!visitor) throw new Error('The visitor is not in the list any more.')
      return call('visitorUpdate', {
        params: { visitorId },
        body: withSegment(visitor, segmentId, isIn, new Date().toISOString()),
        ifMatch: visitor.revision,
      })
    },
    onSuccess: async (changed) => {
      // First what the new segment is sent to: the prediction is of both together.
      await invalidate('visitorDeliveryList')
      putIntoList(changed)
    },
    onError: async (error, change) => {
      if (error instanceof ApiError && error.slug === 'revision-conflict') {
        await invalidate('visitorList')
        toast({
          tone: 'bad',
          message: 'Somebody else changed this visitor meanwhile.',
          detail: 'The segments are shown as they are now. Try again.',
        })
        return
      }
      const { title, detail } = describeError(error)
      toast({
        tone: 'bad',
        message: `The visitor was not changed: ${title}.`,
        detail,
        action: { label: 'Retry', onAct: () => mutation.mutate(change) },
      })
    },
  })
  return mutation
}
