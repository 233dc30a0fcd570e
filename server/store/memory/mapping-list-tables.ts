import type { Destination } from '../../../src/contract/destination/destination.ts'
import {
  MAPPING_STATES,
  MappingCounts,
  type MappingFilter,
  type SegmentFilter,
  ValueFilter,
} from '../../../src/contract/mapping-filter.ts'
import type { MappingWithSegment } from '../../../src/contract/mapping.ts'
import type { Segment } from '../../../src/contract/segment.ts'
import { addDays } from '../../../src/domain/attention.ts'
import { blockedBy } from '../../../src/domain/export-controls.ts'
import { isInFolder } from '../../../src/domain/mapping-by-rule.ts'
import {
  areStatesFound,
  ATTENTION_STATES,
  duplicateKey,
  mappingStates,
  valueFilterOf,
} from '../../../src/domain/mapping-states.ts'
import {
  MAPPING_KEY_KINDS,
  mappingKey,
  mappingText,
  SEGMENT_KEY_KINDS,
  segmentKey,
  segmentText,
} from '../sort-keys.ts'
import { ENDING_DAYS, type Judged, type SegmentIdsParams, type Transaction } from '../store.ts'
import { pageOf, sortedBy } from './page.ts'
import {
  type MappingRow,
  mappingRowKey,
  ruleSegmentOf,
  type Tables,
  withoutDestination,
} from './tables.ts'

const { states, values } = MappingCounts.shape

const segmentIdOf = (mapping: MappingWithSegment) => mapping.segmentId
const idOf = (segment: Segment) => segment.id

/** Whether a filter finds a segment. @param dataSourceId that of the segment itself. */
export function isSegmentFound(
  segment: Segment,
  filter: SegmentFilter,
  dataSourceId: number | null | undefined,
): boolean {
  return (
    (!filter.q || segmentText(segment).includes(filter.q.toLowerCase())) &&
    isPlaceFound(segment, filter, dataSourceId) &&
    (filter.status === undefined || segment.status === filter.status)
  )
}

/** The filters that segments and mappings have in common, but for the search. */
function isPlaceFound(
  { folder, peopleCount }: Pick<Segment, 'folder' | 'peopleCount'>,
  filter: Omit<SegmentFilter, 'q' | 'status'>,
  dataSourceId: number | null | undefined,
): boolean {
  const { peopleMin, peopleMax } = filter
  return (
    isInFolder(folder, filter.folder ?? []) &&
    (filter.dataSourceId === undefined || dataSourceId === filter.dataSourceId) &&
    (peopleMin === undefined || (peopleCount !== null && peopleCount >= peopleMin)) &&
    (peopleMax === undefined || (peopleCount !== null && peopleCount <= peopleMax))
  )
}

/** The lists of segments and mappings: their filters, windows, ids and counts. */
export function mappingListTables({
  destinations,
  mappings,
  segments,
  segmentRules,
}: Tables): Pick<
  Transaction,
  | 'listMappings'
  | 'mappingIds'
  | 'mappingCounts'
  | 'mappingsToChange'
  | 'mappedSegmentIds'
  | 'listSegments'
  | 'segmentIds'
  | 'unmappedSegments'
> {
  function mappingsOf(destinationId: number): MappingRow[] {
    return mappings
      .values()
      .filter((row) => row.destinationId === destinationId)
      .toArray()
  }

  function mappedTo(destinationId: number): Set<number> {
    return new Set(mappingsOf(destinationId).map((row) => row.segmentId))
  }

  function dataSourceOf(segmentId: number): number | null | undefined {
    return segmentRules.get(segmentId)?.dataSourceId
  }

  function withSegments(
    { id: destinationId, configuration }: Destination,
    { overSize }: Judged,
  ): MappingWithSegment[] {
    const rows = mappingsOf(destinationId)
    const others = Map.groupBy(
      rows.toSorted((a, b) => a.segmentId - b.segmentId),
      (row) => duplicateKey(configuration, row),
    )
    const isOverSize = new Set(overSize)
    return rows.flatMap((row) => {
      const segment = segments.get(row.segmentId)
      if (!segment) return []
      const { id, name, folder, status, restrictedLabels, integrationCode, peopleCount } = segment
      const key = duplicateKey(configuration, row)
      const same = key === null ? [] : (others.get(key) ?? [])
      return [
        {
          ...withoutDestination(row),
          segment: { id, name, folder, status, restrictedLabels, integrationCode, peopleCount },
          duplicateOf: (same[0]?.segmentId === id ? same[1] : same[0])?.segmentId ?? null,
          isOverSize: isOverSize.has(id),
        },
      ]
    })
  }

  function isFound(
    { configuration, exportLabels }: Destination,
    filter: MappingFilter,
    { today }: Judged,
  ): (mapping: MappingWithSegment) => boolean {
    const q = filter.q?.toLowerCase()
    const lastDay = filter.endsWithin === undefined ? undefined : addDays(today, filter.endsWithin)
    return (mapping) => {
      const { segment, endDate } = mapping
      return (
        (!q || segmentText(segment).includes(q) || mappingText(mapping).includes(q)) &&
        isPlaceFound(segment, filter, dataSourceOf(segment.id)) &&
        (filter.value === undefined || valueFilterOf(mapping) === filter.value) &&
        (lastDay === undefined || (endDate !== null && endDate >= today && endDate <= lastDay)) &&
        areStatesFound(mappingStates(configuration, exportLabels, mapping, today), filter)
      )
    }
  }

  function segmentsFound(params: SegmentIdsParams): Segment[] {
    const mapped = params.notMappedTo === undefined ? null : mappedTo(params.notMappedTo)
    const only = params.segmentIds && new Set(params.segmentIds)
    const used = params.mapped && usedSegments()
    return segments
      .values()
      .filter(({ id }) => !mapped?.has(id) && (!only || only.has(id)))
      .filter(({ id }) => !used || used.has(id) === (params.mapped === 'yes'))
      .filter(
        ({ restrictedLabels }) =>
          blockedBy(params.sendableWith ?? [], restrictedLabels).length === 0,
      )
      .filter((segment) => isSegmentFound(segment, params, dataSourceOf(segment.id)))
      .toArray()
  }

  /** For each segment that a destination has, how many do, without those in the trash. */
  function usedSegments(): Map<number, number> {
    const used = new Map<number, number>()
    for (const { destinationId, segmentId } of mappings.values()) {
      const status = destinations.get(destinationId)?.status
      if (status === undefined || status === 'deleted') continue
      used.set(segmentId, (used.get(segmentId) ?? 0) + 1)
    }
    return used
  }

  return {
    async listMappings(destination, params) {
      const only = params.segmentIds && new Set(params.segmentIds)
      return pageOf(
        withSegments(destination, params.judged)
          .filter(({ segmentId }) => !only || only.has(segmentId))
          .filter(isFound(destination, params, params.judged)),
        (mapping) => mappingKey(params.sort, mapping),
        segmentIdOf,
        { ...params, kind: MAPPING_KEY_KINDS[params.sort] },
      )
    },
    async mappingIds(destination, params) {
      return sortedBy(
        withSegments(destination, params.judged).filter(
          isFound(destination, params, params.judged),
        ),
        (mapping) => mappingKey(params.sort, mapping),
        segmentIdOf,
        params.direction,
      ).map(({ id }) => id)
    },
    async mappingCounts(destination, { q, folder }, judged) {
      const { configuration, exportLabels } = destination
      const rows = withSegments(destination, judged).filter(
        isFound(destination, { q, folder }, judged),
      )
      const judgedRows = rows.map((row) =>
        mappingStates(configuration, exportLabels, row, judged.today),
      )
      const count = (isMeant: (row: MappingWithSegment) => boolean) => rows.filter(isMeant).length
      const counted = (state: (typeof MAPPING_STATES)[number]) =>
        judgedRows.filter((each) => each.includes(state)).length
      const mapped = mappedTo(destination.id)
      return {
        available: segments
          .values()
          .filter(({ id }) => !mapped.has(id))
          .filter((segment) => isSegmentFound(segment, { q, folder }, undefined))
          .toArray().length,
        mapped: rows.length,
        attention: judgedRows.filter((each) =>
          each.some((state) => ATTENTION_STATES.includes(state)),
        ).length,
        blocked: counted('blocked'),
        states: states.parse(
          Object.fromEntries(MAPPING_STATES.map((state) => [state, counted(state)])),
        ),
        values: values.parse(
          Object.fromEntries(
            ValueFilter.options.map((value) => [
              value,
              count((row) => valueFilterOf(row) === value),
            ]),
          ),
        ),
        endsWithin30: count(isFound(destination, { endsWithin: ENDING_DAYS }, judged)),
      }
    },
    async mappingsToChange(destinationId, segmentIds) {
      return [...new Set(segmentIds)]
        .toSorted((a, b) => a - b)
        .flatMap((id) => {
          const row = mappings.get(mappingRowKey(destinationId, id))
          const segment = segments.get(id)
          if (!row || !segment) return []
          const { name, integrationCode, peopleCount } = segment
          return [
            {
              mapping: withoutDestination(row),
              segment: { id, name, integrationCode, peopleCount },
            },
          ]
        })
    },
    async mappedSegmentIds(destinationId, filter) {
      return mappingsOf(destinationId)
        .map((row) => row.segmentId)
        .filter((id) => {
          const segment = segments.get(id)
          return segment !== undefined && isSegmentFound(segment, filter, dataSourceOf(id))
        })
    },

    async listSegments(params) {
      const page = pageOf(
        segmentsFound(params),
        (segment) => segmentKey(params.sort, segment),
        idOf,
        { ...params, kind: SEGMENT_KEY_KINDS[params.sort] },
      )
      const used = usedSegments()
      const items = page.items.map((segment) => ({
        ...segment,
        destinations: used.get(segment.id) ?? 0,
      }))
      return { ...page, items }
    },
    async segmentIds(params) {
      return sortedBy(
        segmentsFound(params),
        (segment) => segmentKey(params.sort, segment),
        idOf,
        params.direction,
      ).map(({ id }) => id)
    },
    async unmappedSegments(destinationId, filter) {
      const mapped = mappedTo(destinationId)
      return segments
        .values()
        .filter(({ id }) => !mapped.has(id))
        .filter((segment) => isSegmentFound(segment, filter, dataSourceOf(segment.id)))
        .map(ruleSegmentOf)
        .toArray()
        .toSorted((a, b) => a.id - b.id)
    },
  }
}
