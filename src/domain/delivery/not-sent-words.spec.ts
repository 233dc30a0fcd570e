import { describe, expect, it } from 'vitest'
import { newConfiguration } from '../destination-types.ts'
import { aDestination } from '../test-destination.ts'
import { notSentWords } from './not-sent-words.ts'
import { NOT_SENT_REASONS } from './types.ts'

const url = aDestination().configuration
const cookie = newConfiguration('cookie')

describe('the words for what is not sent', () => {
  it('are a title, a sentence and an act for every reason', () => {
    for (const reason of NOT_SENT_REASONS) {
      const { title, why, fix } = notSentWords(reason, url, 'https')
      expect(title).toMatch(/^[A-Z][\w ]+$/)
      expect(why).toMatch(/^[A-Z].*\.$/)
      expect(fix?.words).toMatch(/^[A-Z].*[^.]$/)
    }
  })

  it('name what the configuration itself lacks, before the mappings', () => {
    const withoutSecure = { ...aDestination().configuration, secureUrl: null } as typeof url
    expect(notSentWords('incomplete', withoutSecure, 'https')).toMatchObject({
      title: 'No secure URL',
      fix: { place: 'configuration', field: 'secureUrl' },
    })
    expect(notSentWords('incomplete', withoutSecure, 'http')).toMatchObject({
      title: 'Incomplete',
      fix: { place: 'incomplete-mappings' },
    })
    expect(notSentWords('incomplete', cookie, 'https').title).toBe('No cookie name')
    expect(
      notSentWords('incomplete', { ...cookie, cookieName: 'seg' } as typeof cookie, 'https').title,
    ).toBe('No key')
  })

  it('advise a larger maximum size only where browsers have room for it', () => {
    const named = { ...cookie, cookieName: 'seg', key: 'x' } as typeof cookie
    expect(notSentWords('size', named, 'https').fix?.field).toBe('maxSize')
    const full = { ...named, maxSize: 4096 } as typeof cookie
    expect(notSentWords('size', full, 'https').why).toMatch(/at most 4,096 bytes/)
  })

  it('say that what stands there is no address', () => {
    const halfTyped = { ...url, secureUrl: 'https:/' } as typeof url
    expect(notSentWords('incomplete', halfTyped, 'https')).toMatchObject({
      title: 'No address yet',
      fix: { field: 'secureUrl' },
    })
  })

  it('send somebody to the page that is chosen when a cookie asks for a browser', () => {
    expect(notSentWords('environment', cookie, 'https').fix?.place).toBe('page')
    expect(notSentWords('environment', url, 'https').fix?.place).toBe('basic-information')
  })
})
