import { type ReactNode, useState } from 'react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { addressId } from '../../address-id.ts'
import { q, queryClient } from '../../api/query.ts'
import type { SegmentDetail } from '../../contract/segment-detail.ts'
import { formatFolder } from '../../domain/segment-import/folder-text.ts'
import { formatMoment, formatNumber } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Card } from '../../ui/card.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Pill } from '../../ui/pill.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { MadeOf } from './made-of.tsx'
import { RestrictionWords } from './restriction-words.tsx'
import { SegmentDestinations } from './segment-destinations.tsx'
import { StatusButton } from './status-button.tsx'

export async function loader({ params }: LoaderFunctionArgs) {
  const segmentId = addressId(params, 'segmentId')
  // Where it goes and what restricts it have places of their own, which can wait or fail without the page.
  void queryClient.prefetchQuery(q('segmentDestinationList', { params: { segmentId } }))
  void queryClient.prefetchQuery(q('segmentRestrictions', { params: { segmentId } }))
  await queryClient.ensureQueryData(q('segmentView', { params: { segmentId } }))
  return null
}

/** One segment: what it is made of, what restricts it, and every destination that it goes to. */
export default function SegmentView() {
  const segmentId = addressId(useParams(), 'segmentId')
  const detail = useSuspenseQuery(q('segmentView', { params: { segmentId } })).data
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const { segment } = detail
  const { name, folder, status } = segment

  return (
    <>
      <TopBar
        start={
          <>
            <Breadcrumb items={[{ label: 'Segments', to: paths.segments() }, { label: name }]} />
            {status === 'active' ? <Pill tone="ok">Active</Pill> : <Pill tone="warn">Paused</Pill>}
          </>
        }
      />
      <PageMain>
        <PageHeader
          title={<span className="[overflow-wrap:anywhere]">{name}</span>}
          description={
            <span className="[overflow-wrap:anywhere]">
              {folder.length > 0 && `${formatFolder(folder)} · `}Segment {segmentId}
            </span>
          }
          actions={<StatusButton key={segmentId} segment={segment} today={today} />}
        />
        <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-4">
          <SegmentDestinations key={segmentId} segment={segment} today={today} />
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
            <Facts detail={detail} />
            <RestrictionWords segment={segment} />
          </div>
          <MadeOf {...detail} />
        </div>
      </PageMain>
    </>
  )
}

function Facts({ detail: { segment, dataSource } }: { detail: SegmentDetail }) {
  const { integrationCode, peopleCount, description, updatedAt } = segment
  return (
    <Card className="px-5 py-4">
      <h2 className="text-md font-bold">About it</h2>
      <dl className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-2.5">
        <Fact term="People, 30 days">
          {peopleCount === null ? (
            <span className="text-ink-3">Not known</span>
          ) : (
            formatNumber(peopleCount)
          )}
        </Fact>
        <Fact term="Integration code">
          {integrationCode === null ? (
            <span className="text-ink-3">None</span>
          ) : (
            <code className="rounded-small bg-sunken px-1 py-0.5 font-mono text-sm">
              {integrationCode}
            </code>
          )}
        </Fact>
        <Fact term="Data source">
          {dataSource === null ? (
            <span className="text-ink-3">Not known</span>
          ) : (
            <TextLink to={paths.dataSource(dataSource.id)}>{dataSource.name}</TextLink>
          )}
        </Fact>
        {description && <Fact term="Description">{description}</Fact>}
        <Fact term="Updated">{formatMoment(updatedAt)}</Fact>
      </dl>
    </Card>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-ink-3">{term}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">{children}</dd>
    </div>
  )
}
