// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { confirmHost } from './confirmed-hosts.ts'
import { TestCall } from './test-call.tsx'

let calls = 0
vi.mock(import('./call-frame.ts'), () => ({
  makeTestCall: async () => ({ outcome: 'loaded' as const, ms: ++calls }),
}))

afterEach(() => {
  cleanup()
  sessionStorage.clear()
  vi.restoreAllMocks()
  calls = 0
})

const call = (url: string) => (
  <TestCall url={url} calledAs="img" which="of the https address">
    {null}
  </TestCall>
)
const results = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent)
const fire = () => screen.findByRole('button', { name: 'Fire a test call of the https address' })

it('the last five calls stay in view, each once', async () => {
  const logged = vi.spyOn(console, 'error')
  confirmHost(sessionStorage, 'ads.example')
  const user = userEvent.setup()
  render(call('https://ads.example/?s=1'))
  for (let count = 0; count < 8; count++) {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other
    await user.click(await fire())
  }
  const after = results().map((text) => /after (\d+) ms/.exec(text ?? '')?.[1])
  expect(after).toEqual(['8', '7', '6', '5', '4'])
  expect(logged).not.toHaveBeenCalled()
})

it('a call of an address that was changed since is told apart', async () => {
  confirmHost(sessionStorage, 'ads.example')
  const user = userEvent.setup()
  const { rerender } = render(call('https://ads.example/?s=1'))
  await user.click(await fire())
  expect(results()[0]).not.toContain('earlier')
  rerender(call('https://ads.example/?s=2'))
  expect(results()[0]).toContain('an earlier address: https://ads.example/?s=1')
  await user.click(await fire())
  expect(results().map((text) => text?.includes('earlier'))).toEqual([false, true])
})
