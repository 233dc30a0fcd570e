import type { OpenApiDocument, OpenApiOperation } from '../openapi.ts'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

function schemaText(schema: unknown): string {
  return escapeHtml(JSON.stringify(schema, null, 2))
}

function details(title: string, schema: unknown): string {
  return `<details><summary>${escapeHtml(title)}</summary><pre tabindex="0">${schemaText(schema)}</pre></details>`
}

function parameters({ operationId, parameters: list }: OpenApiOperation): string {
  if (list.length === 0) return ''
  const rows = list.map(
    (parameter) =>
      `<tr><th scope="row"><code>${escapeHtml(parameter.name)}</code></th><td>${parameter.in}</td><td>${parameter.required ? 'required' : 'optional'}</td><td>${escapeHtml(parameter.description ?? '')}</td></tr>`,
  )
  return `<div class="scroll" tabindex="0" role="region" aria-label="Parameters of ${escapeHtml(operationId)}"><table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Needed</th><th scope="col">About</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function operation(method: string, path: string, about: OpenApiOperation): string {
  const body = about.requestBody?.content['application/json']
  const answers = Object.entries(about.responses).map(([status, { description, content }]) => {
    const schema = content?.['application/json']?.schema
    return `<li><b>${escapeHtml(status)}</b> ${escapeHtml(description)}${schema ? details('Shape of the answer', schema) : ''}</li>`
  })
  return `<article id="${escapeHtml(about.operationId)}">
<h3><span class="method">${escapeHtml(method.toUpperCase())}</span> <code>${escapeHtml(path)}</code></h3>
<p>${escapeHtml(about.summary)}.</p>
${parameters(about)}
${body ? details('Shape of the body', body.schema) : ''}
<ul>${answers.join('')}</ul>
</article>`
}

/** The API as a page to read: plain HTML from the same document, without scripts. */
export function apiDocsPage(document: OpenApiDocument): string {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, about]) => ({ method, path, about })),
  )
  const links = all.map(
    ({ about }) =>
      `<li><a href="#${escapeHtml(about.operationId)}">${escapeHtml(about.summary)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · ${escapeHtml(document.info.title)}</title>
<link rel="stylesheet" href="docs.css">
</head>
<body>
<main>
<h1>${escapeHtml(document.info.title)} API</h1>
<p>${escapeHtml(document.info.description)} Version ${escapeHtml(document.info.version)}. The same as a document for tools: <a href="openapi.json">openapi.json</a>.</p>
<nav aria-label="Endpoints"><ul>${links.join('')}</ul></nav>
<h2>Endpoints</h2>
${all.map(({ method, path, about }) => operation(method, path, about)).join('\n')}
</main>
</body>
</html>`
}

export const API_DOCS_CSS = `
:root { color-scheme: light dark; --ink: #14181f; --soft: #4a5361; --bg: #f6f7f9; --card: #fff; --line: #e2e5ea; --accent: #1b45c4; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f5; --soft: #b3bcc9; --bg: #0e1116; --card: #161a21; --line: #272d37; --accent: #a5bcff; } }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--bg); }
main { max-width: 900px; margin: 0 auto; padding: 32px 20px 80px; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin-top: 32px; } h3 { font-size: 15px; margin: 0; overflow-wrap: anywhere; }
a { color: var(--accent); display: inline-block; min-height: 24px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px 20px; margin: 14px 0; }
.method { font-weight: 700; color: var(--accent); }
code, pre { font-family: ui-monospace, monospace; font-size: 13px; }
pre { overflow: auto; max-height: 420px; background: var(--bg); border-radius: 8px; padding: 12px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; } th, td { text-align: start; padding: 4px 16px 4px 0; font-weight: 400; color: var(--soft); }
summary { cursor: pointer; color: var(--accent); min-height: 24px; } nav ul { columns: 2 280px; padding-inline-start: 18px; }
`
