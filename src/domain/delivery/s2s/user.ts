import type { Mapping } from '../../../contract/mapping.ts'
import type { Qualification, Region } from '../../../contract/visitor.ts'
import type { PageContext } from '../types.ts'

/** Whether a user is in a mapped segment, and since when. */
export type Membership = {
  /** What the mapping sends for the segment: its own value, or the segment's id. */
  value: string
  isIn: boolean
  /** When the user came in or went out, in milliseconds since 1970, UTC. */
  at: number
}

/** A user as a server-to-server destination is told of it. */
export type S2sUser = {
  /** AAM UUID. */
  uuid: string
  /** The platform's id of the user; null: their ids were never synchronised. */
  partnerUuid: string | null
  device: PageContext['environment']
  /** Data-collection regions in which the user was seen. */
  regions: readonly Region[]
  /** Of all mapped segments that the user is in or has left. */
  memberships: readonly Membership[]
}

/** What decides about a server-to-server destination's messages and files. */
export type S2sDestination = {
  id: number
  /** The account on the platform, by the platform's own id. */
  clientId: string
  /** The data source that the platform's ids of browsers belong to. */
  platformDpid: number
  /** The platform is known to take users out of segments again. */
  takesUnsegments: boolean
}

/** domain.md, "Device-Based (S2S) destination": the data sources of the ids that phones have. */
const DEVICE_DPID = { ANDROID: 20_914, IOS: 20_915 } as const

/** Says of which kind the ids are: the data source that they belong to. */
export function userDpid(
  device: S2sUser['device'],
  { platformDpid }: Pick<S2sDestination, 'platformDpid'>,
): number {
  return device === 'BROWSER' ? platformDpid : DEVICE_DPID[device]
}

/**
 * A user's memberships of the mapped segments, in the order of the mappings.
 *
 * @param mappings those with a value; the others send nothing.
 * @param left segments that the user was in, and since when no more. One that the user is in again
 *   counts as in.
 */
export function membershipsOf(
  mappings: readonly Pick<Mapping, 'segmentId' | 'value'>[],
  qualifications: readonly Qualification[],
  left: readonly Qualification[],
): Membership[] {
  const known = new Map<number, Omit<Membership, 'value'>>()
  for (const { segmentId, at } of left) known.set(segmentId, { isIn: false, at: Date.parse(at) })
  for (const { segmentId, at } of qualifications) {
    known.set(segmentId, { isIn: true, at: Date.parse(at) })
  }
  return mappings.flatMap(({ segmentId, value }) => {
    const membership = known.get(segmentId)
    return value === null || membership === undefined ? [] : [{ value, ...membership }]
  })
}
