import type { Environment } from '../contract/common.ts'
import type { CookieConfiguration, PublishMode } from '../contract/destination/cookie.ts'
import type {
  AutoFill,
  Destination,
  DestinationConfiguration,
} from '../contract/destination/destination.ts'
import type { CallType, UrlConfiguration } from '../contract/destination/url.ts'
import { EXPORT_LABEL_NAMES } from './export-labels.ts'
import { formatNumber, plural } from '../lib/format.ts'

/** One line of a description list. */
export type Fact = {
  term: string
  /** Null: not given. */
  value: string | null
  /** To be read character by character: an address, a separator, a cookie's name. */
  isCode?: true
}

const ENVIRONMENT_NAMES: Record<Environment, string> = {
  ALL: 'All',
  BROWSER: 'Browser',
  ANDROID: 'Android',
  IOS: 'iOS',
}

const AUTO_FILL_NAMES: Record<AutoFill, string> = {
  off: 'Off: every mapping gets its value by hand',
  'segment-id': 'With the segment’s id',
  'integration-code': 'With the segment’s integration code',
}

const CALL_NAMES: Record<CallType, string> = { img: 'Image (img)', iframe: 'Frame (iframe)' }

const PUBLISH_NAMES: Record<PublishMode, string> = {
  all: 'All of our domains',
  selected: 'Only the selected domains',
  except: 'All domains except the selected',
}

/** What the step Basic information holds. */
export function basicFacts(destination: Destination): Fact[] {
  return [
    { term: 'Name', value: destination.name },
    { term: 'Description', value: destination.description || null },
    { term: 'Environment', value: ENVIRONMENT_NAMES[destination.environment] },
    { term: 'Auto-fill destination mapping', value: AUTO_FILL_NAMES[destination.autoFill] },
  ]
}

/** What the step Export labels holds; null: not looked at yet. */
export function labelNames(destination: Destination): string[] | null {
  return destination.exportLabels?.map((label) => EXPORT_LABEL_NAMES[label].short) ?? null
}

/** What the step Configuration holds: only what is used with the choices that were made. */
export function configurationFacts(configuration: DestinationConfiguration): Fact[] {
  switch (configuration.type) {
    case 'url':
      return urlFacts(configuration)
    case 'cookie':
      return cookieFacts(configuration)
  }
}

function urlFacts(configuration: UrlConfiguration): Fact[] {
  const called: Fact = { term: 'Called as', value: CALL_NAMES[configuration.calledAs] }
  if (!configuration.serialized) {
    return [
      {
        term: 'How segments are sent',
        value: 'One call for each segment, each with its own address',
      },
      called,
    ]
  }
  return [
    { term: 'How segments are sent', value: 'One call with all segments' },
    { term: 'Base URL', value: configuration.baseUrl, isCode: true },
    { term: 'Secure URL', value: configuration.secureUrl, isCode: true },
    { term: 'Delimiter', value: configuration.delimiter, isCode: true },
    called,
  ]
}

function cookieFacts(configuration: CookieConfiguration): Fact[] {
  const { publishTo, expiryDays, cookieDomain } = configuration
  return [
    { term: 'Cookie name', value: configuration.cookieName, isCode: true },
    cookieDomain === null
      ? { term: 'Cookie domain', value: 'The domain of the page' }
      : { term: 'Cookie domain', value: cookieDomain, isCode: true },
    {
      term: 'Expires',
      value: expiryDays === 0 ? 'When the browser closes' : `After ${plural(expiryDays, 'day')}`,
    },
    { term: 'Maximum size', value: `${formatNumber(configuration.maxSize)} bytes` },
    { term: 'Publish to', value: PUBLISH_NAMES[publishTo.mode] },
    ...(publishTo.mode === 'all'
      ? []
      : [{ term: 'Selected domains', value: publishTo.domains.join(', ') || null }]),
    {
      term: 'Data format',
      value: configuration.format === 'single-key' ? 'Single key' : 'Multi key',
    },
    ...(configuration.format === 'single-key'
      ? [{ term: 'Key', value: configuration.key, isCode: true } as const]
      : []),
    { term: 'Key separator', value: configuration.keySeparator, isCode: true },
    { term: 'Delimiter', value: configuration.delimiter, isCode: true },
    { term: 'Serialized', value: configuration.serialized ? 'Yes' : 'No' },
    ...(configuration.serialized
      ? [{ term: 'Serial separator', value: configuration.serialSeparator, isCode: true } as const]
      : []),
  ]
}
