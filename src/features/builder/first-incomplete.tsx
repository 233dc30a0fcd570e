import { redirect, type LoaderFunctionArgs } from 'react-router'
import { q, queryClient } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { firstIncompleteStep } from './steps.ts'
import { destinationIdOf } from '../../destination-id.ts'

/** Resumes where something is still missing. */
export async function loader({ params }: LoaderFunctionArgs) {
  const destinationId = destinationIdOf(params)
  const destination = await queryClient.ensureQueryData(
    q('destinationView', { params: { destinationId } }),
  )
  return redirect(paths.builder(destinationId, firstIncompleteStep(destination)))
}

export default function FirstIncomplete() {
  return null
}
