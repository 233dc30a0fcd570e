import { useSearchParams } from 'react-router'
import type { FixPlace, NotSentWords } from '../../domain/delivery/not-sent-words.ts'
import { paths } from '../../paths.ts'
import { TextButton } from '../../ui/text-button.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { withPreview } from './kept-parameters.ts'

type FixLinkProps = {
  fix: NonNullable<NotSentWords['fix']>
  destinationId: number
  /** What can be put right beside the preview itself. */
  onVisitor: () => void
  onPage: () => void
}

/** The way to where it is put right; the preview's choices go along. */
export function FixLink({ fix, destinationId, onVisitor, onPage }: FixLinkProps) {
  const [parameters] = useSearchParams()
  if (fix.place === 'visitor' || fix.place === 'page') {
    return (
      <TextButton className="underline" onClick={fix.place === 'page' ? onPage : onVisitor}>
        {fix.words}
      </TextButton>
    )
  }
  const to = addressOf(fix.place, destinationId, parameters.has('asOf'))
  const withField = fix.field === undefined ? to : `${to}?focus=${fix.field}`
  return (
    <TextLink className="underline" to={withPreview(withField, parameters)}>
      {fix.words}
    </TextLink>
  )
}

/** @param isOtherDay the preview is for a chosen day; the grid's states are those of today. */
function addressOf(
  place: Exclude<FixPlace, 'visitor' | 'page'>,
  id: number,
  isOtherDay: boolean,
): string {
  switch (place) {
    case 'destination':
      return paths.destination(id)
    case 'blocked-mappings':
      return paths.blockedMappings(id)
    case 'incomplete-mappings':
      return `${paths.builder(id, 'segment-mappings')}?view=incomplete`
    case 'paused-mappings':
      return paths.mappedInState(id, 'segment-paused')
    case 'later-mappings':
      return isOtherDay ? paths.mappedByDate(id, 'start') : paths.mappedInState(id, 'not-started')
    case 'ended-mappings':
      return isOtherDay ? paths.mappedByDate(id, 'end') : paths.mappedInState(id, 'ended')
    case 'basic-information':
    case 'export-labels':
    case 'configuration':
    case 'review':
      return paths.builder(id, place)
  }
}
