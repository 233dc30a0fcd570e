import { formatDateTime } from './date-time.ts'
import { type S2sDestination, type S2sUser, userDpid } from './user.ts'

/** domain.md, "Device-Based (S2S) destination": 1 to 10 users a message. */
export const MESSAGE_USERS_MAX = 10

/** A real-time message, with its fields in the order in which they are sent; all values are texts. */
export type S2sMessage = {
  ProcessTime: string
  User_DPID: string
  Client_ID: string
  AAM_Destination_Id: string
  User_count: string
  Users: MessageUser[]
}

type MessageUser = {
  AAM_UUID: string
  /** Empty: the platform has no id for the user. */
  DataPartner_UUID: string
  AAM_Regions: string[]
  Segments: MessageSegment[]
}

type MessageSegment = { Segment_ID: string; Status: '1' | '0'; DateTime: string }

/**
 * The real-time messages that tell a platform of some users: all segments of each, at most 10 users in
 * one, and users of one kind of device only, since `User_DPID` stands for the whole message. A user of
 * whom there is nothing to tell is in none. domain.md, "Device-Based (S2S) destination".
 *
 * @param now milliseconds since 1970, UTC.
 */
export function realTimeMessages(
  destination: S2sDestination,
  users: readonly S2sUser[],
  now: number,
): S2sMessage[] {
  const told = users.flatMap((user) => {
    const segments = segmentsOf(user, destination)
    return segments.length === 0 ? [] : [{ user, segments }]
  })
  const byDpid = Map.groupBy(told, ({ user }) => userDpid(user.device, destination))
  return Array.from(byDpid).flatMap(([dpid, ofDpid]) =>
    chunks(ofDpid, MESSAGE_USERS_MAX).map((chunk) => ({
      ProcessTime: formatDateTime(now),
      User_DPID: String(dpid),
      Client_ID: destination.clientId,
      AAM_Destination_Id: String(destination.id),
      User_count: String(chunk.length),
      Users: chunk.map(({ user, segments }) => ({
        AAM_UUID: user.uuid,
        DataPartner_UUID: user.partnerUuid ?? '',
        AAM_Regions: user.regions.map(String),
        Segments: segments,
      })),
    })),
  )
}

/** Where the platform does not take users out again, what they have left is not told. */
function segmentsOf(
  { memberships }: S2sUser,
  { takesUnsegments }: S2sDestination,
): MessageSegment[] {
  return memberships
    .filter(({ isIn }) => isIn || takesUnsegments)
    .map(({ value, isIn, at }) => ({
      Segment_ID: value,
      Status: isIn ? '1' : '0',
      DateTime: formatDateTime(at),
    }))
}

/** The body of the request, byte for byte as it is signed and sent. */
export function bodyOf(message: S2sMessage): string {
  return JSON.stringify(message)
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  )
}
