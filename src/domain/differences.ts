import type { DestinationVersion } from '../contract/destination/destination.ts'
import { EXPORT_LABEL_NAMES } from './export-labels.ts'

type Settings = DestinationVersion['snapshot']

/** A setting in which two states of a destination differ, as words. */
export type Difference = { path: string; label: string; from: string; to: string }

/** What each setting is called on the screens, in the order of the builder. */
const LABELS: Record<string, string> = {
  name: 'Name',
  description: 'Description',
  environment: 'Environment',
  autoFill: 'Auto-fill destination mapping',
  exportLabels: 'Export labels',
  'configuration.serialized': 'Serialized',
  'configuration.secureUrl': 'Secure URL',
  'configuration.baseUrl': 'Base URL',
  'configuration.calledAs': 'Called as',
  'configuration.cookieName': 'Cookie name',
  'configuration.cookieDomain': 'Cookie domain',
  'configuration.expiryDays': 'Expires after days',
  'configuration.maxSize': 'Maximum size',
  'configuration.publishTo': 'Publish to',
  'configuration.format': 'Data format',
  'configuration.key': 'Key',
  'configuration.keySeparator': 'Key separator',
  'configuration.delimiter': 'Delimiter',
  'configuration.serialSeparator': 'Serial separator',
}

function valueAt(settings: Settings, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
      settings,
    )
}

function words(path: string, settings: Settings): string {
  if (path === 'exportLabels') {
    const { exportLabels } = settings
    if (exportLabels === null) return 'not chosen'
    return exportLabels.map((label) => EXPORT_LABEL_NAMES[label].short).join(', ') || 'none'
  }
  if (path === 'configuration.publishTo' && settings.configuration.type === 'cookie') {
    const { mode, domains } = settings.configuration.publishTo
    return mode === 'all'
      ? 'all domains'
      : `${mode === 'selected' ? 'only' : 'all except'} ${domains.join(', ')}`
  }
  const value = valueAt(settings, path)
  if (value === null || value === undefined || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The settings in which two states differ. */
export function differences(before: Settings, after: Settings): Difference[] {
  return Object.entries(LABELS).flatMap(([path, label]) => {
    const [from, to] = [words(path, before), words(path, after)]
    return from === to ? [] : [{ path, label, from, to }]
  })
}
