import type {
  BasicInformation,
  Destination,
  DestinationCategory,
  DestinationConfiguration,
  DestinationType,
} from '../contract/destination/destination.ts'
import { hostOf } from './delivery/url-template.ts'

/** domain.md, "Categories and types". */
export const CATEGORY_OF: Record<DestinationType, DestinationCategory> = {
  url: 'custom',
  cookie: 'custom',
}

export const TYPE_NAME: Record<DestinationType, string> = { url: 'URL', cookie: 'Cookie' }

export const CATEGORY_NAME: Record<DestinationCategory, string> = {
  'adobe-experience-cloud': 'Adobe Experience Cloud',
  'integrated-platforms': 'Integrated Platforms',
  custom: 'Custom',
}

/** What the picker says of a type that can be created. */
export type CreatableType = {
  type: DestinationType
  title: string
  summary: string
  useWhen: readonly string[]
  consider: readonly string[]
}

/** domain.md, "Categories and types": who is reached and typical use. */
export const CREATABLE_TYPES: readonly CreatableType[] = [
  {
    type: 'url',
    title: 'URL',
    summary: 'Calls an address of the partner from the page, as an image or an iframe.',
    useWhen: [
      'The partner gave you a pixel address',
      'You want to act at once on a visitor who has just qualified',
    ],
    consider: [
      'Reaches new visitors only; they must be seen again to qualify',
      'Sends one call for each segment, or one call with all of them',
    ],
  },
  {
    type: 'cookie',
    title: 'Cookie',
    summary: 'Writes a cookie in the visitor’s browser, for code on the page such as an ad tag.',
    useWhen: [
      'Your own site or an ad tag on it reads the segments',
      'You want to act at once, without a call to a third party',
    ],
    consider: [
      'Reaches new visitors only; they must be seen again to qualify',
      'A cookie holds at most 4,096 bytes; the lowest priorities are left out',
    ],
  },
]

/** The configuration of a fresh draft (domain.md, "URL destination" and "Cookie destination"). */
export function newConfiguration(type: DestinationType): DestinationConfiguration {
  switch (type) {
    case 'url':
      return {
        type,
        serialized: true,
        baseUrl: null,
        secureUrl: null,
        delimiter: ',',
        calledAs: 'img',
      }
    case 'cookie':
      return {
        type,
        cookieName: null,
        cookieDomain: null,
        expiryDays: 30,
        maxSize: 2048,
        publishTo: { mode: 'all', domains: [] },
        format: 'single-key',
        key: null,
        keySeparator: '=',
        delimiter: '&',
        serialized: false,
        serialSeparator: ';',
      }
  }
}

/** The basic information of a fresh draft; a cookie exists in browsers only. */
export function newBasicInformation(type: DestinationType): BasicInformation {
  return {
    name: null,
    description: '',
    environment: type === 'cookie' ? 'BROWSER' : 'ALL',
    autoFill: 'segment-id',
  }
}

/** The type and its variant in words: "URL, serialized", "Cookie, single key". */
export function variantName(configuration: DestinationConfiguration): string {
  switch (configuration.type) {
    case 'url':
      return configuration.serialized ? 'URL, serialized' : 'URL'
    case 'cookie': {
      const keys = configuration.format === 'single-key' ? 'single key' : 'multi key'
      return `Cookie, ${keys}${configuration.serialized ? ', serialized' : ''}`
    }
  }
}

/** Where the data goes, to tell destinations apart in a list; null: not known yet. */
export function targetOf(configuration: DestinationConfiguration): string | null {
  switch (configuration.type) {
    case 'url':
      return configuration.serialized
        ? hostOf(configuration.secureUrl ?? configuration.baseUrl ?? '')
        : null
    case 'cookie': {
      const { cookieName, cookieDomain } = configuration
      if (cookieName === null) return null
      return `cookie ${cookieName}${cookieDomain === null ? '' : ` on ${cookieDomain}`}`
    }
  }
}

/** What a list calls a destination that may not be named yet. */
export function displayName({ name, configuration }: Pick<Destination, 'name' | 'configuration'>) {
  if (name !== null) return name
  const type = TYPE_NAME[configuration.type]
  return `Untitled ${type === 'URL' ? type : type.toLowerCase()} destination`
}
