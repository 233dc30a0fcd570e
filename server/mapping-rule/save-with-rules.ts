import type { Destination, DestinationVersion } from '../../src/contract/destination/destination.ts'
import { saveChange } from '../destination/destination-changes.ts'
import type { HandlerContext } from '../handler.ts'
import { applyRulesOf } from './apply-rules.ts'

/**
 * Stores a change of a locked destination as `saveChange` does. Where it decides anew which segments may
 * be mapped, the destination's rules then map those that had to stay out.
 *
 * @throws ProblemError not-ready
 */
export async function saveWithRules(
  before: Destination,
  changed: Destination,
  action: DestinationVersion['action'],
  context: HandlerContext,
): Promise<Destination> {
  const after = await saveChange(before, changed, action, context)
  const mayMapMore =
    before.status === 'deleted' ||
    before.exportLabels !== changed.exportLabels ||
    before.autoFill !== changed.autoFill ||
    before.configuration !== changed.configuration
  if (!mayMapMore) return after
  const mapped = await applyRulesOf(after, undefined, context)
  if (mapped.length === 0) return after
  return (await context.transaction.destination(after.id)) ?? after
}
