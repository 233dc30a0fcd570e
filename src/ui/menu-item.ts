/** One entry of a menu. */
export type MenuItem =
  | {
      kind?: 'action'
      id: string
      label: string
      /** Below the label. */
      description?: string
      /** Something is lost or stops: shown in red. */
      isDanger?: boolean
      /** Why it cannot be used now, as a sentence; shown below the label. */
      disabledReason?: string | undefined
      onAct: () => void
    }
  /** Goes to an address. */
  | { kind: 'link'; id: string; label: string; description?: string; to: string }
  | { kind: 'separator'; id: string }

/** A menu to choose from: one, or any number of options. */
export type MenuChoice = {
  mode: 'single' | 'multiple'
  options: readonly { value: string; label: string; description?: string }[]
  selected: readonly string[]
  /** Gets the chosen values, in the order of the options. */
  onChange: (selected: string[]) => void
}

export type MenuContent = { items: readonly MenuItem[] } | { choice: MenuChoice }
