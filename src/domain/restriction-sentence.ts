import type { LineageStep, RestrictionPath } from '../contract/audience-model.ts'
import { CONTROL_WORDS } from './control-words.ts'

type Kind = LineageStep['kind']

/** How each kind of thing is called, for a box of its own. */
export const LINEAGE_NAMES: Record<Kind, string> = {
  segment: 'Segment',
  trait: 'Trait',
  'merge-rule': 'Profile merge rule',
  'data-source': 'Data source',
}

/** What ties a step to the one before it, by its kind: "includes", "is built from". */
export const LINEAGE_VERBS: Record<Kind, string> = {
  segment: 'includes',
  trait: 'is built from',
  'merge-rule': 'combines profiles by',
  'data-source': 'belongs to',
}

const NOUNS: Record<Kind, string> = {
  segment: '',
  trait: 'the trait ',
  'merge-rule': 'the merge rule ',
  'data-source': 'the data source ',
}

/** The words that lead to a step, from the step before it. */
function wordsTo(step: LineageStep, before: LineageStep, isFirst: boolean): string {
  const named = `${NOUNS[step.kind]}‘${step.name}’`
  if (step.kind === 'data-source') {
    if (before.kind === 'trait') return `, whose data source ‘${step.name}’`
    return `${isFirst ? '' : ', which'} uses ${named}`
  }
  return `${isFirst ? '' : ', which'} ${LINEAGE_VERBS[step.kind]} ${named}`
}

/**
 * The whole way from a segment to the control that blocks it, in one sentence.
 *
 * @param hasDestination whether it is told for a destination that has the label; else it says for
 * which destinations it is true.
 */
export function restrictionSentence(
  { label, steps }: RestrictionPath,
  { hasDestination }: { hasDestination: boolean },
): string {
  const words = CONTROL_WORDS[label]
  const [segment, ...way] = steps
  const last = steps.at(-1)
  if (!segment || !last) return `It ${words.control}.`
  let sentence = `‘${segment.name}’`
  let before = segment
  for (const step of way) {
    sentence += wordsTo(step, before, before === segment)
    before = step
  }
  // "whose data source ‘X’" goes on with its verb; everything else needs a pronoun first.
  const isSubject =
    way.length === 0 || (last.kind === 'data-source' && way.at(-2)?.kind === 'trait')
  sentence += `${isSubject ? '' : ', which'} ${words.control}`
  return hasDestination
    ? `${sentence}; this destination ${words.label}.`
    : `${sentence}; a destination that ${words.label} cannot be sent it.`
}

/** The data sources and merge rules that carry the controls of these paths, each once. */
export function carriersOf(paths: readonly RestrictionPath[]): LineageStep[] {
  const carriers = new Map<string, LineageStep>()
  for (const { steps } of paths) {
    const last = steps.at(-1)
    if (last) carriers.set(`${last.kind} ${last.id}`, last)
  }
  return [...carriers.values()]
}
