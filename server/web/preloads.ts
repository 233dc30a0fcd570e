import { z } from 'zod'

/** Vite's manifest of a build, as far as it is needed here. */
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]) }),
)

const BUILDER = 'src/features/builder'
const STEP_MODULES: Record<string, string> = {
  'basic-information': `${BUILDER}/basic-information.tsx`,
  'export-labels': `${BUILDER}/export-labels.tsx`,
  configuration: `${BUILDER}/configuration.tsx`,
  'segment-mappings': 'src/features/mappings/segment-mappings.tsx',
  review: `${BUILDER}/review.tsx`,
}

/** The route modules of an address, which the entry would ask for only after it has run. */
function modulesOf(pathname: string): string[] {
  const step = /^\/destinations\/\d+\/edit\/([a-z-]+)$/.exec(pathname)?.[1]
  const module = step === undefined ? undefined : STEP_MODULES[step]
  if (module) return [`${BUILDER}/builder.tsx`, module]
  if (/^\/destinations\/\d+$/.test(pathname))
    return ['src/features/destinations/destination-view.tsx']
  return pathname === '/segments' ? ['src/features/segments/segment-list.tsx'] : []
}

/**
 * Tells for an address which scripts its page will need, as a `Link` header (RFC 8288): the browser
 * asks for them together with the entry instead of after it.
 *
 * @param manifestText `.vite/manifest.json`; without one, or with another shape, nothing is told.
 * @returns null: nothing beyond what the page itself names.
 */
export function createPreloads(manifestText: string | null): (pathname: string) => string | null {
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

  return (pathname) => {
    const seen = new Set<string>()
    filesOf('index.html', seen)
    const files = modulesOf(pathname).flatMap((module) => filesOf(module, seen))
    return files.length === 0
      ? null
      : files.map((file) => `</${file}>; rel=modulepreload`).join(', ')
  }
}
