import { useQuery } from '@tanstack/react-query'
import { Outlet, ScrollRestoration, useNavigation } from 'react-router'
import { q } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { AppShell, type NavSection, PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Pill } from '../../ui/pill.tsx'
import { PageSkeleton } from '../../ui/skeleton.tsx'
import { ToastRegion } from '../../ui/toast-region.tsx'
import { demoControl } from './demo-slot.ts'
import RouteError from './route-error.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { usePageArrival } from './use-page-arrival.ts'

const isDemo = import.meta.env.MODE === 'demo'

/** The frame around every page. */
export default function Shell() {
  usePageArrival()
  const account = useQuery(q('accountView', {})).data
  return (
    <AppShell
      homeTo={paths.destinations()}
      sections={sectionsOf(account?.trashed ?? null)}
      foot={<Foot />}
      topBarEnd={<DataPill isSample={account?.sampleData ?? false} />}
    >
      <LoadingBar />
      <Outlet />
      <ToastRegion />
      <ScrollRestoration />
    </AppShell>
  )
}

function sectionsOf(trashed: number | null): NavSection[] {
  return [
    {
      title: null,
      items: [
        { label: 'Destinations', to: paths.destinations() },
        { label: 'Segments', to: paths.segments() },
        { label: 'Visitors', to: paths.visitors() },
        { label: 'Live test', to: paths.liveTest() },
        { label: 'Trash', to: paths.trash(), count: trashed },
      ],
    },
    {
      title: 'Administration',
      items: [{ label: 'Data sources', to: paths.dataSources() }],
    },
  ]
}

function Foot() {
  return (
    <div className="grid gap-2.5">
      <ThemeSwitch />
      <div className="flex justify-between gap-3">
        {/* The demo has no server that could show the page. */}
        {!isDemo && (
          <a href="/api/docs" className="ring-focus rounded-small hover:text-ink hover:underline">
            API
          </a>
        )}
        <span>Version {__APP_VERSION__}</span>
      </div>
    </div>
  )
}

/** Says that what is shown is made up; in the demo, with the switch that goes with it. */
function DataPill({ isSample }: { isSample: boolean }) {
  const control = demoControl()
  if (control) return control
  return isSample ? (
    <Pill tone="warn" hasDot={false}>
      Sample data
    </Pill>
  ) : null
}

/** At the top edge while the next page loads. */
function LoadingBar() {
  const isLoading = useNavigation().state !== 'idle'
  return (
    <output className="fixed inset-x-0 top-0 z-50 block">
      {isLoading && (
        <span className="block h-0.5 animate-pulse bg-accent">
          <span className="sr-only">Loading the page…</span>
        </span>
      )}
    </output>
  )
}

/** While the first page's code and data come. */
export function HydrateFallback() {
  return (
    <AppShell homeTo={paths.destinations()} sections={sectionsOf(null)} foot={<Foot />}>
      <TopBar start={null} />
      <PageMain>
        <PageSkeleton />
      </PageMain>
    </AppShell>
  )
}

/** When the frame itself fails: the error alone, without a frame that would fail again. */
export function ErrorBoundary() {
  return <RouteError />
}
