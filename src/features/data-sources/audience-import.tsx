import * as z from 'zod/mini'
import { useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import type { AudienceModelImportResult } from '../../contract/audience-model.ts'
import {
  AUDIENCE_TABLES,
  type AudienceKind,
  audienceRowsFromTable,
} from '../../domain/audience-model-table.ts'
import { forgetText } from '../../lib/kept-text.ts'
import { formatNumber } from '../../lib/format.ts'
import {
  decodeText,
  type DecodedText,
  fileProblem,
  readingProblem,
  readTable,
} from '../../lib/read-table.ts'
import { ReadingProgress } from '../../parts/import/reading-progress.tsx'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { ProgressBar } from '../../ui/meter.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { TableSource } from '../../ui/table-source.tsx'
import { AcceptedHeaders } from './accepted-headers.tsx'
import { AudienceImportPreview, type CheckedTable } from './audience-import-preview.tsx'

type Flow =
  | { step: 'choose'; problem: string | null }
  | { step: 'reading'; share: number }
  | { step: 'checking'; count: number }
  | { step: 'preview'; table: CheckedTable }
  | { step: 'done'; result: AudienceModelImportResult }

const START: Flow = { step: 'choose', problem: null }

const Kind = z.catch(z.enum(['dataSources', 'traits', 'mergeRules', 'segmentRules']), 'dataSources')

const KINDS = [
  {
    value: 'dataSources',
    label: 'Data sources',
    description: 'Their names, kinds and export controls.',
  },
  { value: 'traits', label: 'Traits', description: 'Each with the data source it belongs to.' },
  {
    value: 'mergeRules',
    label: 'Merge rules',
    description: 'Their own controls, and the data sources they use.',
  },
  {
    value: 'segmentRules',
    label: 'Segment rules',
    description: 'Which traits, segments and merge rule a segment is made of.',
  },
] as const satisfies { value: AudienceKind; label: string; description: string }[]

/** Where pasted rows are kept until they are imported. */
function keptAs(kind: AudienceKind): string {
  return `destination-builder.unsaved.pasted-${kind}`
}

/** From a file or pasted rows to what segments are made of; nothing is written before it was seen. */
export default function AudienceImport() {
  const [parameters, setParameters] = useSearchParams()
  const kind = Kind.parse(parameters.get('kind'))
  const [flow, setFlow] = useState(START)
  const reading = useRef<AbortController | null>(null)

  async function read(text: () => Promise<DecodedText>): Promise<void> {
    const control = new AbortController()
    reading.current = control
    setFlow({ step: 'reading', share: 0 })
    try {
      const decoded = await text()
      const { rows } = await readTable(
        decoded.text,
        (share) => setFlow({ step: 'reading', share }),
        control.signal,
      )
      const parsed = audienceRowsFromTable(kind, rows)
      if ('problem' in parsed) {
        setFlow({ step: 'choose', problem: parsed.problem })
        return
      }
      setFlow({ step: 'checking', count: parsed.count })
      await check({ kind, table: rows, ...parsed })
    } catch (error) {
      setFlow(control.signal.aborted ? START : { step: 'choose', problem: readingProblem(error) })
    }
  }

  async function check({ rejected, ...table }: Omit<CheckedTable, 'result'> & Rejected) {
    try {
      const result = await call('audienceModelImportPreview', { body: table.rows })
      const all = [...rejected, ...result.rejected].toSorted((a, b) => a.line - b.line)
      setFlow({ step: 'preview', table: { ...table, result: { ...result, rejected: all } } })
    } catch (error) {
      const { title, detail } = describeError(error)
      setFlow({ step: 'choose', problem: `The rows could not be checked: ${title}. ${detail}` })
    }
  }

  function readFile(file: File): void {
    const problem = fileProblem(file)
    if (problem) setFlow({ step: 'choose', problem })
    else void read(async () => decodeText(new Uint8Array(await file.arrayBuffer())))
  }

  const { columns } = AUDIENCE_TABLES[kind]
  const example = [
    columns.map(({ headers }) => headers[0]).join('\t'),
    columns.map((column) => column.example).join('\t'),
  ].join('\n')

  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[{ label: 'Data sources', to: paths.dataSources() }, { label: 'Import' }]}
          />
        }
      />
      <PageMain>
        <PageHeader
          title="Import data sources, traits and rules"
          description="From a CSV or TSV file, or rows copied from a spreadsheet. Nothing is written before you have seen what will change."
        />
        <Card className="mt-5 max-w-5xl px-4 py-5 sm:px-6">
          {flow.step === 'choose' && (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
              <RadioCards
                label="What the rows are"
                options={KINDS}
                value={kind}
                onChange={(chosen) => {
                  setFlow(START)
                  setParameters({ kind: chosen }, { replace: true, preventScrollReset: true })
                }}
              />
              <AcceptedHeaders kind={kind} />
              <TableSource
                key={kind}
                problem={flow.problem}
                keptAs={keptAs(kind)}
                placeholder={example}
                description="With the header row."
                onFile={readFile}
                onText={(text) => void read(() => Promise.resolve({ text, encoding: 'pasted' }))}
              />
            </div>
          )}
          {flow.step === 'reading' && (
            <ReadingProgress share={flow.share} onCancel={() => reading.current?.abort()} />
          )}
          {flow.step === 'checking' && (
            <ProgressBar label={`Checking ${formatNumber(flow.count)} rows`} value={null} />
          )}
          {flow.step === 'preview' && (
            <AudienceImportPreview
              checked={flow.table}
              onBack={() => setFlow(START)}
              onApplied={(result) => {
                forgetText(keptAs(kind))
                setFlow({ step: 'done', result })
              }}
            />
          )}
          {flow.step === 'done' && (
            <div className="grid justify-items-start gap-4">
              <h2 className="text-md font-bold">Imported</h2>
              <output>
                {formatNumber(flow.result[kind].created)} created,{' '}
                {formatNumber(flow.result[kind].changed)} changed,{' '}
                {formatNumber(flow.result[kind].unchanged)} unchanged.
              </output>
              <div className="flex flex-wrap gap-2.5">
                <LinkButton
                  variant="primary"
                  to={kind === 'segmentRules' ? paths.segments() : listOf(kind)}
                >
                  See the {kind === 'segmentRules' ? 'segments' : AUDIENCE_TABLES[kind].name}
                </LinkButton>
                <Button onClick={() => setFlow(START)}>Import more</Button>
              </div>
            </div>
          )}
        </Card>
      </PageMain>
    </>
  )
}

type Rejected = Pick<AudienceModelImportResult, 'rejected'>

function listOf(kind: Exclude<AudienceKind, 'segmentRules'>): string {
  switch (kind) {
    case 'dataSources':
      return paths.dataSources()
    case 'traits':
      return paths.traits()
    case 'mergeRules':
      return paths.mergeRules()
  }
}
