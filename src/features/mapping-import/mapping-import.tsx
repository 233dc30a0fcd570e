import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type LoaderFunctionArgs, useParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { q, queryClient } from '../../api/query.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingImportApplied, MappingImportPlan } from '../../contract/mapping-import.ts'
import { destinationIdOf } from '../../destination-id.ts'
import { displayName } from '../../domain/destination-types.ts'
import {
  COLUMN_ROLE_NAMES,
  columnRoles,
  EMPTY_WORD,
  NEVER_WORD,
  rolesProblem,
} from '../../domain/mapping-import/table.ts'
import { formatNumber } from '../../lib/format.ts'
import { decodeText, fileProblem, readingProblem, readTable } from '../../lib/read-table.ts'
import { ColumnTable } from '../../parts/import/column-table.tsx'
import { dataRows } from '../../parts/import/loaded-table.ts'
import { pastedMappingsKey } from '../../parts/import/pasted-mappings.ts'
import { ReadingProgress } from '../../parts/import/reading-progress.tsx'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { focusHeading } from '../../ui/focus-heading.ts'
import { ProgressBar } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TableSource } from '../../ui/table-source.tsx'
import { AcceptedColumns, exampleRows } from './accepted-columns.tsx'
import { type CheckedTable, ImportDiff } from './import-diff.tsx'
import { ImportDone } from './import-done.tsx'
import { type ImportTable, loadedTable, readRows } from './import-table.ts'
import {
  forgetFile,
  forgetSource,
  keepSource,
  keptSource,
  pastedRows,
  type Source,
} from './kept-source.ts'

type Flow =
  | { step: 'choose'; problem: string | null }
  | { step: 'reading'; share: number }
  | { step: 'columns'; table: ImportTable; problem: string | null }
  /** `share` of the rows that are made; null: the server compares them. */
  | { step: 'checking'; table: ImportTable; share: number | null }
  | { step: 'diff'; checked: CheckedTable }
  | { step: 'done'; checked: CheckedTable; result: MappingImportApplied }

const START: Flow = { step: 'choose', problem: null }

/** Of a table in which no row can be understood. */
const NOTHING: MappingImportPlan = {
  change: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  rejected: [],
  diff: [],
}

export async function loader({ params }: LoaderFunctionArgs) {
  const destinationId = destinationIdOf(params)
  await queryClient.ensureQueryData(q('destinationView', { params: { destinationId } }))
  return null
}

/** From a file or pasted rows to mappings; nothing is written before the person has seen what. */
export default function MappingImport() {
  const destinationId = destinationIdOf(useParams())
  const input = { params: { destinationId } }
  const destination = useSuspenseQuery(q('destinationView', input)).data
  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[
              { label: 'Destinations', to: paths.destinations() },
              { label: displayName(destination), to: paths.destination(destinationId) },
              { label: 'Segment mappings', to: paths.builder(destinationId, 'segment-mappings') },
              { label: 'Import' },
            ]}
          />
        }
      />
      <PageMain>
        <PageHeader
          title="Import mappings"
          description="From a CSV or TSV file, or rows copied from a spreadsheet. Nothing is written before you have seen what will change."
        />
        <Card className="mt-5 max-w-6xl px-4 py-5 sm:px-6">
          <Steps key={destinationId} destination={destination} />
        </Card>
      </PageMain>
    </>
  )
}

function Steps({ destination }: { destination: Destination }) {
  const { id } = destination
  // What waits to be imported is read at once: the grid's paste hands it over, or the page was reloaded.
  const [waiting] = useState(() => keptSource(id))
  const [flow, setFlow] = useState<Flow>(waiting ? { step: 'reading', share: 0 } : START)
  const working = useRef<AbortController | null>(null)
  const table = 'table' in flow ? flow.table : null

  /** Reads a text into a table; the one that is being read already is given up. */
  async function read(find: () => Promise<Source>): Promise<void> {
    working.current?.abort()
    const control = new AbortController()
    working.current = control
    setFlow({ step: 'reading', share: 0 })
    try {
      const source = await find()
      const onProgress = (share: number) => setFlow({ step: 'reading', share })
      const result = await readTable(source.text, onProgress, control.signal)
      const isKept = keepSource(id, source)
      setFlow({
        step: 'columns',
        table: loadedTable(destination, source, result, isKept),
        problem: null,
      })
    } catch (error) {
      if (working.current !== control) return
      setFlow(control.signal.aborted ? START : { step: 'choose', problem: readingProblem(error) })
    }
  }

  // Reading takes time and shows how far it is, so it begins once the page is there.
  useEffect(() => {
    if (waiting) void read(() => Promise.resolve(waiting))
    return () => working.current?.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- once, for what was there when the page was opened
  }, [waiting])

  function readFile(file: File): void {
    const problem = fileProblem(file)
    if (problem) {
      setFlow({ step: 'choose', problem })
      return
    }
    void read(async () => ({
      from: 'import',
      name: file.name,
      ...decodeText(new Uint8Array(await file.arrayBuffer())),
    }))
  }

  function readText(text: string): void {
    const problem = fileProblem({ name: 'What was pasted', size: text.length })
    if (problem) setFlow({ step: 'choose', problem })
    else void read(() => Promise.resolve(pastedRows(text)))
  }

  async function check(given: ImportTable): Promise<void> {
    const control = new AbortController()
    working.current = control
    setFlow({ step: 'checking', table: given, share: 0 })
    try {
      const data = dataRows(given)
      const onProgress = (share: number) =>
        setFlow({ step: 'checking', table: given, share: share < 1 ? share : null })
      const { rows, rejected } = await readRows(
        data,
        given.roles,
        destination,
        onProgress,
        control.signal,
      )
      const request = { params: { destinationId: id }, body: { rows, from: given.from } }
      const plan =
        rows.length === 0
          ? NOTHING
          : await call('mappingImportPreview', request, { signal: control.signal })
      const all = [...rejected, ...plan.rejected].toSorted((a, b) => a.line - b.line)
      setFlow({
        step: 'diff',
        checked: { table: given, rows, total: data.length, plan: { ...plan, rejected: all } },
      })
    } catch (error) {
      if (working.current !== control) return
      const { title, detail } = describeError(error)
      setFlow({
        step: 'columns',
        table: given,
        problem: control.signal.aborted
          ? null
          : `The rows could not be checked: ${title}. ${detail}`,
      })
    }
  }

  function startAnew(): void {
    setFlow(START)
    // The first step has no heading of its own.
    focusHeading()
  }

  function change(changes: Partial<ImportTable>): void {
    if (table) setFlow({ step: 'columns', table: { ...table, ...changes }, problem: null })
  }

  switch (flow.step) {
    case 'choose':
      return (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <AcceptedColumns destination={destination} />
          <TableSource
            problem={flow.problem}
            keptAs={pastedMappingsKey(id)}
            placeholder={exampleRows(destination)}
            description="With the header row, if there is one."
            onFile={readFile}
            onText={readText}
          />
        </div>
      )
    case 'reading':
      return <ReadingProgress share={flow.share} onCancel={() => working.current?.abort()} />
    case 'columns':
      return (
        <ColumnTable
          table={flow.table}
          options={columnRoles(destination.configuration).map((value) => ({
            value,
            label: COLUMN_ROLE_NAMES[value],
          }))}
          note={<TableNote destination={destination} table={flow.table} />}
          wrong={rolesProblem(flow.table.roles, dataRows(flow.table).length)}
          problem={flow.problem}
          onRole={(column, role) => change({ roles: flow.table.roles.with(column, role) })}
          onHeader={(hasHeader) => change({ hasHeader })}
          onBack={() => {
            forgetFile(id)
            startAnew()
          }}
          onCheck={() => void check(flow.table)}
        />
      )
    case 'checking': {
      const label = `Checking ${formatNumber(dataRows(flow.table).length)} rows`
      const cancel = () => working.current?.abort()
      return flow.share === null ? (
        <div className="grid justify-items-start gap-4">
          <div className="w-full">
            <ProgressBar label={label} value={null} />
          </div>
          <Button onClick={cancel}>Cancel</Button>
        </div>
      ) : (
        <ReadingProgress label={label} share={flow.share} onCancel={cancel} />
      )
    }
    case 'diff': {
      const { checked } = flow
      return (
        <ImportDiff
          destination={destination}
          checked={checked}
          onBack={() => setFlow({ step: 'columns', table: checked.table, problem: null })}
          onCheckAgain={() => void check(checked.table)}
          onApplied={(result) => {
            forgetSource(id)
            setFlow({ step: 'done', checked, result })
          }}
        />
      )
    }
    case 'done':
      return (
        <ImportDone
          destination={destination}
          checked={flow.checked}
          result={flow.result}
          onRestart={startAnew}
        />
      )
  }
}

/** What cells that are empty mean, and what is special about a table. */
function TableNote({ destination, table }: { destination: Destination; table: ImportTable }) {
  return (
    <>
      An empty cell leaves what is stored as it is; a new mapping {newMappingWords(destination)}.
      Write <code className="font-mono">{EMPTY_WORD}</code> to empty a field, and{' '}
      <code className="font-mono">{NEVER_WORD}</code> where there is no end.
      {!table.isKept && (
        <div className="mt-2">
          <Notice tone="info">
            The table is too large for this browser to keep: after a reload, it must be given again.
          </Notice>
        </div>
      )}
    </>
  )
}

function newMappingWords({ autoFill }: Destination): string {
  switch (autoFill) {
    case 'off':
      return 'starts today then, and never ends'
    case 'segment-id':
      return 'then gets the segment’s id as its value, starts today and never ends'
    case 'integration-code':
      return 'then gets the segment’s integration code as its value, starts today and never ends'
  }
}
