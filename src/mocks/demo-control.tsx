import { ChevronDown } from 'lucide-react'
import { chipStyle } from '../ui/chip-style.ts'
import { LazyMenu } from '../ui/lazy-menu.tsx'
import { toast } from '../ui/toast.ts'
import { chooseScenario, currentScenario, SCENARIO_NAMES, SCENARIOS } from './scenario.ts'
import { resetDemo } from './start.ts'

/** Says that the data is made up, and switches what kind of day the demo shows. */
export function DemoControl() {
  const current = currentScenario()
  return (
    <LazyMenu
      label="Demo"
      items={[
        ...SCENARIO_NAMES.map((scenario) => ({
          id: scenario,
          label: `${SCENARIOS[scenario].name}${scenario === current ? ' (now)' : ''}`,
          description: SCENARIOS[scenario].about,
          onAct: () => {
            chooseScenario(scenario)
            location.reload()
          },
        })),
        { kind: 'separator', id: 'separator' },
        {
          id: 'reset',
          label: 'Reset the demo',
          description: 'Back to the data that it started with.',
          isDanger: true,
          onAct: () =>
            void resetDemo().then(
              () => location.reload(),
              () => toast({ message: 'The demo could not be reset', tone: 'bad' }),
            ),
        },
      ]}
      trigger={(props) => (
        <button
          type="button"
          className={`${chipStyle(false)} ring-focus gap-1 bg-warn-soft px-2.5 text-warn`}
          {...props}
        >
          <span className="max-sm:sr-only">Demo data · </span>
          {SCENARIOS[current].name}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </button>
      )}
    />
  )
}
