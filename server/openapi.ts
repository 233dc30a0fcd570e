import * as z from 'zod/mini'
import { type Endpoint, endpoints } from '../src/contract/endpoints.ts'
import { Problem, PROBLEMS, type ProblemSlug } from '../src/contract/problem.ts'

/** The parts of an OpenAPI 3.1 document that ours uses. */
export type OpenApiParameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: unknown
}
export type OpenApiOperation = {
  operationId: string
  summary: string
  tags: string[]
  parameters: OpenApiParameter[]
  requestBody?: { required: true; content: Record<string, { schema: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>
}
export type OpenApiDocument = {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, OpenApiOperation>>
  components: { schemas: Record<string, unknown> }
}

/** What any request may meet, whatever its endpoint says. */
const ALWAYS = ['malformed-request', 'internal', 'unavailable'] as const

function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function parametersOf(
  schema: z.ZodMiniObject | undefined,
  place: 'path' | 'query',
): OpenApiParameter[] {
  if (!schema) return []
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: field instanceof z.ZodMiniType ? jsonSchema(field, 'output') : {},
  }))
}

function headersOf(endpoint: Endpoint): OpenApiParameter[] {
  const text = { type: 'string' }
  return [
    ...(endpoint.ifMatch
      ? [
          {
            name: 'If-Match',
            in: 'header' as const,
            required: true,
            description: 'The ETag of what the change is based on.',
            schema: text,
          },
        ]
      : []),
    ...(endpoint.idempotent
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header' as const,
            required: false,
            description: 'A repeat with the same key within 24 hours gets the same reply.',
            schema: text,
          },
        ]
      : []),
  ]
}

function problemsOf(endpoint: Endpoint): ProblemSlug[] {
  return [
    ...new Set<ProblemSlug>([
      ...ALWAYS,
      ...(endpoint.body || endpoint.query ? (['validation-failed'] as const) : []),
      ...(endpoint.body ? (['too-large', 'unsupported-media-type'] as const) : []),
      ...(endpoint.idempotent ? (['idempotency-mismatch'] as const) : []),
      ...endpoint.errors,
    ]),
  ]
}

function operationOf(name: string, endpoint: Endpoint): OpenApiOperation {
  const responses: OpenApiOperation['responses'] = {
    [endpoint.status]: {
      description: endpoint.status === 201 ? 'Created' : 'Success',
      ...(endpoint.response && {
        content: { 'application/json': { schema: jsonSchema(endpoint.response, 'output') } },
      }),
    },
  }
  for (const slug of problemsOf(endpoint)) {
    const { status, title } = PROBLEMS[slug]
    const others = responses[status]?.description
    responses[status] = {
      description: others ? `${others}; ${title}` : title,
      content: {
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    }
  }
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[2] ?? ''],
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...headersOf(endpoint),
    ],
    ...(endpoint.body && {
      requestBody: {
        required: true as const,
        content: { 'application/json': { schema: jsonSchema(endpoint.body, 'input') } },
      },
    }),
    responses,
  }
}

/** The OpenAPI 3.1 document of the endpoint table. */
export function openApiDocument(version: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    const operations = (paths[path] ??= {})
    operations[endpoint.method.toLowerCase()] = operationOf(name, endpoint)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Destination Builder',
      version,
      description:
        'Create, test and manage destinations. Errors are problem details (RFC 9457). A change needs If-Match with the ETag of what it is based on.',
    },
    paths,
    components: { schemas: { Problem: jsonSchema(Problem, 'output') } },
  }
}
