import { Check } from 'lucide-react'
import { Link } from 'react-router'
import { cx } from './class-names.ts'

export type StepState = 'done' | 'todo' | 'error'

export type StepLink = {
  to: string
  title: string
  /** One line on what was chosen so far. */
  summary: string
  state: StepState
  isCurrent: boolean
}

const STATE_WORDS: Record<StepState, string> = {
  done: 'done',
  todo: 'to do',
  error: 'needs a correction',
}

const DOTS: Record<StepState, string> = {
  done: 'border-ok bg-ok text-on-accent',
  todo: 'border-line-strong bg-surface text-ink-3',
  error: 'border-bad bg-bad text-on-accent',
}

/** The steps of a task, as links: any of them can be visited at any time. */
export function Stepper({ label, steps }: { label: string; steps: readonly StepLink[] }) {
  return (
    <nav aria-label={label} className="min-w-0">
      <ol className="relative flex gap-1 overflow-x-auto md:grid md:overflow-visible">
        {steps.map((step, index) => (
          <li key={step.to} className="flex-none">
            <Link
              to={step.to}
              aria-current={step.isCurrent ? 'step' : undefined}
              className={cx(
                'ring-focus-inset grid grid-cols-[1.5rem_minmax(0,1fr)] gap-2.5 rounded-control px-2.5 py-2.25',
                step.isCurrent ? 'bg-surface ring-1 ring-line ring-inset' : 'hover:bg-sunken',
              )}
            >
              <span
                aria-hidden="true"
                className={cx(
                  'grid size-5.5 place-items-center rounded-full border-[1.5px] text-xs font-bold',
                  step.isCurrent && step.state !== 'error'
                    ? 'border-accent bg-surface text-accent-ink'
                    : DOTS[step.state],
                )}
              >
                {!step.isCurrent && step.state === 'done' ? (
                  <Check className="size-3" strokeWidth={3} />
                ) : step.state === 'error' ? (
                  '!'
                ) : (
                  index + 1
                )}
              </span>
              <span className="min-w-0">
                <span className="block font-bold">
                  {step.title}
                  <span className="sr-only">, {STATE_WORDS[step.state]}</span>
                </span>
                <span className="hidden text-sm text-ink-3 md:block">{step.summary}</span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
