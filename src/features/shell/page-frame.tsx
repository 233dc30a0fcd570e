import type { ReactNode } from 'react'
import { paths } from '../../paths.ts'
import { PageMain, TopBar, useIsInPage } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'

/** Words in the place of a page; in the place of a part of one, without a second bar. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  const isPart = useIsInPage()
  const words = (
    <section className="mx-auto max-w-xl py-12">
      <h1 className="text-xl font-bold break-words">{title}</h1>
      {children}
    </section>
  )
  if (isPart) return words
  return (
    <>
      <TopBar
        start={<Breadcrumb items={[{ label: 'Destinations', to: paths.destinations() }]} />}
      />
      <PageMain>{words}</PageMain>
    </>
  )
}
