import { Menu as MenuIcon } from 'lucide-react'
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { formatNumber } from '../lib/format.ts'
import { cx } from './class-names.ts'
import { IconButton } from './icon-button.tsx'

export type NavItem = {
  label: string
  to: string
  /** How many there are; null or absent: not known, or not worth telling. */
  count?: number | null
}
export type NavSection = { title: string | null; items: readonly NavItem[] }

export type AppShellProps = {
  /** Where the name of the product leads. */
  homeTo: string
  sections: readonly NavSection[]
  /** At the foot of the navigation: the theme, the version. */
  foot: ReactNode
  /** At the end of every page's top bar, after what the page has there. */
  topBarEnd?: ReactNode
  /** Above the whole page: a message for everybody. */
  banner?: ReactNode
  children: ReactNode
}

const MAIN_ID = 'main'

const TopBarEnd = createContext<ReactNode>(null)
const InPage = createContext(false)

/** Whether what asks is drawn within a page's `PageMain`: an error may stand for a page, or for a part of one. */
export function useIsInPage(): boolean {
  return use(InPage)
}

/**
 * The frame of every page: navigation at the side (behind a button below 900 px), and the page beside
 * it. A page renders `TopBar`, then `PageMain`.
 */
export function AppShell({ homeTo, sections, foot, topBarEnd, banner, children }: AppShellProps) {
  return (
    <>
      <a
        href={`#${MAIN_ID}`}
        // Not the router's business: the address stays as it is.
        onClick={(event) => {
          event.preventDefault()
          document.getElementById(MAIN_ID)?.focus()
        }}
        className="fixed start-3 top-3 z-50 -translate-y-20 rounded-control bg-accent px-3.5 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      {banner}
      <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
        <div className="sticky top-0 hidden h-dvh border-e border-line bg-surface md:block">
          <Navigation homeTo={homeTo} sections={sections} foot={foot} />
        </div>
        <div className="relative flex min-h-dvh min-w-0 flex-col">
          <Drawer>
            <Navigation homeTo={homeTo} sections={sections} foot={foot} />
          </Drawer>
          <TopBarEnd value={topBarEnd}>{children}</TopBarEnd>
        </div>
      </div>
    </>
  )
}

/** The bar above a page: where one is at the start, what concerns the page at the end. */
export function TopBar({ start, end }: { start: ReactNode; end?: ReactNode }) {
  const everywhere = use(TopBarEnd)
  return (
    <header className="flex min-h-13 flex-none flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface py-1 ps-15 pe-4 md:px-6">
      <div className="flex min-w-0 grow items-center gap-3">{start}</div>
      {(end || everywhere) && (
        <div className="flex flex-none flex-wrap items-center gap-2">
          {end}
          {everywhere}
        </div>
      )}
    </header>
  )
}

/** The content of a page. `isWide`: uses all of the width, as the builder does. */
export function PageMain({ isWide = false, children }: { isWide?: boolean; children: ReactNode }) {
  return (
    <main
      id={MAIN_ID}
      tabIndex={-1}
      className={cx('w-full grow p-4 outline-none md:p-6', !isWide && 'max-w-[92.5rem]')}
    >
      <InPage value>{children}</InPage>
    </main>
  )
}

/** Actions that stay in view at the foot of a page. */
export function ActionBar({ children }: { children: ReactNode }) {
  return (
    <section
      aria-label="Actions"
      className="sticky bottom-0 z-20 flex flex-none flex-wrap items-center gap-2.5 border-t border-line bg-surface px-4 py-3 md:px-6"
    >
      {children}
    </section>
  )
}

function Navigation({
  homeTo,
  sections,
  foot,
}: Pick<AppShellProps, 'homeTo' | 'sections' | 'foot'>) {
  return (
    <nav aria-label="Main" className="flex h-full flex-col overflow-y-auto px-2.5 py-3.5">
      <Link
        to={homeTo}
        className="ring-focus-inset mb-2.5 flex items-center gap-2.5 rounded-control px-2 py-1.5 font-bold tracking-[-0.01em]"
      >
        <span className="grid size-6.5 place-items-center rounded-control bg-accent text-on-accent forced-colors:border">
          <svg
            aria-hidden="true"
            viewBox="0 0 16 16"
            className="size-3.75 fill-none stroke-current stroke-2"
            strokeLinecap="round"
          >
            <path d="M3 13V9a3 3 0 0 1 3-3h6M9 3l3 3-3 3" />
          </svg>
        </span>
        Destination Builder
      </Link>
      {sections.map((section) => (
        <div key={section.title ?? ''}>
          {section.title && (
            <h2 className="px-2 pt-3.5 pb-1 text-xs font-semibold tracking-[0.02em] text-ink-3">
              {section.title}
            </h2>
          )}
          <ul className="grid gap-0.5">
            {section.items.map((item) => (
              <li key={item.to}>
                <NavLink
                  to={item.to}
                  className={({ isActive }) =>
                    cx(
                      'ring-focus-inset flex items-center gap-2.5 rounded-control px-2 py-1.75 font-medium',
                      isActive
                        ? 'bg-accent-soft text-accent-ink'
                        : 'text-ink-2 hover:bg-sunken hover:text-ink',
                    )
                  }
                >
                  {item.label}{' '}
                  {typeof item.count === 'number' && (
                    <span className="ms-auto text-sm font-normal text-ink-3 tabular-nums">
                      {formatNumber(item.count)}
                    </span>
                  )}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div className="mt-auto pt-4">
        <div className="border-t border-line px-2 pt-2.5 text-sm text-ink-3">{foot}</div>
      </div>
    </nav>
  )
}

/** The navigation on a narrow screen: a modal drawer, closed again by going somewhere. */
function Drawer({ children }: { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  const { pathname } = useLocation()
  const [openedAt, setOpenedAt] = useState(pathname)
  if (isOpen && pathname !== openedAt) setIsOpen(false)

  return (
    <>
      <div className="absolute start-3 top-2.5 md:hidden">
        <IconButton
          label="Open the navigation"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => {
            setOpenedAt(pathname)
            setIsOpen(true)
          }}
        >
          <MenuIcon />
        </IconButton>
      </div>
      {isOpen && <DrawerDialog onClose={() => setIsOpen(false)}>{children}</DrawerDialog>}
    </>
  )
}

function DrawerDialog({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null)

  // Closed before it leaves the page, so that the browser gives the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])

  // Nothing can be lost here: a press beside the drawer closes it. Escape has closed it by itself.
  useEffect(() => {
    const dialog = ref.current
    const press = (event: PointerEvent) => {
      if (event.target === dialog) onClose()
    }
    dialog?.addEventListener('pointerdown', press)
    dialog?.addEventListener('close', onClose)
    return () => {
      dialog?.removeEventListener('pointerdown', press)
      dialog?.removeEventListener('close', onClose)
    }
  }, [onClose])

  return (
    <dialog
      ref={ref}
      aria-label="Navigation"
      className="m-0 h-dvh max-h-none w-64 max-w-[85vw] border-e border-line bg-surface p-0 text-ink shadow-overlay backdrop:bg-[rgb(14_17_22/0.5)]"
    >
      {children}
    </dialog>
  )
}
