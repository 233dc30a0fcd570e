import type { ReactNode } from 'react'
import { describeError } from '../../api/api-error.ts'
import { invalidate } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'

/** The first screen of an empty account: three ways to begin. */
export function Welcome() {
  const load = useCreate('sampleDataLoad', {
    onSuccess: () =>
      invalidate(
        'accountView',
        'destinationList',
        'segmentList',
        'segmentFolderList',
        'visitorList',
      ),
  })
  const error = load.error && describeError(load.error)

  return (
    <div className="mt-6 grid gap-4">
      <p className="max-w-2xl text-ink-2">
        A destination shares audience segments with another system: an ad server, a partner’s pixel,
        or code on your own page. To see how that works, begin with one of these.
      </p>
      {error && (
        <Notice tone="bad" isLive>
          The sample data was not loaded. {error.title}: {error.detail}
        </Notice>
      )}
      <ul className="grid gap-4 md:grid-cols-3">
        <Way
          title="Look around with sample data"
          action={
            <Button
              variant="primary"
              isPending={load.isPending}
              pendingLabel="Loading…"
              onClick={() => load.mutate({ body: {} })}
            >
              Load sample data
            </Button>
          }
        >
          A made-up travel company: about 1,300 segments in folders, 36 destinations and visitors to
          try them with. Nothing is sent to anybody.
        </Way>
        <Way
          title="Bring your segments"
          action={<LinkButton to={paths.segmentImport()}>Import segments</LinkButton>}
        >
          From a CSV or TSV file, or pasted from a spreadsheet. You see what will be created before
          anything is written.
        </Way>
        <Way
          title="Start with a destination"
          action={<LinkButton to={paths.destinationCreate()}>Create destination</LinkButton>}
        >
          A draft is kept from the first step on, and can be finished later. Segments can follow.
        </Way>
      </ul>
    </div>
  )
}

function Way({
  title,
  action,
  children,
}: {
  title: string
  action: ReactNode
  children: ReactNode
}) {
  return (
    <li>
      <Card className="flex h-full flex-col gap-2 px-5 py-5">
        <h2 className="text-md font-bold">{title}</h2>
        <p className="grow text-ink-2">{children}</p>
        <div className="mt-2">{action}</div>
      </Card>
    </li>
  )
}
