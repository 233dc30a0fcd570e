import { AUDIENCE_TABLES, type AudienceKind } from '../../domain/audience-model-table.ts'

/** Which headers a table of this kind may have, with a row as an example. */
export function AcceptedHeaders({ kind }: { kind: AudienceKind }) {
  const { name, columns } = AUDIENCE_TABLES[kind]
  return (
    <section
      aria-label={`Columns of a table of ${name}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      className="ring-focus-inset relative overflow-x-auto rounded-control bg-sunken px-3.5 py-2.5"
    >
      <table className="w-full">
        <thead>
          <tr className="text-sm text-ink-2">
            <th className="py-1 pe-4 text-start font-semibold">Header</th>
            <th className="py-1 pe-4 text-start font-semibold">Also understood</th>
            <th className="py-1 text-start font-semibold">Example</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ headers: [header, ...others], example }) => (
            <tr key={header} className="border-t border-line align-top">
              <th scope="row" className="py-1 pe-4 text-start font-mono text-sm font-semibold">
                {header}
              </th>
              <td className="py-1 pe-4 text-sm text-ink-2">{others.join(', ')}</td>
              <td className="py-1 font-mono text-sm whitespace-nowrap">{example}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1.5 text-sm text-ink-2">{HINTS[kind]}</p>
    </section>
  )
}

const IDS = 'Several ids in one cell are separated by spaces, ; or |.'
const CONTROLS =
  'Controls are written as their names (pii, on-site-ads, off-site-ads, on-site-personalization) or as the words on the screens, separated by ; or |. An empty cell or none: it carries none.'

const HINTS: Record<AudienceKind, string> = {
  dataSources: `The kind is first-party, second-party or third-party. ${CONTROLS}`,
  traits: 'Import the data sources first: a trait of an unknown one is rejected.',
  mergeRules: `${IDS} ${CONTROLS}`,
  segmentRules: `${IDS} Import data sources, traits, merge rules and segments first.`,
}
