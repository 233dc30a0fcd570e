import { useId } from 'react'
import { cx } from './class-names.ts'

export type MeterProps = {
  label: string
  value: number
  /** The value of a full bar; more than that fills it and turns it red. */
  max: number
  /** What is shown and read: "142 of 2,048". */
  valueText: string
  /** An earlier limit, drawn as a line: amber begins there instead of at nine tenths. */
  mark?: number
}

/** How much of a limit is used. Amber from nine tenths, red above the limit. */
export function Meter({ label, value, max, valueText, mark }: MeterProps) {
  const id = useId()
  const share = max === 0 ? 1 : value / max
  const isNear = mark === undefined ? share >= 0.9 : value > mark
  return (
    <div className="flex items-center gap-3">
      <span id={id} className="text-sm text-ink-3">
        {label}
      </span>
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- browsers draw the native bar each in their own way
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={valueText}
        className={cx(barStyle, 'relative')}
      >
        <div
          className={cx(fillStyle, share > 1 ? 'bg-bad' : isNear ? 'bg-warn' : 'bg-accent')}
          style={{ inlineSize: percent(share) }}
        />
        {mark !== undefined && (
          <div
            className="absolute inset-y-0 w-0.5 bg-ink-3"
            style={{ insetInlineStart: percent(mark / max) }}
          />
        )}
      </div>
      <span className={cx('text-sm tabular-nums', share > 1 ? 'text-bad' : 'text-ink-3')}>
        {valueText}
      </span>
    </div>
  )
}

/** How far work has come: `value` of 0 to 1; null: not known how much there is. */
export function ProgressBar({
  label,
  value,
  valueText,
}: {
  label: string
  value: number | null
  valueText?: string
}) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <div className="flex justify-between gap-3 text-sm text-ink-2">
        <span id={id}>{label}</span>
        {valueText && <span className="tabular-nums">{valueText}</span>}
      </div>
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- browsers draw the native bar each in their own way
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value === null ? undefined : Math.round(value * 100)}
        aria-valuetext={valueText}
        className={barStyle}
      >
        <div
          className={cx(fillStyle, 'bg-accent', value === null && 'animate-pulse')}
          style={{ inlineSize: percent(value ?? 1) }}
        />
      </div>
    </div>
  )
}

const barStyle = 'h-1.5 grow overflow-hidden rounded-full bg-sunken forced-colors:border'
const fillStyle = 'block h-full rounded-full forced-colors:bg-[Highlight]'

function percent(share: number): string {
  return `${Math.min(Math.max(share, 0), 1) * 100}%`
}
