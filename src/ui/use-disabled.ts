import { type MouseEvent, useId } from 'react'

/**
 * Disables a control with a reason that everybody can read: the control stays focusable, is told to be
 * disabled, does nothing, and has the reason as its description.
 *
 * @param reason one sentence; absent or empty: the control is enabled.
 */
export function useDisabled(reason: string | undefined) {
  const reasonId = useId()
  if (!reason) return { isDisabled: false, reasonId: undefined, controlProps: {} } as const
  return {
    isDisabled: true,
    reasonId,
    controlProps: {
      'aria-disabled': true,
      onClick: (event: MouseEvent) => {
        event.preventDefault()
        event.stopPropagation()
      },
    },
  } as const
}
