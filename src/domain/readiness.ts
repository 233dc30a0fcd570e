import type { Destination, DestinationConfiguration } from '../contract/destination/destination.ts'
import type { ReadinessItem } from '../contract/readiness.ts'

/**
 * What is missing before the destination can be activated, in the builder's order; empty: ready. An
 * invalid value cannot be stored, so only what was left out can be missing, and mappings that export
 * controls came to forbid. Those of an active destination are not sent, and do not stop the others.
 */
export function readiness(
  destination: Pick<Destination, 'status' | 'name' | 'exportLabels' | 'configuration' | 'mappings'>,
): ReadinessItem[] {
  const items: ReadinessItem[] = []
  if (destination.name === null) {
    items.push({ step: 'basic-information', field: 'name', message: 'Give it a name' })
  }
  if (destination.exportLabels === null) {
    items.push({
      step: 'export-labels',
      field: null,
      message: 'Choose the export labels, or that none applies',
    })
  }
  for (const { field, message } of missingConfiguration(destination.configuration)) {
    items.push({ step: 'configuration', field, message })
  }
  const { total, incomplete, blocked } = destination.mappings
  if (total === 0) {
    items.push({ step: 'segment-mappings', field: null, message: 'Map at least one segment' })
  } else if (incomplete > 0) {
    items.push({
      step: 'segment-mappings',
      field: null,
      message: `Complete ${incomplete.toLocaleString('en-US')} ${incomplete === 1 ? 'mapping' : 'mappings'}`,
    })
  }
  if (blocked > 0 && destination.status === 'draft') {
    items.push({
      step: 'segment-mappings',
      field: null,
      message:
        blocked === 1
          ? '1 mapped segment is blocked by export controls: unmap it or change the labels'
          : `${blocked.toLocaleString('en-US')} mapped segments are blocked by export controls: unmap them or change the labels`,
    })
  }
  return items
}

function missingConfiguration(
  configuration: DestinationConfiguration,
): { field: string; message: string }[] {
  switch (configuration.type) {
    case 'url': {
      if (!configuration.serialized) return []
      const { secureUrl, baseUrl, delimiter } = configuration
      return [
        ...(secureUrl === null ? [{ field: 'secureUrl', message: 'Enter the secure URL' }] : []),
        ...(baseUrl === null ? [{ field: 'baseUrl', message: 'Enter the base URL' }] : []),
        ...(delimiter === null ? [{ field: 'delimiter', message: 'Enter the delimiter' }] : []),
      ]
    }
    case 'cookie':
      return missingInCookie(configuration)
  }
}

function missingInCookie(
  configuration: Extract<DestinationConfiguration, { type: 'cookie' }>,
): { field: string; message: string }[] {
  const { cookieName, format, key, keySeparator, delimiter, publishTo } = configuration
  const missing: { field: string; message: string }[] = []
  if (cookieName === null) missing.push({ field: 'cookieName', message: 'Enter the cookie name' })
  if (publishTo.mode !== 'all' && publishTo.domains.length === 0) {
    missing.push({ field: 'publishDomains', message: 'List the domains to publish to' })
  }
  if (format === 'single-key' && key === null)
    missing.push({ field: 'key', message: 'Enter the key' })
  if (keySeparator === null) {
    missing.push({ field: 'keySeparator', message: 'Enter the key separator' })
  }
  if (delimiter === null) missing.push({ field: 'delimiter', message: 'Enter the delimiter' })
  if (configuration.serialized && configuration.serialSeparator === null) {
    missing.push({ field: 'serialSeparator', message: 'Enter the serial separator' })
  }
  return missing
}
