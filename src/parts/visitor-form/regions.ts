import type { Region } from '../../contract/visitor.ts'

/** domain.md, "URL destination": the data-collection regions. */
export const REGION_NAMES: Record<Region, string> = {
  3: 'Singapore',
  4: 'São Paulo',
  6: 'Dublin',
  7: 'Virginia',
  8: 'Sydney',
  9: 'Oregon',
  11: 'Tokyo',
  12: 'India',
}

export const DEFAULT_REGION: Region = 6
