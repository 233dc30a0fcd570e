import * as z from 'zod/mini'
import type { FieldProblem } from '../../contract/problem.ts'
import { type Qualification, type Visitor, VisitorInput } from '../../contract/visitor.ts'
import { DEFAULT_REGION } from './regions.ts'

/** A visitor as the form shows it: texts, and rows where the visitor has a record. */
export type VisitorValues = {
  name: string
  did: string
  mcid: string
  partnerIds: { dataSource: string; id: string }[]
  region: string
  gdprApplies: boolean
  consent: string
  qualifications: Qualification[]
}

/** 38 digits that do not begin with 0, as the AAM UUIDs that browsers get. */
export function randomDeviceId(random: () => number): string {
  return Array.from({ length: 38 }, (_, at) =>
    Math.floor(at === 0 ? 1 + random() * 9 : random() * 10),
  ).join('')
}

/** A new visitor who is in some segments since now. */
export function newVisitorValues(
  segmentIds: readonly number[],
  now: Date,
  random: () => number,
): VisitorValues {
  return {
    name: '',
    did: randomDeviceId(random),
    mcid: '',
    partnerIds: [],
    region: String(DEFAULT_REGION),
    gdprApplies: false,
    consent: '',
    qualifications: segmentIds.map((segmentId) => ({ segmentId, at: now.toISOString() })),
  }
}

export function valuesOfVisitor(visitor: VisitorInput): VisitorValues {
  return {
    name: visitor.name,
    did: visitor.did,
    mcid: visitor.mcid ?? '',
    partnerIds: Object.entries(visitor.partnerIds).map(([dataSource, id]) => ({ dataSource, id })),
    region: String(visitor.region),
    gdprApplies: visitor.gdprApplies,
    consent: visitor.consent ?? '',
    qualifications: visitor.qualifications,
  }
}

/** What a visitor has beside an id and a revision. */
export function inputOf({ id: _id, revision: _revision, ...input }: Visitor): VisitorInput {
  return input
}

/** A row of which nothing was typed counts as not there. */
function isRow({ dataSource, id }: VisitorValues['partnerIds'][number]): boolean {
  return dataSource.trim() !== '' || id.trim() !== ''
}

/** The values as they are sent; not checked yet. */
export function visitorOfValues(values: VisitorValues): VisitorInput {
  return {
    name: values.name,
    did: values.did,
    mcid: values.mcid.trim() || null,
    partnerIds: Object.fromEntries(
      values.partnerIds.filter(isRow).map(({ dataSource, id }) => [dataSource.trim(), id]),
    ),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema refuses any other number
    region: Number(values.region) as VisitorInput['region'],
    gdprApplies: values.gdprApplies,
    consent: values.consent.trim() || null,
    qualifications: values.qualifications,
  }
}

type FormPath = (string | number)[]

/** Where a path of the visitor is in the form: `partnerIds.903` is a row. */
export function formPath(path: readonly PropertyKey[], values: VisitorValues): FormPath {
  const [first, second] = path
  if (first !== 'partnerIds' || second === undefined) return path.map(pathPart)
  const key = String(second)
  const row = values.partnerIds.findIndex((each) => isRow(each) && each.dataSource.trim() === key)
  return ['partnerIds', Math.max(0, row), /^[1-9]\d{0,9}$/.test(key) ? 'id' : 'dataSource']
}

function pathPart(part: PropertyKey): string | number {
  return typeof part === 'number' ? part : String(part)
}

/** The form field that a server's problem is about. */
export function formFieldOf({ path }: FieldProblem, values: VisitorValues): string {
  return formPath(path.split('.'), values).join('.')
}

/** The visitor's own rules, on the form's values. */
export const VisitorValuesRules: z.ZodMiniType<VisitorValues, VisitorValues> = z
  .custom<VisitorValues>()
  .check(
    z.superRefine((values, ctx) => {
      const seen = new Set<string>()
      values.partnerIds.forEach((row, at) => {
        const dataSource = row.dataSource.trim()
        if (isRow(row) && seen.has(dataSource)) {
          ctx.addIssue({
            code: 'custom',
            path: ['partnerIds', at, 'dataSource'],
            message: 'This data source has a row already. A visitor has one id in each.',
          })
        }
        seen.add(dataSource)
      })
      const result = VisitorInput.safeParse(visitorOfValues(values))
      for (const issue of result.error?.issues ?? []) {
        ctx.addIssue({
          code: 'custom',
          path: formPath(issue.path, values),
          message: issue.message,
        })
      }
    }),
  )
