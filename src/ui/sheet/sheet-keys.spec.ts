import { describe, expect, it } from 'vitest'
import { editorCommand, sheetCommand } from './sheet-keys.ts'

const NONE = {
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isAltGraph: false,
}

describe('a key in a cell', () => {
  it.each([
    ['F2', {}, { act: 'edit' }],
    ['Enter', {}, { act: 'edit' }],
    ['Enter', { shiftKey: true }, null],
    ['a', {}, { act: 'type', text: 'a' }],
    ['A', { shiftKey: true }, { act: 'type', text: 'A' }],
    ['?', { shiftKey: true }, { act: 'type', text: '?' }],
    ['漢', {}, { act: 'type', text: '漢' }],
    ['😀', {}, { act: 'type', text: '😀' }],
    ['@', { ctrlKey: true, altKey: true, isAltGraph: true }, { act: 'type', text: '@' }],
    ['Process', {}, { act: 'type', text: null }],
    ['Dead', {}, { act: 'type', text: null }],
    ['F5', {}, null],
    ['Shift', { shiftKey: true }, null],
    [' ', {}, { act: 'toggle' }],
    [' ', { shiftKey: true }, { act: 'toggle-range' }],
    ['Delete', {}, { act: 'clear' }],
    ['Backspace', {}, { act: 'clear' }],
    ['Escape', {}, { act: 'escape' }],
    ['a', { ctrlKey: true }, { act: 'select-all' }],
    ['d', { metaKey: true }, { act: 'fill-down' }],
    ['Delete', { ctrlKey: true }, { act: 'reset' }],
    ['Backspace', { metaKey: true }, { act: 'reset' }],
    ['z', { ctrlKey: true }, { act: 'undo' }],
    ['Z', { ctrlKey: true, shiftKey: true }, { act: 'redo' }],
    ['y', { ctrlKey: true }, { act: 'redo' }],
    ['c', { ctrlKey: true }, null],
    ['ArrowDown', { altKey: true }, { act: 'move-rows', by: 1 }],
    ['ArrowUp', { altKey: true }, { act: 'move-rows', by: -1 }],
    ['ArrowRight', { altKey: true, shiftKey: true }, { act: 'resize', by: 1 }],
    ['ArrowLeft', { altKey: true, shiftKey: true }, { act: 'resize', by: -1 }],
    ['ArrowDown', {}, null],
  ] as const)('%s with %j', (key, held, command) => {
    expect(sheetCommand({ ...NONE, ...held, key }, false)).toEqual(command)
  })

  it('widens towards the end of the line, where that is on the left too', () => {
    const held = { ...NONE, altKey: true, shiftKey: true }
    expect(sheetCommand({ ...held, key: 'ArrowLeft' }, true)).toEqual({ act: 'resize', by: 1 })
  })
})

describe('a key in the editor', () => {
  it.each([
    ['Enter', false, { act: 'save', to: 'down' }],
    ['Enter', true, { act: 'save', to: 'up' }],
    ['Tab', false, { act: 'save', to: 'next' }],
    ['Tab', true, { act: 'save', to: 'previous' }],
    ['Escape', false, { act: 'undo' }],
    ['ArrowLeft', false, null],
    ['z', false, null],
  ] as const)('%s, Shift held: %s', (key, shiftKey, command) => {
    expect(editorCommand({ key, shiftKey, isComposing: false })).toEqual(command)
  })

  it.each(['Enter', 'Escape', 'Tab'])('%s belongs to the input method while it composes', (key) => {
    expect(editorCommand({ key, shiftKey: false, isComposing: true })).toBeNull()
  })
})
