import type { Platform, PlatformUpdates } from './platforms.ts'

/** What a platform can do, as far as it is known: a filter of the catalogue each. */
export const CAPABILITIES = [
  'unsegments',
  'receivesTcfConsent',
  'mobileIds',
  'instantSuppression',
] as const satisfies readonly (keyof Platform)[]
export type Capability = (typeof CAPABILITIES)[number]

export const CAPABILITY_NAME: Record<Capability, string> = {
  unsegments: 'Takes un-segmentation',
  receivesTcfConsent: 'Receives TCF consent',
  mobileIds: 'Takes mobile ids',
  instantSuppression: 'Instant cross-device suppression',
}

export const UPDATES_NAME: Record<PlatformUpdates, string> = {
  'real-time': 'Real time',
  'twice-daily': 'Twice a day',
  daily: 'Daily',
  varies: 'Varies',
}

export type PlatformFilter = {
  /** Words that the name must have, in any order, regardless of case and accents. */
  q: string
  /** Any of these; none given: however often. */
  updates: readonly PlatformUpdates[]
  /** All of these; what is not known counts as no. */
  capabilities: readonly Capability[]
}

/** The platforms that match, in their order. */
export function filterPlatforms(
  platforms: readonly Platform[],
  { q, updates, capabilities }: PlatformFilter,
): Platform[] {
  const words = plain(q).split(/\s+/).filter(Boolean)
  return platforms.filter((platform) => {
    const name = plain(platform.name)
    return (
      words.every((word) => name.includes(word)) &&
      (updates.length === 0 || updates.includes(platform.updates)) &&
      capabilities.every((capability) => platform[capability] === 'yes')
    )
  })
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
