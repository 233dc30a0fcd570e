import type { Destination, DestinationVersion } from '../../src/contract/destination/destination.ts'
import type { FieldProblem } from '../../src/contract/problem.ts'
import { checkConfiguration } from '../../src/domain/configuration-rules.ts'
import { continuesVersion } from '../../src/domain/lifecycle.ts'
import { separatorsInUse } from '../../src/domain/mapping-rules.ts'
import { readiness } from '../../src/domain/readiness.ts'
import type { HandlerContext } from '../handler.ts'
import { ProblemError } from '../problem-error.ts'

/** @throws ProblemError not-found */
export async function findDestination(
  destinationId: number,
  { transaction }: HandlerContext,
  lock = false,
): Promise<Destination> {
  const destination = await transaction.destination(destinationId, lock)
  if (destination) return destination
  throw new ProblemError('not-found', `There is no destination ${destinationId}.`)
}

/**
 * Locks a destination for a change that was made from `revision`.
 *
 * @throws ProblemError not-found, revision-conflict
 */
export async function findUnchanged(
  destinationId: number,
  revision: number,
  context: HandlerContext,
): Promise<Destination> {
  const destination = await findDestination(destinationId, context, true)
  if (destination.revision === revision) return destination
  throw new ProblemError(
    'revision-conflict',
    'The destination was changed since you read it. Compare both versions and save again.',
    { current: destination },
  )
}

/** @throws ProblemError wrong-state */
export function refuseDeleted(destination: Destination): void {
  if (destination.status !== 'deleted') return
  throw new ProblemError('wrong-state', 'The destination is in the trash. Restore it first.')
}

/** architecture.md, "A destination's life": what is delivered is always complete. */
export function refuseUnready(destination: Destination): void {
  if (destination.status !== 'active' && destination.status !== 'paused') return
  const missing = readiness(destination)
  if (missing.length === 0) return
  throw new ProblemError(
    'not-ready',
    'A destination that was activated must stay complete. Put right what is missing first.',
    { missing },
  )
}

export function refuseInvalid(errors: FieldProblem[]): void {
  if (errors.length === 0) return
  throw new ProblemError('validation-failed', 'Some values break a rule; see the fields.', {
    errors,
  })
}

/** The configuration's own rules, and that the values mapped already can still be told apart. */
export async function refuseInvalidConfiguration(
  destination: Destination,
  { transaction }: HandlerContext,
): Promise<void> {
  refuseInvalid(checkConfiguration(destination.configuration))
  for (const { name, text } of separatorsInUse(destination.configuration)) {
    // oxlint-disable-next-line no-await-in-loop -- at most three, one connection
    const { count, example } = await transaction.mappingsContaining(destination.id, [text])
    if (count > 0) {
      refuseInvalid([
        {
          path: SEPARATOR_FIELDS[name] ?? name,
          message: `${count.toLocaleString('en-US')} mapped ${count === 1 ? 'text contains' : 'texts contain'} the ${name} ${text}, such as ${example ?? ''}. Change them or choose another ${name}.`,
        },
      ])
    }
  }
}

const SEPARATOR_FIELDS: Record<string, string> = {
  delimiter: 'delimiter',
  'key separator': 'keySeparator',
  'serial separator': 'serialSeparator',
}

function versionOf(
  destination: Destination,
  action: DestinationVersion['action'],
): DestinationVersion {
  const { name, description, environment, autoFill, exportLabels, configuration } = destination
  return {
    revision: destination.revision,
    at: destination.updatedAt,
    action,
    snapshot: { name, description, environment, autoFill, exportLabels, configuration },
  }
}

/** Records the state of a new destination as its first version. */
export async function recordCreation(
  destination: Destination,
  { transaction }: HandlerContext,
): Promise<void> {
  await transaction.saveVersion(destination.id, versionOf(destination, 'created'), null)
}

/**
 * Stores a change: the next revision, the counts of the mappings by the new configuration, and a
 * version to compare with and to come back to.
 *
 * @throws ProblemError not-ready
 */
export async function saveChange(
  before: Destination,
  changed: Destination,
  action: DestinationVersion['action'],
  context: HandlerContext,
): Promise<Destination> {
  const { transaction, now } = context
  const saved = { ...changed, revision: before.revision + 1, updatedAt: now.toISOString() }
  await transaction.saveDestination(saved)
  const after = { ...saved, mappings: await transaction.refreshMappingStats(saved) }
  refuseUnready(after)
  const version = versionOf(after, action)
  const [previous] = await transaction.listVersions(after.id)
  const continues = previous && continuesVersion(after.status, previous, version)
  await transaction.saveVersion(after.id, version, continues ? previous.revision : null)
  return after
}
