// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef, useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { TemplateField, type TemplateFieldHandle } from './template-field.tsx'

afterEach(cleanup)

function Example({ initial }: { initial: string }) {
  const [value, setValue] = useState(initial)
  const handle = useRef<TemplateFieldHandle>(null)
  return (
    <>
      <TemplateField
        ref={handle}
        label="Base URL"
        value={value}
        onChange={setValue}
        ranges={[{ from: 0, to: 4, tone: 'macro' }]}
        error="There is no macro."
      />
      <button type="button" onClick={() => handle.current?.insertAtCaret('%did%')}>
        %did%
      </button>
    </>
  )
}

function field(): HTMLTextAreaElement {
  return screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Base URL' })
}

it('a macro goes where the caret was, and the caret goes behind it', async () => {
  render(<Example initial="http://a/?b=&c=" />)
  const user = userEvent.setup()
  await user.click(field())
  field().setSelectionRange(12, 12)
  await user.click(screen.getByRole('button', { name: '%did%' }))
  expect(field().value).toBe('http://a/?b=%did%&c=')
  expect(field().selectionStart).toBe(17)
  expect(document.activeElement).toBe(field())
})

it('a macro replaces what is selected', async () => {
  render(<Example initial="http://a/?b=XXX" />)
  const user = userEvent.setup()
  await user.click(field())
  field().setSelectionRange(12, 15)
  await user.click(screen.getByRole('button', { name: '%did%' }))
  expect(field().value).toBe('http://a/?b=%did%')
})

it('a macro goes to the end of a field that was never visited', async () => {
  render(<Example initial="http://a/?b=" />)
  await userEvent.click(screen.getByRole('button', { name: '%did%' }))
  expect(field().value).toBe('http://a/?b=%did%')
})

it('line ends can neither be typed nor pasted', async () => {
  render(<Example initial="" />)
  const user = userEvent.setup()
  await user.click(field())
  await user.keyboard('a{Enter}b')
  await user.paste('\r\nc\nd')
  expect(field().value).toBe('abcd')
})

it('the error describes the field, and the marked text is hidden from screen readers', () => {
  const { container } = render(<Example initial="http" />)
  expect(screen.getByRole('textbox', { name: 'Base URL', description: 'There is no macro.' })).toBe(
    field(),
  )
  expect(container.querySelector('[aria-hidden] span')?.textContent).toBe('http')
})
