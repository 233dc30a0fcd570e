import { useReducer, useRef } from 'react'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import {
  COLUMN_ROLE_NAMES,
  COLUMN_ROLES,
  rolesProblem,
  rowsFromTable,
} from '../../domain/segment-import/table.ts'
import { formatNumber } from '../../lib/format.ts'
import {
  decodeText,
  DELIMITER_NAMES,
  fileProblem,
  readingProblem,
  readTable,
} from '../../lib/read-table.ts'
import { ColumnTable } from '../../parts/import/column-table.tsx'
import { dataRows } from '../../parts/import/loaded-table.ts'
import { ReadingProgress } from '../../parts/import/reading-progress.tsx'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { ProgressBar } from '../../ui/meter.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TableSource } from '../../ui/table-source.tsx'
import { importFlow, type LoadedTable, START } from './import-flow.ts'
import { ImportPreview, PASTED_ROWS } from './import-preview.tsx'
import { MappedByRules } from './mapped-by-rules.tsx'

const ROLE_OPTIONS = COLUMN_ROLES.map((value) => ({ value, label: COLUMN_ROLE_NAMES[value] }))

/** From a file or pasted rows to segments; nothing is written before the person has seen what. */
export default function SegmentImport() {
  const [flow, act] = useReducer(importFlow, START)
  const reading = useRef<AbortController | null>(null)

  async function read(source: string, text: () => Promise<{ text: string; encoding: string }>) {
    const control = new AbortController()
    reading.current = control
    act({ type: 'reading', share: 0 })
    try {
      const decoded = await text()
      const { rows, delimiter } = await readTable(
        decoded.text,
        (share) => act({ type: 'reading', share }),
        control.signal,
      )
      const format = `${DELIMITER_NAMES[delimiter] ?? delimiter}-separated, ${decoded.encoding}`
      act({ type: 'read', source, format, rows })
    } catch (error) {
      if (control.signal.aborted) act({ type: 'restart' })
      else act({ type: 'refused', problem: readingProblem(error) })
    }
  }

  function readFile(file: File): void {
    const problem = fileProblem(file)
    if (problem) {
      act({ type: 'refused', problem })
      return
    }
    void read(file.name, async () => decodeText(new Uint8Array(await file.arrayBuffer())))
  }

  async function check(table: LoadedTable): Promise<void> {
    act({ type: 'check' })
    const { rows, rejected } = rowsFromTable(dataRows(table), table.roles)
    try {
      const result = await call('segmentImportPreview', { body: { rows } })
      const all = [...rejected, ...result.rejected].toSorted((a, b) => a.line - b.line)
      act({ type: 'checked', result: { ...result, rejected: all } })
    } catch (error) {
      const { title, detail } = describeError(error)
      act({ type: 'check-failed', problem: `${title}. ${detail}` })
    }
  }

  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[{ label: 'Segments', to: paths.segments() }, { label: 'Import segments' }]}
          />
        }
      />
      <PageMain>
        <PageHeader
          title="Import segments"
          description="From a CSV or TSV file, or rows copied from a spreadsheet. Nothing is written before you have seen what will change."
        />
        <Card className="mt-5 max-w-5xl px-4 py-5 sm:px-6">
          {flow.step === 'choose' && (
            <TableSource
              problem={flow.problem}
              keptAs={PASTED_ROWS}
              placeholder={'id\tname\tfolder\n1021\tAdventure travel\tInterest / Travel'}
              description="With the header row, if there is one."
              onFile={readFile}
              onText={(text) =>
                void read('Pasted rows', () => Promise.resolve({ text, encoding: 'pasted' }))
              }
            />
          )}
          {flow.step === 'reading' && (
            <ReadingProgress share={flow.share} onCancel={() => reading.current?.abort()} />
          )}
          {flow.step === 'columns' && (
            <ColumnTable
              table={flow.table}
              options={ROLE_OPTIONS}
              note={
                !flow.table.roles.includes('id') &&
                'Without an id column, new segments get ids by themselves.'
              }
              wrong={
                rolesProblem(flow.table.roles) ??
                (dataRows(flow.table).length === 0 ? 'There is only a header.' : null)
              }
              problem={flow.problem}
              onRole={(column, role) => act({ type: 'role', column, role })}
              onHeader={(hasHeader) => act({ type: 'header', hasHeader })}
              onBack={() => act({ type: 'back' })}
              onCheck={() => void check(flow.table)}
            />
          )}
          {flow.step === 'checking' && (
            <ProgressBar
              label={`Checking ${formatNumber(dataRows(flow.table).length)} rows`}
              value={null}
            />
          )}
          {flow.step === 'preview' && (
            <ImportPreview
              table={flow.table}
              result={flow.result}
              onBack={() => act({ type: 'back' })}
              onApplied={(result) => act({ type: 'applied', result })}
            />
          )}
          {flow.step === 'done' && (
            <div className="grid justify-items-start gap-4">
              <h2 className="text-md font-bold">Imported</h2>
              <output>
                {formatNumber(flow.result.created)} created, {formatNumber(flow.result.changed)}{' '}
                changed, {formatNumber(flow.result.unchanged)} unchanged.
              </output>
              <MappedByRules title="Mapped by rule" mapped={flow.result.mappedByRule} />
              <div className="flex flex-wrap gap-2.5">
                <LinkButton variant="primary" to={paths.segments()}>
                  See the segments
                </LinkButton>
                <LinkButton to={paths.destinations()}>Go to destinations</LinkButton>
                <Button variant="ghost" onClick={() => act({ type: 'restart' })}>
                  Import more
                </Button>
              </div>
            </div>
          )}
        </Card>
      </PageMain>
    </>
  )
}
