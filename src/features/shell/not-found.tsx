import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { PageFrame } from './page-frame.tsx'

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <PageFrame title="There is nothing at this address">
      <p className="mt-2 text-ink-2">
        The address may be mistyped, or what it led to was never here. Deleted destinations are in
        the trash, from where they can be restored.
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        <LinkButton variant="primary" to={paths.destinations()}>
          Go to destinations
        </LinkButton>
        <LinkButton to={paths.trash()}>Open the trash</LinkButton>
      </div>
    </PageFrame>
  )
}
