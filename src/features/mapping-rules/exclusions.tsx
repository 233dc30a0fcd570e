import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../../api/query.ts'
import { type MappingRule, RuleExclusionReason } from '../../contract/mapping-rule.ts'
import { formatRuleFolder } from '../../domain/rule-folder.ts'
import { formatNumber } from '../../lib/format.ts'
import { ListError } from '../../parts/list-error.tsx'
import { paths } from '../../paths.ts'
import { DataGrid, type GridColumn } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { leftOutWords, REASON_WORDS } from './rule-words.ts'

type Row = { segmentId: number; name: string; reason: RuleExclusionReason; destinationId: number }

const COLUMNS: GridColumn<Row>[] = [
  {
    id: 'id',
    header: 'Id',
    width: 70,
    align: 'end',
    cell: ({ segmentId }) => <span className="font-mono text-sm">{segmentId}</span>,
  },
  {
    id: 'name',
    header: 'Segment',
    width: 150,
    grow: 1,
    isRowHeader: true,
    cell: ({ name }) => (
      <span className="truncate" title={name}>
        {name}
      </span>
    ),
  },
  {
    id: 'reason',
    header: 'Why it is not mapped',
    width: 200,
    cell: ({ reason, segmentId, destinationId }) =>
      reason === 'blocked' ? (
        <TextLink to={paths.segmentRestrictions(segmentId, { destinationId })}>
          {REASON_WORDS.blocked.short}
        </TextLink>
      ) : (
        REASON_WORDS[reason].short
      ),
  },
]

/** The segments of a rule's folder that are not mapped, each with the reason. */
export function Exclusions({ destinationId, rule }: { destinationId: number; rule: MappingRule }) {
  const [chosen, setChosen] = useState<RuleExclusionReason | null>(null)
  const reasons = leftOutWords(rule)
  // What was chosen may have gone with a change by somebody else.
  const reason = reasons.some((each) => each.reason === chosen) ? chosen : null
  const list = useQuery({
    ...q('mappingRuleExclusionList', {
      params: { destinationId, ruleId: rule.id },
      query: reason ? { reason } : {},
    }),
    placeholderData: keepPreviousData,
  })
  const items = list.data?.items ?? []
  const total = list.data?.total ?? 0
  const explained = reason ? [reason] : reasons.map((each) => each.reason)
  return (
    <div className="mt-2 grid gap-2">
      {reasons.length > 1 && (
        <SelectField
          label="Show"
          className="w-72 max-w-full"
          value={reason ?? ''}
          onChange={({ currentTarget }) =>
            setChosen(
              RuleExclusionReason.options.find((each) => each === currentTarget.value) ?? null,
            )
          }
          options={[
            { value: '', label: `All (${formatNumber(rule.matching - rule.mapped)})` },
            ...reasons.map((each) => ({
              value: each.reason,
              label: `${REASON_WORDS[each.reason].short} (${formatNumber(rule[each.reason])})`,
            })),
          ]}
        />
      )}
      <ul className="grid gap-0.5 text-sm text-ink-2">
        {explained.map((each) => (
          <li key={each}>
            <b>{REASON_WORDS[each].short}:</b> {REASON_WORDS[each].long}
          </li>
        ))}
      </ul>
      <div className="overflow-hidden rounded-control border border-line">
        <DataGrid
          label={`Not mapped in ${formatRuleFolder(rule.folder)}`}
          columns={COLUMNS}
          rows={items.map((item) => ({ ...item, destinationId }))}
          rowCount={items.length}
          rowKey={({ segmentId }) => segmentId}
          rowName={({ name }) => name}
          rowHeight={34}
          heightClass="max-h-80"
          status={list.isError ? 'error' : list.isPending ? 'loading' : 'ready'}
          isRefreshing={list.isPlaceholderData}
          emptyState={
            <EmptyState title="Nothing is left out any more">
              Every segment of the folder is mapped.
            </EmptyState>
          }
          errorState={
            <ListError
              error={list.error}
              isRetrying={list.isFetching}
              onRetry={() => void list.refetch()}
            />
          }
        />
      </div>
      {total > items.length && (
        <p className="text-sm text-ink-3">
          The first {formatNumber(items.length)} of {formatNumber(total)} are listed.
        </p>
      )}
    </div>
  )
}
