// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dismissToast, toast, toastEntries } from './toast.ts'
import { TOAST_TIME, TOAST_TIME_WITH_ACTION, ToastRegion } from './toast-region.tsx'

beforeEach(() => {
  vi.useFakeTimers()
  render(<ToastRegion />)
})

afterEach(() => {
  act(() => {
    for (const { id } of toastEntries()) dismissToast(id)
  })
  cleanup()
  vi.useRealTimers()
})

function show(content: Parameters<typeof toast>[0]): void {
  act(() => {
    toast(content)
  })
}

function pass(milliseconds: number): void {
  act(() => {
    vi.advanceTimersByTime(milliseconds)
  })
}

describe('a toast', () => {
  it('is read out politely and goes by itself', () => {
    show({ message: 'Saved' })
    const region = screen.getByRole('region', { name: 'Notifications' })
    expect(region.getAttribute('aria-live')).toBe('polite')
    expect(region.textContent).toContain('Saved')

    pass(TOAST_TIME)
    expect(screen.queryByText('Saved')).toBeNull()
  })

  it('stays while it is pointed at or has the focus, and its time starts anew afterwards', () => {
    show({ message: 'Moved to the trash' })
    const region = screen.getByRole('region', { name: 'Notifications' })
    pass(TOAST_TIME - 1)
    fireEvent.pointerEnter(region)
    pass(TOAST_TIME * 2)
    expect(screen.queryByText('Moved to the trash')).not.toBeNull()

    fireEvent.pointerLeave(region)
    fireEvent.focus(screen.getByRole('button', { name: 'Close: Moved to the trash' }))
    pass(TOAST_TIME * 2)
    expect(screen.queryByText('Moved to the trash')).not.toBeNull()

    fireEvent.blur(screen.getByRole('button', { name: 'Close: Moved to the trash' }))
    pass(TOAST_TIME - 1)
    expect(screen.queryByText('Moved to the trash')).not.toBeNull()
    pass(1)
    expect(screen.queryByText('Moved to the trash')).toBeNull()
  })

  it('of an error stays until it is closed', () => {
    show({ tone: 'bad', message: 'Not deleted' })
    pass(TOAST_TIME_WITH_ACTION * 10)
    fireEvent.click(screen.getByRole('button', { name: 'Close: Not deleted' }))
    expect(screen.queryByText('Not deleted')).toBeNull()
  })

  it('offers Undo for longer, and closes when it is pressed', () => {
    const undo = vi.fn<() => void>()
    show({ message: 'Removed', action: { label: 'Undo', onAct: undo } })
    pass(TOAST_TIME)
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    expect(undo).toHaveBeenCalledTimes(1)
    expect(screen.queryByText('Removed')).toBeNull()
  })

  it('gives way when too many would hide the page', () => {
    for (const message of ['one', 'two', 'three', 'four', 'five']) show({ message })
    expect(screen.queryByText('one')).toBeNull()
    expect(screen.queryByText('five')).not.toBeNull()
  })
})
