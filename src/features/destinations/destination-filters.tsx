import { ChevronDown } from 'lucide-react'
import { DestinationType } from '../../contract/destination/destination.ts'
import { TYPE_NAME } from '../../domain/destination-types.ts'
import { formatNumber } from '../../lib/format.ts'
import { Chip } from '../../ui/chip.tsx'
import { LazyMenu } from '../../ui/lazy-menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { isFiltered, ListedStatus, type ListSearch, withoutFilters } from './list-search.ts'
import { STATUS_NAME } from './status-words.ts'

type FiltersProps = {
  search: ListSearch
  /** How many destinations need attention; null: not known yet. */
  attention: number | null
  onChange: (search: ListSearch) => void
}

/** Search and filters of the list; usable whatever the list itself is doing. */
export function DestinationFilters({ search, attention, onChange }: FiltersProps) {
  return (
    <search className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Search destinations"
        placeholder="Search name, description or id"
        value={search.q}
        onSearch={(q) => onChange({ ...search, q })}
        className="w-full sm:w-72"
      />
      <FilterMenu
        label="Status"
        names={STATUS_NAME}
        options={ListedStatus.options}
        selected={search.status}
        onChange={(status) => onChange({ ...search, status })}
      />
      <FilterMenu
        label="Type"
        names={TYPE_NAME}
        options={DestinationType.options}
        selected={search.type}
        onChange={(type) => onChange({ ...search, type })}
      />
      <Chip
        isSelected={search.attention}
        onClick={() => onChange({ ...search, attention: !search.attention })}
      >
        Needs attention{attention === null ? '' : ` · ${formatNumber(attention)}`}
      </Chip>
      {isFiltered(search) && (
        <TextButton onClick={() => onChange(withoutFilters(search))}>Clear filters</TextButton>
      )}
    </search>
  )
}

/** A chip with a menu in which any number of words can be chosen; none restricts nothing. */
function FilterMenu<T extends string>({
  label,
  names,
  options,
  selected,
  onChange,
}: {
  label: string
  names: Record<T, string>
  options: readonly T[]
  selected: readonly T[]
  onChange: (selected: T[]) => void
}) {
  const words = selected.map((value) => names[value].toLowerCase()).join(', ')
  return (
    <LazyMenu
      label={label}
      choice={{
        mode: 'multiple',
        options: options.map((value) => ({ value, label: names[value] })),
        selected,
        onChange: (values) => onChange(options.filter((value) => values.includes(value))),
      }}
      trigger={(props) => (
        <Chip {...props} isActive={selected.length > 0}>
          {words ? `${label}: ${words}` : label}
          <ChevronDown aria-hidden="true" className="size-3.5" />
        </Chip>
      )}
    />
  )
}
