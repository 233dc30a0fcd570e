import type { DestinationConfiguration } from '../../contract/destination/destination.ts'
import type { CookieConfiguration } from '../../contract/destination/cookie.ts'
import { browserRoom } from './cookie-write.ts'
import { planAddress } from './address.ts'
import type { NotSentReason, Protocol } from './types.ts'

/** Where a person puts it right. `page`: what the preview takes for the visitor's page. */
export type FixPlace =
  | 'destination'
  | 'basic-information'
  | 'export-labels'
  | 'configuration'
  | 'incomplete-mappings'
  | 'paused-mappings'
  | 'later-mappings'
  | 'ended-mappings'
  | 'blocked-mappings'
  | 'review'
  | 'visitor'
  | 'page'

export type NotSentWords = {
  /** In two words or three. */
  title: string
  /** A sentence. */
  why: string
  fix: {
    /** An act: "Change the end date". */
    words: string
    place: FixPlace
    /** The form field to go to, in the step that `place` names. */
    field?: string
  } | null
}

const WORDS: Record<NotSentReason, NotSentWords> = {
  'destination-deleted': {
    title: 'In the trash',
    why: 'The destination is in the trash and sends nothing.',
    fix: { words: 'Restore it', place: 'destination' },
  },
  'destination-draft': {
    title: 'Draft',
    why: 'The destination is a draft and sends nothing yet.',
    fix: { words: 'Review and activate', place: 'review' },
  },
  'destination-paused': {
    title: 'Paused',
    why: 'The destination is paused and sends nothing.',
    fix: { words: 'Resume it', place: 'destination' },
  },
  environment: {
    title: 'Other environment',
    why: 'The destination is for another environment than the one chosen here.',
    fix: { words: 'Change the environment', place: 'basic-information', field: 'environment' },
  },
  'publish-to': {
    title: 'Not published here',
    why: 'The cookie is not published on the page’s host.',
    fix: { words: 'Change where it is published', place: 'configuration', field: 'publishMode' },
  },
  'cookie-domain': {
    title: 'Other domain',
    why: 'A page on this host cannot set a cookie for the cookie domain.',
    fix: { words: 'Change the cookie domain', place: 'configuration', field: 'cookieDomain' },
  },
  blocked: {
    title: 'Blocked',
    why: 'Export controls forbid what the labels of this destination say.',
    fix: { words: 'See what blocks them', place: 'blocked-mappings' },
  },
  'segment-paused': {
    title: 'Segment paused',
    why: 'The segment is paused, so nobody is sent as being in it.',
    fix: { words: 'See what is paused', place: 'paused-mappings' },
  },
  'not-started': {
    title: 'Not started',
    why: 'The mapping starts on a later day.',
    fix: { words: 'Change the start date', place: 'later-mappings' },
  },
  ended: {
    title: 'Ended',
    why: 'The mapping ended on an earlier day.',
    fix: { words: 'Change the end date', place: 'ended-mappings' },
  },
  incomplete: {
    title: 'Incomplete',
    why: 'The mapping lacks a value, a key or an address that the configuration asks for.',
    fix: { words: 'Complete the mappings', place: 'incomplete-mappings' },
  },
  consent: {
    title: 'No consent',
    why: 'The GDPR applies to the visitor, who does not allow each vendor that the address names.',
    fix: { words: 'Change the visitor’s consent', place: 'visitor' },
  },
  'not-qualified': {
    title: 'Not in the segment',
    why: 'The visitor is not in the segment.',
    fix: { words: 'Change the visitor’s segments', place: 'visitor' },
  },
  size: {
    title: 'Did not fit',
    why: 'The cookie is full: the lowest priorities are left out, and among equals the higher ids.',
    fix: { words: 'Change the maximum size', place: 'configuration', field: 'maxSize' },
  },
}

/** Why mappings are not sent, in a sentence, and what puts it right. */
export function notSentWords(
  reason: NotSentReason,
  configuration: DestinationConfiguration,
  protocol: Protocol,
): NotSentWords {
  if (reason === 'incomplete') return incompleteWords(configuration, protocol)
  if (reason === 'environment' && configuration.type === 'cookie') {
    return {
      title: 'No browser',
      why: 'Cookies are written in browsers only.',
      fix: { words: 'Choose a browser', place: 'page' },
    }
  }
  if (reason === 'size' && configuration.type === 'cookie') return sizeWords(configuration)
  return WORDS[reason]
}

/** A larger maximum size helps only as far as browsers go. */
function sizeWords(configuration: CookieConfiguration): NotSentWords {
  if (configuration.maxSize < browserRoom(configuration)) return WORDS.size
  return {
    title: 'Did not fit',
    why: 'Browsers take a cookie of at most 4,096 bytes, name and attributes included: the lowest priorities are left out, and among equals the higher ids.',
    fix: { words: 'Shorten the key or join the values', place: 'configuration' },
  }
}

/** What is lacking may be the configuration's own, which all mappings share. */
function incompleteWords(
  configuration: DestinationConfiguration,
  protocol: Protocol,
): NotSentWords {
  if (configuration.type === 'url') {
    const { serialized, baseUrl, secureUrl } = configuration
    if (serialized && protocol === 'https' && secureUrl === null) {
      return {
        title: 'No secure URL',
        why: 'On an https page the secure URL is called, and there is none yet.',
        fix: { words: 'Give a secure URL', place: 'configuration', field: 'secureUrl' },
      }
    }
    if (serialized && protocol === 'http' && baseUrl === null) {
      return {
        title: 'No base URL',
        why: 'On an http page the base URL is called, and there is none yet.',
        fix: { words: 'Give a base URL', place: 'configuration', field: 'baseUrl' },
      }
    }
    const [field, template] =
      protocol === 'https' ? (['secureUrl', secureUrl] as const) : (['baseUrl', baseUrl] as const)
    if (serialized && template !== null && planAddress(template, protocol) === null) {
      return {
        title: 'No address yet',
        why: `What stands in the ${field === 'secureUrl' ? 'secure URL' : 'base URL'} is no address that a page can call.`,
        fix: { words: 'Correct it', place: 'configuration', field },
      }
    }
    return WORDS.incomplete
  }
  const { cookieName, format, key } = configuration
  if (cookieName === null) {
    return {
      title: 'No cookie name',
      why: 'The cookie has no name yet.',
      fix: { words: 'Give it a name', place: 'configuration', field: 'cookieName' },
    }
  }
  if (format === 'single-key' && key === null) {
    return {
      title: 'No key',
      why: 'All values have one key, and it is not given yet.',
      fix: { words: 'Give the key', place: 'configuration', field: 'key' },
    }
  }
  return WORDS.incomplete
}
