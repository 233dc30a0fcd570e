import { Upload } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiError, describeError } from '../../api/api-error.ts'
import { invalidate } from '../../api/query.ts'
import { useCreate } from '../../api/use-create.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { readVisitorFile } from '../../domain/visitor-import.ts'
import { formatNumber, plural } from '../../lib/format.ts'
import { paths } from '../../paths.ts'
import { PageMain, TopBar } from '../../ui/app-shell.tsx'
import { Breadcrumb } from '../../ui/breadcrumb.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { toast } from '../../ui/toast.ts'
import { EXAMPLE } from './example.ts'

/** Where the text is kept until it is imported: it survives a reload. */
const KEPT_AS = 'destination-builder.unsaved.pasted-visitors'
const FILE_MAX = 4 * 1024 * 1024

function keep(text: string): void {
  try {
    sessionStorage.setItem(KEPT_AS, text)
  } catch {
    // More than the browser keeps: the text stays on the page.
    sessionStorage.removeItem(KEPT_AS)
  }
}

/** Visitors from JSON: what is wrong is named at its place, and put right in the text itself. */
export default function VisitorImport() {
  const [text, setText] = useState(() => sessionStorage.getItem(KEPT_AS) ?? '')
  const [fileProblem, setFileProblem] = useState<string | null>(null)
  const current = useDeferredValue(text)
  const file = current.trim() === '' ? null : readVisitorFile(current)
  const navigate = useNavigate()
  const apply = useCreate('visitorImport', {
    onSuccess: async ({ items }) => {
      sessionStorage.removeItem(KEPT_AS)
      await invalidate('visitorList', 'accountView')
      toast({ tone: 'ok', message: `${plural(items.length, 'visitor')} imported` })
      await navigate(paths.visitors())
    },
  })

  function change(next: string): void {
    setText(next)
    keep(next)
    setFileProblem(null)
    // What the server refused was another text.
    apply.reset()
  }

  async function open(chosen: File): Promise<void> {
    if (chosen.size > FILE_MAX) {
      setFileProblem(`${chosen.name} has more than 4 MB. Import it in parts.`)
      return
    }
    change(await chosen.text())
  }

  const refused = apply.error instanceof ApiError ? (apply.error.problem?.errors ?? []) : []
  const problems = file && file.problems.length > 0 ? file.problems : refused

  return (
    <>
      <TopBar
        start={
          <Breadcrumb
            items={[{ label: 'Visitors', to: paths.visitors() }, { label: 'Import visitors' }]}
          />
        }
      />
      <PageMain>
        <PageHeader
          title="Import visitors"
          description="From JSON, as a file or pasted. All of them are created, or none."
        />
        <Card className="mt-5 grid max-w-5xl gap-5 px-4 py-5 sm:px-6">
          {fileProblem && (
            <Notice tone="bad" isLive>
              {fileProblem}
            </Notice>
          )}
          <FileChooser onFile={(chosen) => void open(chosen)} />
          <TextArea
            label="Or paste JSON"
            isMono
            rows={10}
            spellCheck={false}
            placeholder={EXAMPLE}
            value={text}
            onChange={({ currentTarget }) => change(currentTarget.value)}
          />
          <details className="text-sm">
            <summary className="ring-focus w-fit cursor-pointer rounded-small text-ink-2">
              The format, with an example
            </summary>
            <div className="mt-2 flex items-start gap-2 rounded-control bg-sunken px-3 py-2.5">
              <pre className="min-w-0 grow overflow-x-auto font-mono">{EXAMPLE}</pre>
              <CopyButton label="Copy the example" text={EXAMPLE} />
            </div>
          </details>
          <div aria-live="polite" className="grid gap-3">
            {file && file.total > 0 && (
              <p>
                <b>{plural(file.total, 'visitor')}</b>
                {file.problems.length > 0 &&
                  `, ${formatNumber(file.visitors.length)} of them without a fault`}
                .
              </p>
            )}
            {problems.length > 0 && <Problems problems={problems} />}
            {apply.isError && refused.length === 0 && <Failed error={apply.error} />}
          </div>
          <div className="flex flex-wrap gap-2.5">
            <LinkButton to={paths.visitors()}>Cancel</LinkButton>
            <Button
              variant="primary"
              isPending={apply.isPending}
              pendingLabel="Importing…"
              disabledReason={disabledReason(file)}
              onClick={() => file && apply.mutate({ body: { visitors: file.visitors } })}
            >
              {file && file.total > 0 ? `Import ${plural(file.total, 'visitor')}` : 'Import'}
            </Button>
          </div>
        </Card>
      </PageMain>
    </>
  )
}

function disabledReason(file: ReturnType<typeof readVisitorFile> | null): string | undefined {
  if (file === null) return 'Choose a file or paste JSON first.'
  return file.problems.length > 0 ? 'Put right what is named above first.' : undefined
}

function FileChooser({ onFile }: { onFile: (file: File) => void }) {
  return (
    <label className="flex cursor-pointer items-center gap-3 rounded-card border border-dashed border-line-strong px-5 py-4 hover:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <Upload aria-hidden="true" className="size-5 text-ink-3" />
      <span>
        <span className="block font-bold">Choose a file</span>
        <span className="block text-sm text-ink-2">JSON, at most 4 MB</span>
      </span>
      <input
        type="file"
        accept=".json,application/json"
        className="sr-only"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          // The same file can be chosen again after it was corrected.
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}

function Problems({ problems }: { problems: readonly FieldProblem[] }) {
  return (
    <section
      aria-label="What is wrong"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      className="ring-focus max-h-80 overflow-auto rounded-control bg-bad-soft px-3 py-2.5"
    >
      <ul className="grid gap-1">
        {problems.map(({ path, message }) => (
          <li key={`${path} ${message}`} className="[overflow-wrap:anywhere] text-bad">
            {path && <code className="me-1 font-mono text-sm">{path}</code>} {message}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Failed({ error }: { error: Error }) {
  const { title, detail, requestId } = describeError(error)
  return (
    <Notice tone="bad">
      <b>Nothing was imported: {title}.</b> {detail}
      {requestId && <span className="block text-sm">Request {requestId}</span>}
    </Notice>
  )
}
