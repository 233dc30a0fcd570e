import type { ComponentType } from 'react'
import {
  createBrowserRouter,
  createHashRouter,
  type LoaderFunction,
  redirect,
  type RouteObject,
} from 'react-router'
import { paths } from './paths.ts'
import Shell, { ErrorBoundary as ShellError, HydrateFallback } from './features/shell/shell.tsx'
import DestinationList, {
  loader as loadDestinationList,
} from './features/destinations/destination-list.tsx'
import NotFound from './features/shell/not-found.tsx'
import RouteError from './features/shell/route-error.tsx'

/** What a route module exports: the component as default, and what it needs before it can show. */
type RouteModule = { default: ComponentType; loader?: LoaderFunction }

/** A screen that is loaded when its address is visited first. */
function screen(load: () => Promise<RouteModule>): Pick<RouteObject, 'lazy' | 'ErrorBoundary'> {
  return {
    lazy: async () => {
      const { default: Component, loader } = await load()
      return loader ? { Component, loader } : { Component }
    },
    ErrorBoundary: RouteError,
  }
}

const routes: RouteObject[] = [
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: ShellError,
    HydrateFallback,
    children: [
      { index: true, loader: () => redirect(paths.destinations()) },
      {
        // The landing page comes with the entry: a chunk of its own would be one more round trip.
        path: 'destinations',
        Component: DestinationList,
        loader: loadDestinationList,
        ErrorBoundary: RouteError,
      },
      {
        path: 'destinations/new',
        ...screen(() => import('./features/destinations/destination-create.tsx')),
      },
      {
        path: 'destinations/:destinationId',
        ...screen(() => import('./features/destinations/destination-view.tsx')),
      },
      {
        path: 'destinations/:destinationId/history',
        ...screen(() => import('./features/destinations/destination-history.tsx')),
      },
      {
        // A page of its own: it has steps, which would stand within a step of the builder.
        path: 'destinations/:destinationId/edit/segment-mappings/import',
        ...screen(() => import('./features/mapping-import/mapping-import.tsx')),
      },
      {
        path: 'destinations/:destinationId/edit',
        ...screen(() => import('./features/builder/builder.tsx')),
        children: [
          { index: true, ...screen(() => import('./features/builder/first-incomplete.tsx')) },
          {
            path: 'basic-information',
            ...screen(() => import('./features/builder/basic-information.tsx')),
          },
          {
            path: 'export-labels',
            ...screen(() => import('./features/builder/export-labels.tsx')),
          },
          {
            path: 'configuration',
            ...screen(() => import('./features/builder/configuration.tsx')),
          },
          {
            path: 'segment-mappings',
            ...screen(() => import('./features/mappings/segment-mappings.tsx')),
          },
          { path: 'review', ...screen(() => import('./features/builder/review.tsx')) },
        ],
      },
      {
        path: 'destinations/:destinationId/edit/segment-mappings/rules',
        ...screen(() => import('./features/mapping-rules/mapping-rules.tsx')),
      },
      { path: 'segments', ...screen(() => import('./features/segments/segment-list.tsx')) },
      {
        path: 'segments/import',
        ...screen(() => import('./features/segments/segment-import.tsx')),
      },
      {
        path: 'segments/:segmentId',
        ...screen(() => import('./features/segments/segment-view.tsx')),
      },
      {
        path: 'segments/:segmentId/restrictions',
        ...screen(() => import('./features/data-sources/segment-restrictions.tsx')),
      },
      {
        path: 'data-sources',
        ...screen(() => import('./features/data-sources/data-source-list.tsx')),
      },
      {
        path: 'data-sources/import',
        ...screen(() => import('./features/data-sources/audience-import.tsx')),
      },
      {
        path: 'data-sources/:dataSourceId',
        ...screen(() => import('./features/data-sources/data-source-view.tsx')),
      },
      { path: 'live-test', ...screen(() => import('./features/live-test/live-test.tsx')) },
      { path: 'visitors', ...screen(() => import('./features/visitors/visitor-list.tsx')) },
      { path: 'visitors/new', ...screen(() => import('./features/visitors/visitor-create.tsx')) },
      {
        path: 'visitors/import',
        ...screen(() => import('./features/visitors/visitor-import.tsx')),
      },
      {
        path: 'visitors/:visitorId',
        ...screen(() => import('./features/visitors/visitor-edit.tsx')),
      },
      { path: 'trash', ...screen(() => import('./features/destinations/trash.tsx')) },
      { path: '*', Component: NotFound },
    ],
  },
]

/** A static host answers only for the one page it has, so there the route is in the fragment. */
export function createRouter() {
  return import.meta.env.MODE === 'demo' ? createHashRouter(routes) : createBrowserRouter(routes)
}
