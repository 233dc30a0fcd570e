import type { ExportLabel } from './contract/common.ts'
import type { MappingState } from './contract/mapping-filter.ts'
import type { StepSlug } from './contract/readiness.ts'

/** Every address of the app is built here. */
export const paths = {
  destinations: () => '/destinations',
  destinationCreate: () => '/destinations/new',
  destination: (id: number) => `/destinations/${id}`,
  destinationHistory: (id: number) => `/destinations/${id}/history`,
  /** Without a step: the first incomplete one. */
  builder: (id: number, step?: StepSlug) =>
    step ? `/destinations/${id}/edit/${step}` : `/destinations/${id}/edit`,
  /** Mapped segments that export controls block; with text, those of them that match it. */
  blockedMappings: (id: number, text = '') =>
    `/destinations/${id}/edit/segment-mappings?${search({ view: 'blocked', q: text })}`,
  /** Mapped segments in a folder and below it; []: all of them. */
  mappedIn: (id: number, folder: readonly string[]) =>
    `/destinations/${id}/edit/segment-mappings?${search({
      view: 'mapped',
      folder: folderText(folder),
    })}`,
  /** The rules that map folders; with a folder: about to add one for it. */
  mappingRules: (id: number, folder?: readonly string[]) =>
    `/destinations/${id}/edit/segment-mappings/rules?${search({
      folder: folder ? JSON.stringify(folder) : '',
    })}`.replace(/\?$/, ''),
  /** Mappings from a file, or from rows that were pasted. */
  mappingImport: (id: number) => `/destinations/${id}/edit/segment-mappings/import`,
  /** The mapping of one segment. */
  mappedSegment: (id: number, segmentId: number) =>
    `/destinations/${id}/edit/segment-mappings?${search({ view: 'mapped', q: String(segmentId) })}`,
  /** Mappings in a state. */
  mappedInState: (id: number, state: MappingState) =>
    `/destinations/${id}/edit/segment-mappings?${search({ view: 'mapped', states: state })}`,
  /** Mappings, those that start last or end first on top. */
  mappedByDate: (id: number, by: 'start' | 'end') =>
    `/destinations/${id}/edit/segment-mappings?${search({
      view: 'mapped',
      sort: by,
      direction: by === 'start' ? 'desc' : '',
    })}`,
  segments: () => '/segments',
  segmentImport: () => '/segments/import',
  /** What a segment is made of, and where it goes. */
  segment: (id: number) => `/segments/${id}`,
  /**
   * Why a segment may not go to a destination, or to any with some label. `labels`: instead of those
   * that are stored with the destination.
   */
  segmentRestrictions: (
    segmentId: number,
    about: { destinationId?: number; labels?: readonly ExportLabel[] } = {},
  ) =>
    `/segments/${segmentId}/restrictions?${search({
      destination: about.destinationId === undefined ? '' : String(about.destinationId),
      labels: about.labels?.join(',') ?? '',
    })}`.replace(/\?$/, ''),
  dataSources: () => '/data-sources',
  /** With a data source: only its traits. */
  traits: (dataSourceId?: number) =>
    `/data-sources?${search({ view: 'traits', source: String(dataSourceId ?? '') })}`,
  mergeRules: (text = '') => `/data-sources?${search({ view: 'merge-rules', q: text })}`,
  dataSource: (id: number) => `/data-sources/${id}`,
  audienceModelImport: () => '/data-sources/import',
  /** Tries the active destinations on a customer's page. */
  liveTest: (about: { visitorId?: number; destinationId?: number } = {}) =>
    `/live-test?${search({
      visitor: String(about.visitorId ?? ''),
      destination: String(about.destinationId ?? ''),
    })}`.replace(/\?$/, ''),
  visitors: () => '/visitors',
  /** A new visitor; with ids, one who is in these segments. */
  visitorCreate: (segmentIds: readonly number[] = []) =>
    segmentIds.length === 0 ? '/visitors/new' : `/visitors/new?segments=${segmentIds.join(',')}`,
  visitorImport: () => '/visitors/import',
  visitor: (id: number) => `/visitors/${id}`,
  trash: () => '/trash',
}

/** A folder as a filter in an address; the root restricts nothing. */
function folderText(folder: readonly string[]): string {
  return folder.length === 0 ? '' : JSON.stringify(folder)
}

/** Query parameters, without those that are empty. */
function search(given: Record<string, string>): string {
  return new URLSearchParams(Object.entries(given).filter(([, value]) => value)).toString()
}
