import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ENTRY = fileURLToPath(new URL('../src/tag/tag.ts', import.meta.url))

/** The tag of customers' pages as one script without any import, for old and new browsers alike. */
export async function liveTestTag(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2020',
      lib: { entry: ENTRY, formats: ['iife'], name: 'destinationBuilderTag' },
    },
  })
  const [{ output } = { output: [] }] = [built].flat().filter((each) => 'output' in each)
  const [chunk] = output
  if (chunk?.type !== 'chunk') throw new Error('The tag was not built.')
  return chunk.code
}
