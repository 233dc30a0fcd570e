import { expect, it } from 'vitest'
import { createPreloads } from './preloads.ts'

const MANIFEST = JSON.stringify({
  'index.html': { file: 'assets/index.js', name: 'index', imports: ['_runtime.js'] },
  '_runtime.js': { file: 'assets/runtime.js', name: 'runtime' },
  '_form.js': { file: 'assets/form.js', name: 'form', imports: ['_runtime.js'] },
  '_builder.js': {
    file: 'assets/builder.js',
    name: 'builder',
    imports: ['_form.js', 'index.html'],
  },
  'src/features/mappings/segment-mappings.tsx': {
    file: 'assets/segment-mappings.js',
    name: 'segment-mappings',
    imports: ['_builder.js', '_form.js', 'index.html'],
  },
})

const preloads = createPreloads(MANIFEST)

it('names what a step waits for: its answer, and its scripts once each without those of the page', () => {
  expect(preloads('/destinations/374/edit/segment-mappings', '')).toBe(
    [
      '</api/destinations/374>; rel=preload; as=fetch; crossorigin',
      '</assets/builder.js>; rel=modulepreload',
      '</assets/form.js>; rel=modulepreload',
      '</assets/segment-mappings.js>; rel=modulepreload',
    ].join(', '),
  )
})

it('names the list of the landing page, unless the address asks for another one', () => {
  expect(preloads('/destinations', '')).toBe(
    '</api/destinations>; rel=preload; as=fetch; crossorigin',
  )
  expect(preloads('/destinations', '?q=pixel')).toBeNull()
})

it.each(['/', '/destinations/374/edit/unknown', '/destinations/x', '/nowhere'])(
  'has nothing for %s',
  (path) => {
    expect(preloads(path, '')).toBeNull()
  },
)

it.each([null, '{', '[]', '{"index.html":{}}'])('does without the manifest %j', (text) => {
  expect(createPreloads(text)('/destinations/374/edit/configuration', '')).toBeNull()
})
