import type { MappedByRule } from '../../contract/segment.ts'
import { formatRuleFolder } from '../../domain/rule-folder.ts'
import { plural } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { TextLink } from '../../ui/text-link.tsx'

/** What mapping rules do, or did, with the segments of an import: nothing is shown when they do nothing. */
export function MappedByRules({
  title,
  mapped,
}: {
  title: string
  mapped: readonly MappedByRule[]
}) {
  if (mapped.length === 0) return null
  return (
    <section className="min-w-0">
      <h3 className="font-bold">{title}</h3>
      <ul className="mt-1 grid gap-1">
        {mapped.map(({ destinationId, name, folder, count }) => (
          <li
            key={`${destinationId} ${JSON.stringify(folder)}`}
            className="[overflow-wrap:anywhere]"
          >
            {plural(count, 'segment')} to{' '}
            <TextLink to={paths.mappedIn(destinationId, folder)}>
              {name || `Destination ${destinationId}`}
            </TextLink>{' '}
            (
            <TextLink to={paths.mappingRules(destinationId)}>
              rule for {formatRuleFolder(folder)}
            </TextLink>
            )
          </li>
        ))}
      </ul>
    </section>
  )
}
