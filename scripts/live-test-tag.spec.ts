import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { liveTestTag } from './live-test-tag.ts'

it('is one script of less than 4 KB that imports nothing', async () => {
  const tag = await liveTestTag()
  expect(gzipSync(tag, { level: 9 }).length).toBeLessThan(4096)
  expect(tag).not.toMatch(/\b(?:import|require)\b/)
})
