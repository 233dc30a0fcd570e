import { expect, it } from 'vitest'
import { createPreloads } from './preloads.ts'

const MANIFEST = JSON.stringify({
  'index.html': { file: 'assets/index.js', imports: ['_base.js'] },
  '_base.js': { file: 'assets/base.js' },
  '_form.js': { file: 'assets/form.js', imports: ['_base.js'] },
  'src/features/builder/builder.tsx': {
    file: 'assets/builder.js',
    imports: ['_base.js', '_form.js'],
  },
  'src/features/builder/configuration.tsx': {
    file: 'assets/configuration.js',
    imports: ['_form.js', 'index.html'],
  },
})

it('names the scripts of a step once each, without those that the page names', () => {
  expect(createPreloads(MANIFEST)('/destinations/374/edit/configuration')).toBe(
    [
      '</assets/builder.js>; rel=modulepreload',
      '</assets/form.js>; rel=modulepreload',
      '</assets/configuration.js>; rel=modulepreload',
    ].join(', '),
  )
})

it.each(['/', '/destinations', '/destinations/374/edit/unknown', '/nowhere'])(
  'has nothing for %s',
  (path) => {
    expect(createPreloads(MANIFEST)(path)).toBeNull()
  },
)

it.each([null, '{', '[]', '{"index.html":{}}'])('does without the manifest %j', (text) => {
  expect(createPreloads(text)('/destinations/374/edit/configuration')).toBeNull()
})
