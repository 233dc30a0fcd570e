import type { z } from 'zod/mini'
import type { Trait } from '../../src/contract/audience-model.ts'
import type { Destination } from '../../src/contract/destination/destination.ts'
import type { DestinationSort, MappingSort, SegmentSort } from '../../src/contract/endpoints.ts'
import type { Mapping, MappingWithSegment } from '../../src/contract/mapping.ts'
import type { Segment, SegmentFolder } from '../../src/contract/segment.ts'
import type { KeyKind } from './cursor.ts'

/*
 * Every store sorts and searches by these texts, made here once: databases lower-case and collate by
 * their locale, and two stores would differ.
 */

/** By name, without regard to case, in the order of code points. */
export function nameKey(name: string | null): string {
  return (name ?? '').toLowerCase()
}

/** What a search in destinations looks through; ends of lines keep a search from spanning two fields. */
export function destinationText({
  id,
  name,
  description,
}: Pick<Destination, 'id' | 'name' | 'description'>): string {
  return `${name ?? ''}\n${description}\n${id}`.toLowerCase()
}

/** What a search in segments looks through, and one in mappings among others. */
export function segmentText({
  id,
  name,
  integrationCode,
}: Pick<Segment, 'id' | 'name' | 'integrationCode'>): string {
  return `${name}\n${integrationCode ?? ''}\n${id}`.toLowerCase()
}

/** What a search in mappings looks through, besides the segment. */
export function mappingText({
  value,
  key,
  url,
  secureUrl,
}: Pick<Mapping, 'value' | 'key' | 'url' | 'secureUrl'>): string {
  return [value, key, url, secureUrl]
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase()
}

/** What a search in traits looks through. */
export function traitText({ id, name }: Pick<Trait, 'id' | 'name'>): string {
  return `${name}\n${id}`.toLowerCase()
}

/** A folder as one text, of which the text of each folder above it is a beginning. */
export function folderKey(folder: readonly string[]): string {
  return folder.map((name) => `${name}\u001f`).join('')
}

/** Stands for "never" among dates. */
export const NEVER = '9999-12-31'

export const DESTINATION_KEY_KINDS: Record<DestinationSort, KeyKind> = {
  name: 'text',
  id: 'number',
  type: 'text',
  status: 'text',
  segments: 'number',
  updated: 'instant',
}

export function destinationKey(sort: DestinationSort, destination: Destination): string | number {
  switch (sort) {
    case 'name':
      return nameKey(destination.name)
    case 'id':
      return destination.id
    case 'type':
      return destination.configuration.type
    case 'status':
      return destination.status
    case 'segments':
      return destination.mappings.total
    case 'updated':
      return destination.updatedAt
  }
}

type SegmentSortName = z.infer<typeof SegmentSort>

export const SEGMENT_KEY_KINDS: Record<SegmentSortName, KeyKind> = {
  name: 'text',
  id: 'number',
  people: 'number',
}

export function segmentKey(
  sort: SegmentSortName,
  segment: Pick<Segment, 'id' | 'name' | 'peopleCount'>,
): string | number {
  switch (sort) {
    case 'name':
      return nameKey(segment.name)
    case 'id':
      return segment.id
    case 'people':
      return segment.peopleCount ?? -1
  }
}

type MappingSortName = z.infer<typeof MappingSort>

export const MAPPING_KEY_KINDS: Record<MappingSortName, KeyKind> = {
  ...SEGMENT_KEY_KINDS,
  value: 'text',
  start: 'day',
  end: 'day',
  priority: 'number',
}

/**
 * By rank: of equal priorities, the lower id is kept longer in a full cookie (domain/mapping-order.ts). The
 * ids that decide between equals of other lists go the other way, so the key holds the id itself.
 */
export const RANK_STEP = 2_147_483_648

export function mappingKey(sort: MappingSortName, mapping: MappingWithSegment): string | number {
  switch (sort) {
    case 'name':
    case 'people':
    case 'id':
      return segmentKey(sort, mapping.segment)
    case 'value':
      return nameKey(mapping.value)
    case 'start':
      return mapping.startDate
    case 'end':
      return mapping.endDate ?? NEVER
    case 'priority':
      return mapping.priority * RANK_STEP - mapping.segmentId
  }
}

/** Counts by folder, rolled up so that a folder counts what is below it too; sorted by path. */
export function folderCounts(own: Iterable<{ folder: string[]; count: number }>): SegmentFolder[] {
  const counts = new Map<string, SegmentFolder>()
  for (const { folder, count } of own) {
    folder.forEach((_, depth) => {
      const path = folder.slice(0, depth + 1)
      const key = folderKey(path)
      const entry = counts.get(key) ?? { path, count: 0 }
      entry.count += count
      counts.set(key, entry)
    })
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry)
}
