import { describe, expect, it } from 'vitest'
import { newConfiguration } from '../../domain/destination-types.ts'
import { aDestination } from '../../domain/test-destination.ts'
import { autoFillWarning, previewWords } from './rule-words.ts'

const NONE = { matching: 9, mapped: 0, blocked: 0, unmapped: 0, incomplete: 0, limit: 0, add: 0 }

describe('what a rule would do', () => {
  it.each([
    [{ ...NONE, add: 9 }, '9 segments will be mapped now.'],
    [{ ...NONE, add: 1, mapped: 8 }, '1 segment will be mapped now; 8 mapped already.'],
    [{ ...NONE, mapped: 9 }, 'No segment will be mapped now; 9 mapped already.'],
    [
      { ...NONE, add: 2, blocked: 3, incomplete: 3, limit: 1 },
      '2 segments will be mapped now; 3 blocked by export controls, 3 that would be incomplete, 1 without room.',
    ],
    [{ ...NONE, matching: 0 }, 'No segment is in this folder now. Those that come will be mapped.'],
  ])('is told in words: %j', (preview, words) => {
    expect(previewWords(preview)).toBe(words)
  })
})

describe('the warning of mappings that auto-fill cannot complete', () => {
  const serialized = aDestination({ status: 'active', autoFill: 'integration-code' })
  const url = newConfiguration('url')
  const cookie = newConfiguration('cookie')

  it('is not given where auto-fill completes them', () => {
    expect(autoFillWarning(serialized)).toBeNull()
  })

  it.each([
    [{ ...serialized, autoFill: 'off' as const }, /needs a value .* rules can map nothing/],
    [
      { ...serialized, configuration: { ...url, type: 'url' as const, serialized: false } },
      /needs a URL .* rules can map nothing/,
    ],
    [
      {
        ...serialized,
        status: 'draft' as const,
        autoFill: 'off' as const,
        configuration: { ...cookie, format: 'multi-key' as const },
      },
      /still needs a key and a value: complete it before you activate/,
    ],
  ])('names what is missing (%#)', (destination, words) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a configuration of its type with one field changed
    expect(autoFillWarning(destination as Parameters<typeof autoFillWarning>[0])).toMatch(words)
  })
})
