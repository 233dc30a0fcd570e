import { gunzipSync } from 'node:zlib'
import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  integer,
  option,
  property,
  record,
  string,
  stringMatching,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BatchFileName, formatFileName, parseFileName, pidAliasProblem } from './file-name.ts'
import {
  batchFiles,
  contentOf,
  formatRow,
  gzipped,
  parseRow,
  rowOf,
  rowValueProblem,
} from './file.ts'
import type { S2sDestination, S2sUser } from './user.ts'

const NAME: BatchFileName = {
  syncType: 'S3',
  destinationId: 1234,
  masterDpid: 20_914,
  pidAlias: 'XYZCustomer',
  mode: 'iter',
  at: 1_486_140_844_000,
  part: 1,
  gzip: true,
}

describe('the name of a batch file', () => {
  it.each([
    [NAME, 'S3_1234_20914_XYZCustomer_iter_1486140844000001.sync.gz'],
    [{ ...NAME, part: 0 }, 'S3_1234_20914_XYZCustomer_iter_1486140844000.sync.gz'],
    [{ ...NAME, part: 12 }, 'S3_1234_20914_XYZCustomer_iter_1486140844000012.sync.gz'],
    [{ ...NAME, part: 1000 }, 'S3_1234_20914_XYZCustomer_iter_14861408440001000.sync.gz'],
    [{ ...NAME, mode: 'full' }, 'S3_1234_20914_XYZCustomer_full_1486140844000001.sync.gz'],
    [{ ...NAME, gzip: false }, 'S3_1234_20914_XYZCustomer_iter_1486140844000001.sync'],
    [
      { ...NAME, syncType: 'ftp', masterDpid: 20_915, pidAlias: null, part: 0 },
      'ftp_1234_20915_iter_1486140844000.sync.gz',
    ],
    [{ ...NAME, pidAlias: 'A_iter_B-2' }, 'S3_1234_20914_A_iter_B-2_iter_1486140844000001.sync.gz'],
  ] satisfies [BatchFileName, string][])('%#: %s', (name, text) => {
    expect(formatFileName(name)).toBe(text)
    expect(parseFileName(text)).toEqual(name)
  })

  it.each([
    'S3_1234_20914_XYZCustomer_iter_1486140844000000.sync.gz',
    'S3_1234_20914_XYZCustomer_iter_148614084400001.sync.gz',
    'S3_1234_20914_XYZCustomer_iter_14861408440000001.sync.gz',
    'S3_1234_20914_XYZCustomer_iter_148614084400.sync.gz',
    'S3_1234_20914_XYZCustomer_delta_1486140844000.sync.gz',
    's3_1234_20914_XYZCustomer_iter_1486140844000.sync.gz',
    'S3_01234_20914_XYZCustomer_iter_1486140844000.sync.gz',
    'S3_1234_XYZCustomer_iter_1486140844000.sync.gz',
    'S3_1234_20914_../x_iter_1486140844000.sync.gz',
    'S3_1234_20914_XYZCustomer_iter_1486140844000.sync.zip',
    '',
  ])('%j is none', (text) => {
    expect(parseFileName(text)).toBeNull()
  })

  it('is read back, whatever it tells', () => {
    assert(
      property(
        record({
          syncType: constantFrom<BatchFileName['syncType']>('ftp', 'S3'),
          destinationId: integer({ min: 1 }),
          masterDpid: integer({ min: 1 }),
          pidAlias: option(stringMatching(/^[A-Za-z0-9_-]{1,64}$/)),
          mode: constantFrom<BatchFileName['mode']>('full', 'iter'),
          at: integer({ min: 0, max: 9_999_999_999_999 }),
          part: integer({ min: 0, max: 100_000 }),
          gzip: boolean(),
        }),
        (name) => {
          expect(parseFileName(formatFileName(name))).toEqual(name)
        },
      ),
    )
  })

  it.each(['', 'XYZ Customer', 'XYZ/../Customer', 'XYZ.Customer', 'x'.repeat(65)])(
    'has no customer %j in it',
    (alias) => {
      expect(pidAliasProblem(alias)).toMatch(/letters, digits, hyphens and underscores/)
    },
  )

  it('may have a customer in it', () => {
    expect(pidAliasProblem('XYZCustomer')).toBeNull()
  })
})

const UUID = '59767559181262060060278870901087098252'

describe('a row', () => {
  it.each([
    [{ uuid: UUID, inside: ['24', '26', '27'], removed: ['25', '28'] }, `${UUID} 24,26,27 25,28`],
    [{ uuid: UUID, inside: ['24'], removed: [] }, `${UUID} 24`],
    [{ uuid: UUID, inside: [], removed: ['25'] }, `${UUID}  25`],
  ])('%#: %s', (row, text) => {
    expect(formatRow(row)).toBe(text)
    expect(parseRow(text)).toEqual(row)
  })

  it('may end with a space where nothing was removed', () => {
    expect(parseRow(`${UUID} 24 `)).toEqual({ uuid: UUID, inside: ['24'], removed: [] })
  })

  it.each([UUID, `${UUID} 24,,26`, `${UUID} 24 25 26`, `${UUID}\t24`, 'x 24', ''])(
    '%j is none',
    (text) => {
      expect(parseRow(text)).toBeNull()
    },
  )

  it('is read back, whatever the values are', () => {
    const value = string({ unit: 'binary', minLength: 1 }).filter(
      (text) => rowValueProblem(text) === null,
    )
    const row = record({
      uuid: stringMatching(/^\d{1,38}$/),
      inside: array(value),
      removed: array(value),
    })
    assert(
      property(row, (given) => {
        expect(parseRow(formatRow(given))).toEqual(given)
      }),
    )
  })

  it.each(['a b', 'a,b', 'a\nb', 'a\u00a0b'])('has no value %j', (value) => {
    expect(rowValueProblem(value)).toMatch(/no spaces and no commas/)
  })
})

const DESTINATION: S2sDestination = {
  id: 1234,
  clientId: 'XYZCustomer',
  platformDpid: 45_454,
  takesUnsegments: true,
}
const NOW = 1_486_140_844_000
const SINCE = NOW - 86_400_000

const USER: S2sUser = {
  uuid: UUID,
  partnerUuid: null,
  device: 'ANDROID',
  regions: [6],
  memberships: [
    { value: '24', isIn: true, at: NOW - 1 },
    { value: '25', isIn: false, at: NOW - 1 },
    { value: '26', isIn: true, at: SINCE },
    { value: '28', isIn: false, at: SINCE },
  ],
}

describe('what a batch says of a user', () => {
  it.each([
    ['full', true, ['24', '26'], []],
    ['full', false, ['24', '26'], []],
    ['iter', true, ['24'], ['25']],
    ['iter', false, ['24'], []],
  ] as const)('%s, un-segmentation %s', (mode, takesUnsegments, inside, removed) => {
    const row = rowOf(USER, { takesUnsegments }, mode, SINCE)
    expect(row).toEqual({ uuid: UUID, inside, removed })
  })

  it('is nothing when nothing changed', () => {
    expect(rowOf(USER, DESTINATION, 'iter', NOW)).toBeNull()
  })
})

describe('the files of a batch', () => {
  const BATCH = {
    destination: DESTINATION,
    syncType: 'S3',
    pidAlias: 'XYZCustomer',
    mode: 'full',
    since: 0,
    now: NOW,
    partBytes: 1000,
    gzip: true,
  } as const

  it('never mix kinds of devices, and are named for them', () => {
    const browser: S2sUser = { ...USER, uuid: '1', device: 'BROWSER' }
    const phone: S2sUser = { ...USER, uuid: '2', device: 'IOS' }
    const files = batchFiles({ ...BATCH, users: [browser, phone, browser] })
    expect(files).toEqual([
      {
        name: 'S3_1234_45454_XYZCustomer_full_1486140844000.sync.gz',
        rows: ['1 24,26', '1 24,26'],
        bytes: 16,
      },
      {
        name: 'S3_1234_20915_XYZCustomer_full_1486140844000.sync.gz',
        rows: ['2 24,26'],
        bytes: 8,
      },
    ])
  })

  it('do not exist without a row', () => {
    expect(batchFiles({ ...BATCH, users: [{ ...USER, memberships: [] }] })).toEqual([])
  })

  it('are parts of a size, which together hold every row once and in order', () => {
    assert(
      property(
        array(integer({ min: 1, max: 40 }), { maxLength: 60 }),
        integer({ min: 1, max: 400 }),
        (counts, partBytes) => {
          const users = counts.map((count, at): S2sUser => ({
            ...USER,
            uuid: String(at),
            memberships: Array.from({ length: count }, (_, value) => ({
              value: `é${value}`,
              isIn: true,
              at: NOW,
            })),
          }))
          const files = batchFiles({ ...BATCH, users, partBytes })
          const uuids = files.flatMap(({ rows }) => rows.map((row) => parseRow(row)?.uuid))
          expect(uuids).toEqual(users.map(({ uuid }) => uuid))
          for (const [at, { name, rows, bytes }] of files.entries()) {
            expect(parseFileName(name)?.part).toBe(at)
            expect(bytes).toBe(Buffer.byteLength(contentOf(rows)))
            expect(bytes <= partBytes || rows.length === 1).toBe(true)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  it('can be read by anyone once compressed', async () => {
    await assert(
      asyncProperty(string({ unit: 'grapheme' }), async (text) => {
        expect(gunzipSync(await gzipped(text)).toString()).toBe(text)
      }),
      { numRuns: 30 },
    )
  })
})
