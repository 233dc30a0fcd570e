import { describe, expect, it } from 'vitest'
import {
  openPrerequisites,
  PEOPLE_BASED_PLATFORM_NAME,
  PEOPLE_BASED_PLATFORMS,
  PREREQUISITES,
} from './prerequisites.ts'

const ALL = PEOPLE_BASED_PLATFORMS.flatMap((platform) => PREREQUISITES[platform])

describe('the prerequisites of a platform', () => {
  it.each([
    ['facebook', 'Facebook', [/manage campaigns/, /partner business/, /terms/]],
    ['linkedin', 'LinkedIn', [/Creative Manager of it, or higher/]],
    ['google-customer-match', 'Google Customer Match', [/Standard access .* or higher/, /policy/]],
  ] as const)('%s', (platform, name, words) => {
    expect(PEOPLE_BASED_PLATFORM_NAME[platform]).toBe(name)
    const sentences = PREREQUISITES[platform].map(({ what }) => what)
    expect(sentences).toEqual(words.map((word) => expect.stringMatching(word)))
  })

  it('say who meets them and where, and are told apart', () => {
    expect(ALL.every(({ who, where }) => who !== '' && where !== '')).toBe(true)
    expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length)
  })

  it('are open until each is confirmed', () => {
    const ids = PREREQUISITES.facebook.map(({ id }) => id)
    expect(openPrerequisites('facebook', [])).toEqual(PREREQUISITES.facebook)
    expect(openPrerequisites('facebook', ids.slice(1)).map(({ id }) => id)).toEqual(ids.slice(0, 1))
    expect(openPrerequisites('facebook', ids)).toEqual([])
    expect(openPrerequisites('linkedin', ids)).toEqual(PREREQUISITES.linkedin)
  })
})
