import { lazy, Suspense, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { describeError } from '../../api/api-error.ts'
import { q } from '../../api/query.ts'
import type { SegmentFolder } from '../../contract/segment.ts'
import { formatNumber } from '../../lib/format.ts'
import { Chip } from '../../ui/chip.tsx'
import { cx } from '../../ui/class-names.ts'
import { focusHeading } from '../../ui/focus-heading.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { PeopleField } from './people-field.tsx'
import { isFiltered, NO_FILTERS, segmentListInput, type SegmentSearch } from './segment-search.ts'

const FolderCombobox = lazy(async () => ({
  default: (await import('../../ui/combobox.tsx')).Combobox<string>,
}))
const SourceCombobox = lazy(async () => ({
  default: (await import('../../ui/combobox.tsx')).Combobox<number>,
}))

type FiltersProps = {
  search: SegmentSearch
  folders: readonly SegmentFolder[]
  onChange: (changes: Partial<SegmentSearch>) => void
}

/** Search and filters of the list; usable whatever the list itself is doing. */
export function SegmentFilters({ search, folders, onChange }: FiltersProps) {
  const { status, mapped, dataSource, peopleMin, peopleMax } = search
  const more = [dataSource, peopleMin, peopleMax].filter((each) => each !== null).length
  const [isOpen, setOpen] = useState(more > 0)
  const paused = useCount({ ...search, status: 'paused' })
  const unmapped = useCount({ ...search, mapped: 'no' })

  return (
    <search className="mt-4.5 mb-3 grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label="Search segments"
          placeholder="Search name, id or integration code"
          value={search.q}
          onSearch={(text) => onChange({ q: text })}
          className="w-full sm:w-84"
        />
        <div className="w-full sm:w-72 lg:hidden">
          <Suspense fallback={<Skeleton className="h-9.25 w-full" />}>
            <FolderCombobox
              label="Folder"
              isLabelHidden
              isOptional
              placeholder="All folders"
              emptyText="No folder has this name"
              items={folders.map(({ path, count }) => ({
                id: JSON.stringify(path),
                name: path.join(' › '),
                detail: formatNumber(count),
              }))}
              value={search.folder.length > 0 ? JSON.stringify(search.folder) : null}
              onChange={(key) => {
                const found = folders.find(({ path }) => JSON.stringify(path) === key)
                onChange({ folder: found?.path ?? [] })
              }}
            />
          </Suspense>
        </div>
        <Chip
          isSelected={status === 'active'}
          onClick={() => onChange({ status: status === 'active' ? null : 'active' })}
        >
          Active
        </Chip>
        <Chip
          isSelected={status === 'paused'}
          onClick={() => onChange({ status: status === 'paused' ? null : 'paused' })}
        >
          Paused{paused}
        </Chip>
        <Chip
          isSelected={mapped === 'yes'}
          onClick={() => onChange({ mapped: mapped === 'yes' ? null : 'yes' })}
        >
          Mapped
        </Chip>
        <Chip
          isSelected={mapped === 'no'}
          onClick={() => onChange({ mapped: mapped === 'no' ? null : 'no' })}
        >
          Mapped nowhere{unmapped}
        </Chip>
        <Chip
          aria-expanded={isOpen}
          aria-controls="segment-more-filters"
          isActive={more > 0}
          onClick={() => setOpen(!isOpen)}
        >
          {more > 0 ? `More filters · ${more}` : 'More filters'}
          <ChevronDown aria-hidden="true" className={cx('size-3.5', isOpen && 'rotate-180')} />
        </Chip>
        {isFiltered(search) && (
          <TextButton
            onClick={() => {
              onChange(NO_FILTERS)
              focusHeading()
            }}
          >
            Clear filters
          </TextButton>
        )}
      </div>
      <div
        id="segment-more-filters"
        hidden={!isOpen}
        className={cx(isOpen && 'flex flex-wrap items-start gap-x-3 gap-y-2.5')}
      >
        {isOpen && <MoreFilters search={search} onChange={onChange} />}
      </div>
    </search>
  )
}

/** How many a filter would show, for the words on its chip; nothing while that is not known. */
function useCount(search: SegmentSearch): string {
  const { query } = segmentListInput(search)
  const { data } = useQuery({
    ...q('segmentList', { query: { ...query, limit: 1 } }),
    placeholderData: keepPreviousData,
  })
  return data ? ` · ${formatNumber(data.total)}` : ''
}

function MoreFilters({ search, onChange }: Omit<FiltersProps, 'folders'>) {
  const { peopleMin, peopleMax } = search
  const sources = useQuery(q('dataSourceList', {}))
  const isReversed = peopleMin !== null && peopleMax !== null && peopleMin > peopleMax
  return (
    <>
      <PeopleField
        label="People, at least"
        value={peopleMin}
        error={undefined}
        onChange={(value) => onChange({ peopleMin: value })}
      />
      <PeopleField
        label="People, at most"
        value={peopleMax}
        error={isReversed ? 'Less than the least: nothing can match.' : undefined}
        onChange={(value) => onChange({ peopleMax: value })}
      />
      <div className="w-full sm:w-72">
        <Suspense fallback={<Skeleton className="h-15 w-full" />}>
          {sources.isPending ? (
            <Skeleton className="h-15 w-full" />
          ) : (
            <SourceCombobox
              label="Data source"
              isOptional
              placeholder="Any data source"
              emptyText="No data source has this name"
              description="The source that the segment itself belongs to."
              error={
                sources.isError
                  ? `The data sources could not be read: ${describeError(sources.error).title}.`
                  : undefined
              }
              items={(sources.data?.items ?? []).map(({ id, name }) => ({
                id,
                name,
                detail: String(id),
              }))}
              value={search.dataSource}
              onChange={(dataSource) => onChange({ dataSource })}
            />
          )}
        </Suspense>
      </div>
    </>
  )
}
