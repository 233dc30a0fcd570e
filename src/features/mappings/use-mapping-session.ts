import { useEffect, useState, useSyncExternalStore } from 'react'
import { queryClient } from '../../api/query.ts'
import { createMappingSession } from './mapping-session.ts'

/** Milliseconds between two looks at what others changed. decisions/017. */
const LOOK_EVERY = 2000

/** The changes of one destination's mappings, for as long as the step is open. */
export function useMappingSession(destinationId: number) {
  const [session] = useState(() => {
    // What was read before the step was left may have been changed by others since.
    for (const name of ['mappingList', 'mappingIdList', 'segmentList', 'segmentIdList']) {
      void queryClient.invalidateQueries({ queryKey: [name], refetchType: 'none' })
    }
    return createMappingSession(destinationId)
  })
  const { edits, undo, follower } = session
  const editState = useSyncExternalStore(edits.subscribe, edits.state)
  const undoState = useSyncExternalStore(undo.subscribe, undo.state)
  const followState = useSyncExternalStore(follower.subscribe, follower.state)

  // Edits that could not be sent are sent when the network is back, and before the step is left.
  useEffect(() => {
    const flush = () => void edits.flush()
    window.addEventListener('online', flush)
    return () => {
      window.removeEventListener('online', flush)
      flush()
    }
  }, [edits])

  // The clock, and whether anybody looks, are outside of React.
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void follower.look()
    }
    look()
    const timer = setInterval(look, LOOK_EVERY)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      session.close()
    }
  }, [session, follower])

  return { session, editState, undoState, followState }
}
