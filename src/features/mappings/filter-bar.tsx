import { useQuery } from '@tanstack/react-query'
import { ChevronDown, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { CallOutput } from '../../api/client.ts'
import { q } from '../../api/query.ts'
import { MAPPING_STATES } from '../../contract/mapping-filter.ts'
import { SegmentStatus } from '../../contract/segment.ts'
import { Chip } from '../../ui/chip.tsx'
import { focusHeading } from '../../ui/focus-heading.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { LazyMenu } from '../../ui/lazy-menu.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import {
  dateChoices,
  type FilterChoice,
  filterWords,
  stateChoices,
  valueChoices,
} from './filter-choices.ts'
import type { MappingSearch } from './mapping-search.ts'

const PeopleFilter = lazyDialog(() => import('./people-filter.tsx').then((m) => m.PeopleFilter))

type FilterProps = {
  search: MappingSearch
  counts: CallOutput<'mappingCountView'> | undefined
  onSearch: (changes: Partial<MappingSearch>) => void
}

/** What restricts the rows, besides the search and the folder: each a menu, with what is set in words. */
export function FilterBar({
  search,
  counts,
  onSearch,
  isAnySet,
  onClear,
}: FilterProps & { isAnySet: boolean; onClear: () => void }) {
  return (
    <>
      {search.view === 'available' ? (
        <StatusFilter search={search} onSearch={onSearch} />
      ) : (
        <MappingFilters search={search} counts={counts} onSearch={onSearch} />
      )}
      <SourceFilter search={search} onSearch={onSearch} />
      <People search={search} onSearch={onSearch} />
      {isAnySet && (
        <TextButton
          className="text-sm"
          onClick={() => {
            // The button goes away.
            focusHeading()
            onClear()
          }}
        >
          Clear filters
        </TextButton>
      )}
    </>
  )
}

function MappingFilters({ search, counts, onSearch }: FilterProps) {
  const words = filterWords(search)
  const dates = dateChoices(counts)
  const values = valueChoices(counts)
  const chosenOf = (choices: readonly FilterChoice[]): string[] =>
    choices.filter(({ set }) => isSet(search, set)).map(({ value }) => value)
  const choose = (choices: readonly FilterChoice[], none: Partial<MappingSearch>) => {
    return ([value]: string[]) =>
      onSearch(choices.find((choice) => choice.value === value)?.set ?? none)
  }
  const noDates = { endsWithin: null, ...(words.dates && !words.state && { states: [] }) }
  const noValue = { value: null, ...(words.value && !words.state && { states: [] }) }
  return (
    <>
      <FilterMenu
        name="State"
        words={words.state}
        onRemove={() => onSearch({ states: [] })}
        choice={{
          mode: 'multiple',
          options: stateChoices(counts, search.states),
          selected: search.states,
          onChange: (chosen) =>
            onSearch({ states: MAPPING_STATES.filter((state) => chosen.includes(state)) }),
        }}
      />
      <FilterMenu
        name="Dates"
        words={words.dates}
        onRemove={() => onSearch(noDates)}
        choice={{
          mode: 'single',
          options: dates,
          selected: chosenOf(dates),
          onChange: choose(dates, noDates),
        }}
      />
      <FilterMenu
        name="Value"
        words={words.value}
        onRemove={() => onSearch(noValue)}
        choice={{
          mode: 'single',
          options: values,
          selected: chosenOf(values),
          onChange: choose(values, noValue),
        }}
      />
    </>
  )
}

/** Whether a search is as a choice makes it. */
function isSet(search: MappingSearch, set: Partial<MappingSearch>): boolean {
  const states = set.states ?? []
  return (
    (set.endsWithin ?? null) === ('endsWithin' in set ? search.endsWithin : null) &&
    (set.value ?? null) === ('value' in set ? search.value : null) &&
    (states.length === 0 || states.join() === search.states.join())
  )
}

function StatusFilter({ search, onSearch }: Omit<FilterProps, 'counts'>) {
  return (
    <FilterMenu
      name="Status"
      words={search.status === null ? null : STATUS_NAMES[search.status]}
      onRemove={() => onSearch({ status: null })}
      choice={{
        mode: 'single',
        options: SegmentStatus.options.map((value) => ({ value, label: STATUS_NAMES[value] })),
        selected: search.status === null ? [] : [search.status],
        onChange: ([value]) =>
          onSearch({ status: SegmentStatus.options.find((status) => status === value) ?? null }),
      }}
    />
  )
}

const STATUS_NAMES = { active: 'Active', paused: 'Paused' } as const

function SourceFilter({ search, onSearch }: Omit<FilterProps, 'counts'>) {
  const sources = useQuery(q('dataSourceList', {})).data?.items ?? []
  if (sources.length === 0 && search.dataSource === null) return null
  const chosen = sources.find(({ id }) => id === search.dataSource)
  return (
    <FilterMenu
      name="Data source"
      words={search.dataSource === null ? null : (chosen?.name ?? `Source ${search.dataSource}`)}
      onRemove={() => onSearch({ dataSource: null })}
      choice={{
        mode: 'single',
        options: sources.map(({ id, name }) => ({ value: String(id), label: name })),
        selected: search.dataSource === null ? [] : [String(search.dataSource)],
        onChange: ([id]) => onSearch({ dataSource: id === undefined ? null : Number(id) }),
      }}
    />
  )
}

function People({ search, onSearch }: Omit<FilterProps, 'counts'>) {
  const [isOpen, setIsOpen] = useState(false)
  const { people } = filterWords(search)
  return (
    <>
      <SetFilter words={people} onRemove={() => onSearch({ peopleMin: null, peopleMax: null })}>
        <Chip
          isActive={people !== null}
          aria-haspopup="dialog"
          onPointerEnter={PeopleFilter.preload}
          onFocus={PeopleFilter.preload}
          onClick={() => setIsOpen(true)}
          className="max-w-64"
        >
          <span className="truncate">{people ?? 'People'}</span>
          <ChevronDown aria-hidden="true" className="size-3.5 flex-none" />
        </Chip>
      </SetFilter>
      {isOpen && (
        <PeopleFilter.Dialog
          least={search.peopleMin}
          most={search.peopleMax}
          onSet={(least, most) => {
            setIsOpen(false)
            onSearch({ peopleMin: least, peopleMax: most })
          }}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  )
}

type Choice = {
  mode: 'single' | 'multiple'
  options: readonly { value: string; label: string }[]
  selected: readonly string[]
  onChange: (selected: string[]) => void
}

function FilterMenu({
  name,
  words,
  onRemove,
  choice,
}: {
  name: string
  /** What is set; null: nothing. */
  words: string | null
  onRemove: () => void
  choice: Choice
}) {
  return (
    <SetFilter words={words} onRemove={onRemove}>
      <LazyMenu
        label={`Filter by ${name.toLowerCase()}`}
        choice={choice}
        trigger={(props) => (
          <Chip
            {...props}
            isActive={words !== null}
            aria-label={words === null ? `${name}: any` : `${name}: ${words}`}
            className="max-w-64"
          >
            <span className="truncate">{words ?? name}</span>
            <ChevronDown aria-hidden="true" className="size-3.5 flex-none" />
          </Chip>
        )}
      />
    </SetFilter>
  )
}

/** A filter's chip, and the way to take off what is set. */
function SetFilter({
  words,
  onRemove,
  children,
}: {
  words: string | null
  onRemove: () => void
  children: ReactNode
}) {
  return (
    <span className="inline-flex max-w-full items-center">
      {children}
      {words !== null && (
        <IconButton
          label={`Remove filter: ${words}`}
          className="size-6 [&_svg]:size-3.5"
          onClick={({ currentTarget }) => {
            // This button goes away; the filter's chip stays.
            currentTarget.parentElement?.querySelector('button')?.focus()
            onRemove()
          }}
        >
          <X />
        </IconButton>
      )}
    </span>
  )
}
