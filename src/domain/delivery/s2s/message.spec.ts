import { array, assert, boolean, constantFrom, date, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDateTime, parseDateTime } from './date-time.ts'
import { bodyOf, MESSAGE_USERS_MAX, realTimeMessages } from './message.ts'
import { membershipsOf, type S2sDestination, type S2sUser, userDpid } from './user.ts'

const DESTINATION: S2sDestination = {
  id: 423,
  clientId: '74323',
  platformDpid: 12_345,
  takesUnsegments: true,
}

const NOW = Date.UTC(2016, 6, 27, 16, 17, 42)
const BEFORE = NOW - 20_000

const USER: S2sUser = {
  uuid: '19393572368547369350319949416899715727',
  partnerUuid: '4250948725049857',
  device: 'BROWSER',
  regions: [6, 9],
  memberships: [
    { value: '14356', isIn: true, at: BEFORE },
    { value: '12176', isIn: false, at: BEFORE },
  ],
}

describe('a real-time message', () => {
  it('has the fields, types and dates that a platform expects', () => {
    const messages = realTimeMessages(DESTINATION, [USER], NOW)
    expect(messages).toEqual([
      {
        ProcessTime: 'Wed Jul 27 16:17:42 UTC 2016',
        User_DPID: '12345',
        Client_ID: '74323',
        AAM_Destination_Id: '423',
        User_count: '1',
        Users: [
          {
            AAM_UUID: '19393572368547369350319949416899715727',
            DataPartner_UUID: '4250948725049857',
            AAM_Regions: ['6', '9'],
            Segments: [
              { Segment_ID: '14356', Status: '1', DateTime: 'Wed Jul 27 16:17:22 UTC 2016' },
              { Segment_ID: '12176', Status: '0', DateTime: 'Wed Jul 27 16:17:22 UTC 2016' },
            ],
          },
        ],
      },
    ])
    expect(messages.map(bodyOf)[0]).toMatch(
      /^\{"ProcessTime":"[^"]+","User_DPID":"12345","Client_ID":"74323","AAM_Destination_Id":"423","User_count":"1","Users":\[/,
    )
  })

  it('says nothing of what users have left where the platform does not take them out', () => {
    const left: S2sUser = { ...USER, memberships: USER.memberships.slice(1) }
    const messages = realTimeMessages({ ...DESTINATION, takesUnsegments: false }, [USER, left], NOW)
    expect(messages.map(({ User_count }) => User_count)).toEqual(['1'])
    expect(messages[0]?.Users[0]?.Segments.map(({ Status }) => Status)).toEqual(['1'])
  })

  it('leaves the id of the platform empty for a user it does not know', () => {
    const [message] = realTimeMessages(DESTINATION, [{ ...USER, partnerUuid: null }], NOW)
    expect(message?.Users[0]?.DataPartner_UUID).toBe('')
  })

  it.each([
    ['ANDROID', 20_914],
    ['IOS', 20_915],
    ['BROWSER', 12_345],
  ] as const)('of %s says that its ids belong to data source %i', (device, dpid) => {
    expect(userDpid(device, DESTINATION)).toBe(dpid)
    expect(realTimeMessages(DESTINATION, [{ ...USER, device }], NOW)[0]?.User_DPID).toBe(
      String(dpid),
    )
  })

  it('holds 1 to 10 users of one kind of device, and every user is in one', () => {
    assert(
      property(
        array(
          record({
            device: constantFrom<S2sUser['device']>('BROWSER', 'ANDROID', 'IOS'),
            hasSegments: boolean(),
          }),
          { maxLength: 80 },
        ),
        (given) => {
          const users = given.map(({ device, hasSegments }, at): S2sUser => ({
            ...USER,
            uuid: String(at),
            device,
            memberships: hasSegments ? USER.memberships : [],
          }))
          const messages = realTimeMessages(DESTINATION, users, NOW)
          const told = messages.flatMap((message) => {
            expect(message.Users.length).toBeGreaterThanOrEqual(1)
            expect(message.Users.length).toBeLessThanOrEqual(MESSAGE_USERS_MAX)
            expect(message.User_count).toBe(String(message.Users.length))
            return message.Users.map(({ AAM_UUID }) => {
              const user = users[Number(AAM_UUID)]
              expect(user && String(userDpid(user.device, DESTINATION))).toBe(message.User_DPID)
              return Number(AAM_UUID)
            })
          })
          const expected = given.flatMap(({ hasSegments }, at) => (hasSegments ? [at] : []))
          expect(told.toSorted((a, b) => a - b)).toEqual(expected)
        },
      ),
    )
  })
})

describe('the memberships of a user', () => {
  const at = '2016-07-27T16:17:22Z'

  it('are those of mapped segments, with the value that the mapping sends', () => {
    expect(
      membershipsOf(
        [
          { segmentId: 1, value: 'sports' },
          { segmentId: 2, value: '2' },
          { segmentId: 3, value: null },
          { segmentId: 4, value: '4' },
        ],
        [
          { segmentId: 9, at },
          { segmentId: 3, at },
          { segmentId: 1, at },
        ],
        [{ segmentId: 2, at }],
      ),
    ).toEqual([
      { value: 'sports', isIn: true, at: BEFORE },
      { value: '2', isIn: false, at: BEFORE },
    ])
  })

  it('count a segment that the user came back to as in', () => {
    const mappings = [{ segmentId: 1, value: '1' }]
    const [membership] = membershipsOf(mappings, [{ segmentId: 1, at }], [{ segmentId: 1, at }])
    expect(membership?.isIn).toBe(true)
  })
})

describe('a moment in a message', () => {
  it.each([
    ['Wed Jul 27 16:17:42 UTC 2016', NOW],
    ['Thu Jan 01 00:00:00 UTC 1970', 0],
    ['Sat Feb 29 09:05:03 UTC 2020', Date.UTC(2020, 1, 29, 9, 5, 3)],
  ])('%s', (text, moment) => {
    expect(formatDateTime(moment)).toBe(text)
    expect(formatDateTime(moment + 999)).toBe(text)
    expect(parseDateTime(text)).toBe(moment)
  })

  it.each([
    'Tue Jul 27 16:17:42 UTC 2016',
    'Wed Feb 30 16:17:42 UTC 2016',
    'Wed Jul 27 24:17:42 UTC 2016',
    'Wed Juy 27 16:17:42 UTC 2016',
    'Wed Jul 27 16:17:42 CET 2016',
    '2016-07-27T16:17:42Z',
    '',
  ])('%j is none', (text) => {
    expect(parseDateTime(text)).toBeNull()
  })

  it('is read back to the second', () => {
    const earliest = new Date('0000-01-01T00:00:00Z')
    const latest = new Date('9999-12-31T23:59:59Z')
    assert(
      property(
        date({ min: earliest, max: latest, noInvalidDate: true }),
        integer({ min: 0, max: 999 }),
        (day, part) => {
          const second = Math.floor(day.getTime() / 1000) * 1000
          expect(parseDateTime(formatDateTime(second + part))).toBe(second)
        },
      ),
    )
  })
})
