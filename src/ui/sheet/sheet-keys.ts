/** What a key does in a sheet whose cell has the focus; moves are `moveInGrid`'s. */
export type SheetCommand =
  | { act: 'edit' }
  /** Opens the editor with a character; null: it is still being composed, and goes to the editor. */
  | { act: 'type'; text: string | null }
  | { act: 'toggle' }
  | { act: 'toggle-range' }
  | { act: 'select-all' }
  | { act: 'clear' }
  | { act: 'reset' }
  | { act: 'fill-down' }
  | { act: 'undo' }
  | { act: 'redo' }
  | { act: 'move-rows'; by: -1 | 1 }
  | { act: 'resize'; by: -1 | 1 }
  | { act: 'escape' }

type Key = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  /** AltGr is down: some keyboards say that Ctrl and Alt are, too. */
  isAltGraph: boolean
}

/** @returns null: the key is none of the sheet's, or moves. */
export function sheetCommand(key: Key, isRtl: boolean): SheetCommand | null {
  if (key.isAltGraph) return typed(key.key)
  if (key.altKey) return withAlt(key, isRtl)
  if (key.ctrlKey || key.metaKey) return withControl(key)
  switch (key.key) {
    case 'F2':
      return { act: 'edit' }
    case 'Enter':
      return key.shiftKey ? null : { act: 'edit' }
    case ' ':
      return { act: key.shiftKey ? 'toggle-range' : 'toggle' }
    case 'Delete':
    case 'Backspace':
      return { act: 'clear' }
    case 'Escape':
      return { act: 'escape' }
  }
  return typed(key.key)
}

function withAlt({ key, ctrlKey, metaKey, shiftKey }: Key, isRtl: boolean): SheetCommand | null {
  if (ctrlKey || metaKey) return null
  const forward = isRtl ? 'ArrowLeft' : 'ArrowRight'
  const back = isRtl ? 'ArrowRight' : 'ArrowLeft'
  if (shiftKey) {
    if (key === forward) return { act: 'resize', by: 1 }
    return key === back ? { act: 'resize', by: -1 } : null
  }
  if (key === 'ArrowDown') return { act: 'move-rows', by: 1 }
  return key === 'ArrowUp' ? { act: 'move-rows', by: -1 } : null
}

function withControl({ key, shiftKey }: Key): SheetCommand | null {
  switch (key.toLowerCase()) {
    case 'a':
      return { act: 'select-all' }
    case 'd':
      return { act: 'fill-down' }
    case 'delete':
    case 'backspace':
      return { act: 'reset' }
    case 'y':
      return { act: 'redo' }
    case 'z':
      return { act: shiftKey ? 'redo' : 'undo' }
  }
  return null
}

function typed(key: string): SheetCommand | null {
  if (key === 'Dead' || key === 'Process') return { act: 'type', text: null }
  // A named key has more letters; a character, of any script, is one.
  return Array.from(key).length === 1 ? { act: 'type', text: key } : null
}

export type EditorCommand =
  | { act: 'save'; to: 'down' | 'up' | 'next' | 'previous' }
  | { act: 'undo' }

/** What a key does while a cell is typed into; null: what it does in any field. */
export function editorCommand({
  key,
  shiftKey,
  isComposing,
}: {
  key: string
  shiftKey: boolean
  isComposing: boolean
}): EditorCommand | null {
  // Enter and Escape belong to the input method as long as it composes.
  if (isComposing) return null
  switch (key) {
    case 'Enter':
      return { act: 'save', to: shiftKey ? 'up' : 'down' }
    case 'Tab':
      return { act: 'save', to: shiftKey ? 'previous' : 'next' }
    case 'Escape':
      return { act: 'undo' }
  }
  return null
}
