import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { invalidate, q, queryClient } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import { CREATABLE_TYPES, type CreatableType } from '../../domain/destination-types.ts'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TypeTile } from '../../ui/type-tile.tsx'

/** The picker: choosing a type makes a draft of it, and leads into the builder. */
export default function DestinationCreate() {
  const navigate = useNavigate()
  const create = useCreate('destinationCreate', {
    onSuccess: async (draft) => {
      void invalidate('destinationList', 'accountView')
      queryClient.setQueryData(
        q('destinationView', { params: { destinationId: draft.id } }).queryKey,
        draft,
      )
      await navigate(paths.builder(draft.id, 'basic-information'))
    },
  })
  const chosen = create.variables?.body.type ?? null
  const error = create.error && describeError(create.error)

  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[
              { label: 'Destinations', to: paths.destinations() },
              { label: 'Create destination' },
            ]}
          />
        }
      />
      <PageMain>
        <PageHeader
          title="Create destination"
          description="Choose how the data reaches the other system. The type stays as it is; everything else can be changed later."
          actions={<LinkButton to={paths.destinations()}>Cancel</LinkButton>}
        />
        <ul className="mt-6 grid max-w-4xl gap-4 md:grid-cols-2">
          {CREATABLE_TYPES.map((creatable) => (
            <li key={creatable.type}>
              <TypeCard
                creatable={creatable}
                isPending={create.isPending && chosen === creatable.type}
                disabledReason={
                  create.isPending && chosen !== creatable.type
                    ? 'A draft of the other type is being made.'
                    : undefined
                }
                error={
                  error &&
                  chosen === creatable.type && (
                    <>
                      <b>{error.title}.</b> {error.detail}
                    </>
                  )
                }
                onChoose={() => create.mutate({ body: { type: creatable.type } })}
              />
            </li>
          ))}
        </ul>
      </PageMain>
    </>
  )
}

function TypeCard({
  creatable: { type, title, summary, useWhen, consider },
  isPending,
  disabledReason,
  error,
  onChoose,
}: {
  creatable: CreatableType
  isPending: boolean
  disabledReason: string | undefined
  /** Why the draft could not be made: a limit, for example. Null: nothing is wrong. */
  error: ReactNode
  onChoose: () => void
}) {
  return (
    <Card className="flex h-full flex-col px-5 py-5">
      <div className="flex items-center gap-3">
        <TypeTile type={type} isLarge />
        <h2 className="text-md font-bold">{title}</h2>
      </div>
      <p className="mt-3">{summary}</p>
      <Points title="Use it when" points={useWhen} />
      <Points title="Consider" points={consider} />
      <div className="mt-auto grid justify-items-start gap-3 pt-5">
        {error && (
          <Notice tone="bad" isLive>
            {error}
          </Notice>
        )}
        <Button
          variant="primary"
          isPending={isPending}
          pendingLabel="Creating the draft…"
          disabledReason={disabledReason}
          onClick={onChoose}
        >
          {error ? `Try again: ${title}` : `Create ${title} destination`}
        </Button>
      </div>
    </Card>
  )
}

function Points({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <>
      <h3 className="mt-4 font-semibold">{title}</h3>
      <ul className="mt-1 list-disc ps-5 text-ink-2">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  )
}
