import { CREATABLE_TYPES } from '../destination-types.ts'

/**
 * The types that "Help me choose" may recommend; among those that suit alike the first, which asks for the
 * least. domain.md, "Categories and types".
 */
export const RECOMMENDABLE_TYPES = [
  'url',
  'cookie',
  'device-based',
  'people-based',
  'adobe-analytics',
] as const
export type RecommendableType = (typeof RECOMMENDABLE_TYPES)[number]

/** How a partner can be told of visitors. */
export type PartnerIntake =
  /** Reads what Adobe Analytics has. */
  | 'adobe-analytics'
  /** Takes lists of hashed e-mail addresses. */
  | 'hashed-addresses'
  /** Takes messages or files from server to server. */
  | 'server-to-server'
  /** Has an address that a page can call. */
  | 'page-call'
  /** Has code on the page that reads a cookie. */
  | 'page-cookie'

/** The answers; null: not answered, or not known. */
export type Answers = {
  /** All that the partner can take; null as long as nobody knows. */
  intake: readonly PartnerIntake[] | null
  aim: 'act-at-once' | 'build-pool' | null
  visitors: 'on-site-now' | 'earlier-too' | null
  /** The people to reach are customers whose e-mail addresses are known. */
  knownByEmail: boolean | null
}

/** A type with what speaks for it and against it, given the answers. */
export type Recommendation = {
  type: RecommendableType
  reasons: string[]
  /** What was answered and the type does not do; empty for a type that fits. */
  objections: string[]
  /** What to bear in mind, whatever was answered. */
  considerations: readonly string[]
}

type Verdict = { speaks: 'for' | 'against'; why: string } | null

const INTAKE_OF: Record<RecommendableType, PartnerIntake> = {
  'adobe-analytics': 'adobe-analytics',
  'people-based': 'hashed-addresses',
  'device-based': 'server-to-server',
  url: 'page-call',
  cookie: 'page-cookie',
}

const INTAKE_REASON: Record<PartnerIntake, string> = {
  'adobe-analytics': 'The segments are wanted in Adobe Analytics',
  'hashed-addresses': 'The partner takes hashed e-mail addresses',
  'server-to-server': 'The partner takes messages or files from server to server',
  'page-call': 'The partner has an address that a page can call',
  'page-cookie': 'The partner has code on the page that reads a cookie',
}

const MISSING_INTAKE: Record<PartnerIntake, string> = {
  'adobe-analytics': 'The segments are not wanted in Adobe Analytics',
  'hashed-addresses': 'The partner does not take hashed e-mail addresses',
  'server-to-server': 'The partner takes nothing from server to server',
  'page-call': 'The partner has no address that a page can call',
  'page-cookie': 'The partner has no code on the page that reads a cookie',
}

const AT_ONCE: Verdict = { speaks: 'for', why: 'Acts on a qualified visitor right away' }
const NEW_ONLY: Verdict = {
  speaks: 'against',
  why: 'Reaches new visitors only; they must be seen again to qualify',
}
const ON_SITE: Verdict = { speaks: 'for', why: 'Reaches the visitors who are on the site' }

/** domain.md, "Categories and types": delivery, who is reached, and typical use. */
const AIM: Record<RecommendableType, Record<'act-at-once' | 'build-pool', Verdict>> = {
  'adobe-analytics': {
    'act-at-once': { speaks: 'for', why: 'Sends the segments with every hit' },
    'build-pool': null,
  },
  'people-based': {
    'act-at-once': {
      speaks: 'against',
      why: 'Addresses are uploaded; nothing happens while the visitor is on the page',
    },
    'build-pool': null,
  },
  'device-based': {
    'act-at-once': { speaks: 'against', why: 'Delivery takes hours to days' },
    'build-pool': { speaks: 'for', why: 'Builds a large pool over time, for a later campaign' },
  },
  url: { 'act-at-once': AT_ONCE, 'build-pool': NEW_ONLY },
  cookie: { 'act-at-once': AT_ONCE, 'build-pool': NEW_ONLY },
}

const VISITORS: Record<RecommendableType, Record<'on-site-now' | 'earlier-too', Verdict>> = {
  'adobe-analytics': {
    'on-site-now': ON_SITE,
    'earlier-too': { speaks: 'against', why: 'Reaches visitors on the site only' },
  },
  'people-based': {
    'on-site-now': null,
    'earlier-too': { speaks: 'for', why: 'Reaches known customers, also offline ones' },
  },
  'device-based': {
    'on-site-now': null,
    'earlier-too': {
      speaks: 'for',
      why: 'Reaches new and previous visitors; they need not be seen again',
    },
  },
  url: { 'on-site-now': ON_SITE, 'earlier-too': NEW_ONLY },
  cookie: { 'on-site-now': ON_SITE, 'earlier-too': NEW_ONLY },
}

function considerationsOfPicker(type: 'url' | 'cookie'): readonly string[] {
  return CREATABLE_TYPES.find((each) => each.type === type)?.consider ?? []
}

/** domain.md, the heading of each type. */
const CONSIDERATIONS: Record<RecommendableType, readonly string[]> = {
  'adobe-analytics': [
    'Only an administrator can create it, and an account has at most 10',
    'A report suite belongs to one destination only',
    'At most 150 segments are sent with a hit, the most recently qualified ones',
    'A visitor who no longer qualifies is not withdrawn',
  ],
  'people-based': [
    'Only segments made of first-party data may be mapped',
    'An account on the platform must be linked, and its prerequisites met',
    'Delivery stops when the account’s token expires, until it is renewed',
    'Raw addresses never leave your side: only their hashes are uploaded',
  ],
  'device-based': [
    'An account on the platform must be linked first',
    'Only devices whose ids are synchronised with the platform are reached',
    'The name cannot be changed later, and an account has at most 100',
    'Some platforms do not take visitors out of segments again',
  ],
  url: considerationsOfPicker('url'),
  cookie: considerationsOfPicker('cookie'),
}

/**
 * "Help me choose": all types, the one that is recommended first. A type that the partner cannot take, or
 * that needs addresses which nobody has, comes behind all others; then fewer objections count, then more
 * reasons.
 */
export function recommend(answers: Answers): Recommendation[] {
  return RECOMMENDABLE_TYPES.map((type) => {
    const verdicts = [
      intakeVerdict(type, answers.intake),
      answers.aim === null ? null : AIM[type][answers.aim],
      answers.visitors === null ? null : VISITORS[type][answers.visitors],
      addressVerdict(type, answers.knownByEmail),
    ]
    const whys = (speaks: 'for' | 'against') => [
      ...new Set(verdicts.flatMap((each) => (each?.speaks === speaks ? each.why : []))),
    ]
    return {
      type,
      reasons: whys('for'),
      objections: whys('against'),
      considerations: CONSIDERATIONS[type],
    }
  }).toSorted(
    (a, b) =>
      Number(isImpossible(a.type, answers)) - Number(isImpossible(b.type, answers)) ||
      a.objections.length - b.objections.length ||
      b.reasons.length - a.reasons.length,
  )
}

/** Whether a type cannot work with what was answered, however well it suits otherwise. */
export function isImpossible(type: RecommendableType, { intake, knownByEmail }: Answers): boolean {
  if (intake !== null && !intake.includes(INTAKE_OF[type])) return true
  return type === 'people-based' && knownByEmail === false
}

function intakeVerdict(type: RecommendableType, intake: Answers['intake']): Verdict {
  if (intake === null) return null
  const asked = INTAKE_OF[type]
  return intake.includes(asked)
    ? { speaks: 'for', why: INTAKE_REASON[asked] }
    : { speaks: 'against', why: MISSING_INTAKE[asked] }
}

function addressVerdict(type: RecommendableType, knownByEmail: boolean | null): Verdict {
  if (type !== 'people-based' || knownByEmail === null) return null
  return knownByEmail
    ? { speaks: 'for', why: 'The people to reach are customers whose e-mail addresses are known' }
    : { speaks: 'against', why: 'The e-mail addresses of the people to reach are not known' }
}
