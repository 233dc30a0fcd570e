import { readFileSync } from 'node:fs'
import babel from '@rolldown/plugin-babel'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import tailwindcss from '@tailwindcss/vite'
import react, { reactCompilerPreset } from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { z } from 'zod'
import { liveTestTag } from './scripts/live-test-tag.ts'

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')))

/** A static host sets no headers, so the demo carries its policy itself. */
const DEMO_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"

const demoPolicy: Plugin = {
  name: 'demo-policy',
  apply: (_config, { mode, command }) => mode === 'demo' && command === 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: DEMO_POLICY },
      injectTo: 'head-prepend',
    },
  ],
}

/** The script of customers' pages has a name that they can rely on, and shares nothing with the app. */
const tag: Plugin = {
  name: 'live-test-tag',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'live-test/tag.js', source: await liveTestTag() })
  },
  configureServer({ middlewares }) {
    middlewares.use('/live-test/tag.js', (_request, response, next) => {
      response.setHeader('content-type', 'text/javascript')
      liveTestTag().then((code) => response.end(code), next)
    })
  },
}

/**
 * Parts that go without the compiler's cache: those of a few elements, and those that are rendered seldom.
 * It would take 3 KB of the first page's 160, and more time in a list's new rows than it saves.
 */
const PLAIN =
  /src\/ui\/(app-shell|button|chip|combobox|data-grid|date-field|dialog|error-state|field|icon-button|link-button|notice|pill|radio-cards|save-status|select-field|skeleton|template-field|text-area|text-button|text-field|text-link|toast-region|type-tile)\.tsx$/

const compiler = reactCompilerPreset({
  sources: (file) => file.includes('/src/') && !PLAIN.test(file),
})

/** The builder's frame and its steps, but for the form of cookies, whose list of public suffixes weighs 113 KB. */
const BUILDER = /src\/features\/builder\/(?!cookie-configuration)/

// `--mode demo` builds the product with its backend in the browser: relative URLs, so that the
// folder works from any path of a static host.
export default defineConfig(({ mode }) => ({
  base: mode === 'demo' ? './' : '/',
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [
    // The interface is written in English; react-aria's other languages would add 40 KB.
    { ...optimizeLocales.vite({ locales: ['en-US'] }), enforce: 'pre' as const },
    react(),
    babel({ presets: [compiler] }),
    tailwindcss(),
    demoPolicy,
    tag,
  ],
  build: {
    outDir: mode === 'demo' ? 'dist-demo' : 'dist',
    target: 'es2023',
    // Nothing inlined: the CSP allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    manifest: true,
    // The first page is one file on purpose (see below); `npm run bench` watches its size as it is sent.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // On a slow network each file costs more than its bytes: one for the first page and what all
        // pages use, and one for the builder.
        codeSplitting: {
          groups: [
            { name: 'app', tags: ['$initial'], priority: 2 },
            { name: 'builder', test: BUILDER, priority: 1 },
          ],
        },
      },
    },
  },
  server: { port: 3000, host: '127.0.0.1' },
  preview: { port: 3001, host: '127.0.0.1' },
  test: {
    include: ['{src,server,scripts}/**/*.spec.{ts,tsx}'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
}))
