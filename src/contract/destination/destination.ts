import * as z from 'zod/mini'
import {
  blockOfText,
  Count,
  DESCRIPTION_MAX,
  Environment,
  ExportLabel,
  Id,
  Instant,
  IsoDate,
  lineOfText,
  NAME_MAX,
  Revision,
} from '../common.ts'
import { CookieConfiguration } from './cookie.ts'
import { UrlConfiguration } from './url.ts'

export const DestinationType = z.enum(['url', 'cookie'])
export type DestinationType = z.infer<typeof DestinationType>

export const DestinationCategory = z.enum([
  'adobe-experience-cloud',
  'integrated-platforms',
  'custom',
])
export type DestinationCategory = z.infer<typeof DestinationCategory>

export const DestinationStatus = z.enum(['draft', 'active', 'paused', 'deleted'])
export type DestinationStatus = z.infer<typeof DestinationStatus>

/** domain.md, "auto-fill destination mapping": where a new mapping's value comes from. */
export const AutoFill = z.enum(['off', 'segment-id', 'integration-code'])
export type AutoFill = z.infer<typeof AutoFill>

/** What sets one destination type apart from the others; one member per type. */
export const DestinationConfiguration = z.discriminatedUnion('type', [
  UrlConfiguration,
  CookieConfiguration,
])
export type DestinationConfiguration = z.infer<typeof DestinationConfiguration>

/** The slice that the step Basic information saves. */
export const BasicInformation = z.strictObject({
  /** Null: not given yet; a draft may lack it. */
  name: z.nullable(lineOfText(NAME_MAX, 'Name')),
  description: blockOfText(DESCRIPTION_MAX, 'Description'),
  environment: Environment,
  autoFill: AutoFill,
})
export type BasicInformation = z.infer<typeof BasicInformation>

/** The slice that the step Export labels saves. Null: not looked at yet; []: none apply. */
export const ExportLabels = z.strictObject({ exportLabels: z.nullable(z.array(ExportLabel)) })
export type ExportLabels = z.infer<typeof ExportLabels>

/** What a list needs to know of a destination's mappings without reading them. */
export const MappingStats = z.object({
  total: Count,
  /** Mappings that lack a value, key or URL that the configuration asks for. */
  incomplete: Count,
  /** Mappings of segments that export controls forbid for the destination's labels. */
  blocked: Count,
  /** The first day on which some mapping ends; null: none ends. */
  earliestEnd: z.nullable(IsoDate),
  /** The day on which the last mapping ends; null: some mapping never ends, or there is none. */
  latestEnd: z.nullable(IsoDate),
})
export type MappingStats = z.infer<typeof MappingStats>

export const Destination = z.object({
  id: Id,
  revision: Revision,
  status: DestinationStatus,
  /** What `restore` brings back; null unless the status is `deleted`. */
  statusBeforeDelete: z.nullable(DestinationStatus),
  ...BasicInformation.shape,
  ...ExportLabels.shape,
  configuration: DestinationConfiguration,
  mappings: MappingStats,
  createdAt: Instant,
  updatedAt: Instant,
  activatedAt: z.nullable(Instant),
  deletedAt: z.nullable(Instant),
})
export type Destination = z.infer<typeof Destination>

/** One recorded state of a destination; its mappings are not part of it. */
export const DestinationVersion = z.object({
  revision: Revision,
  at: Instant,
  action: z.enum([
    'created',
    'edited',
    'activated',
    'paused',
    'resumed',
    'deleted',
    'restored',
    'version-restored',
  ]),
  snapshot: z.object({
    ...BasicInformation.shape,
    ...ExportLabels.shape,
    configuration: DestinationConfiguration,
  }),
})
export type DestinationVersion = z.infer<typeof DestinationVersion>
