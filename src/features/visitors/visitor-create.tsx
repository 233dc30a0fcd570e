import { useSearchParams } from 'react-router'
import { VisitorPage } from './visitor-page.tsx'
import { parseNewVisitorSegments } from './visitor-search.ts'

/** A new visitor, in the segments that the address names. */
export default function VisitorCreate() {
  const [parameters] = useSearchParams()
  return <VisitorPage visitor={null} segmentIds={parseNewVisitorSegments(parameters)} />
}
