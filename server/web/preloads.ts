import { z } from 'zod'
import { StepSlug } from '../../src/contract/readiness.ts'
import { endpoints } from '../../src/contract/endpoints.ts'

/** Vite's manifest of a build, as far as it is needed here. */
const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    name: z.string().optional(),
    imports: z.array(z.string()).default([]),
  }),
)

/** One chunk has the builder's frame and all its steps (`vite.config.ts`), but for the mappings. */
const STEP_CHUNKS: Record<StepSlug, string[]> = {
  'basic-information': ['builder'],
  'export-labels': ['builder'],
  configuration: ['builder'],
  'segment-mappings': ['builder', 'segment-mappings'],
  review: ['builder'],
}

/** A destination's page, or a step of its builder. */
const DESTINATION = /^\/destinations\/(\d+)(?:\/edit\/([a-z-]+))?$/

type Needs = {
  /** Names of chunks that the entry would ask for only after it has run. */
  chunks: string[]
  /** An address of the API: the page waits for its answer. */
  answer: string | null
}

const NOTHING: Needs = { chunks: [], answer: null }

function needsOf(pathname: string): Needs {
  if (pathname === '/destinations') return { chunks: [], answer: endpoints.destinationList.path }
  if (pathname === '/segments') return { chunks: ['segment-list'], answer: null }
  const [, id, step] = DESTINATION.exec(pathname) ?? []
  if (id === undefined) return NOTHING
  const answer = endpoints.destinationView.path.replace(':destinationId', id)
  if (step === undefined) return { chunks: ['destination-view'], answer }
  const slug = StepSlug.safeParse(step)
  return slug.success ? { chunks: STEP_CHUNKS[slug.data], answer } : NOTHING
}

/**
 * Tells for an address which scripts and which answer its page will need, as a `Link` header (RFC 8288):
 * the browser asks for them together with the entry instead of after it.
 *
 * @param manifestText `.vite/manifest.json`; without one, or with another shape, nothing is told.
 * @returns of a path and a query: null, nothing beyond what the page itself names.
 */
export function createPreloads(
  manifestText: string | null,
): (pathname: string, search: string) => string | null {
  let manifest: z.infer<typeof Manifest>
  try {
    manifest = Manifest.parse(JSON.parse(manifestText ?? '{}'))
  } catch {
    return () => null
  }

  function filesOf(key: string, seen: Set<string>): string[] {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) return []
    seen.add(key)
    return [chunk.file, ...chunk.imports.flatMap((imported) => filesOf(imported, seen))]
  }

  return (pathname, search) => {
    const seen = new Set<string>()
    if (filesOf('index.html', seen).length === 0) return null
    const { chunks, answer } = needsOf(pathname)
    const keys = Object.keys(manifest).filter((key) => chunks.includes(manifest[key]?.name ?? ''))
    const files = keys.flatMap((key) => filesOf(key, seen))
    const links = files.map((file) => `</${file}>; rel=modulepreload`)
    // With a query the page asks for something else.
    if (answer !== null && search === '')
      links.unshift(`<${answer}>; rel=preload; as=fetch; crossorigin`)
    return links.length === 0 ? null : links.join(', ')
  }
}
