/** Scripts, styles and fonts come from our own files only, and nothing is inline. */
const APP_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  // The customer's page of the live test.
  'frame-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
}

type Policy = Partial<Record<keyof typeof APP_POLICY | 'sandbox', string>>

/** The customer's page: what it calls stays here, and our app alone may frame it. */
const CUSTOMER_PAGE_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'self'",
} satisfies Policy

/** What the receiver answers to a frame of the customer's page: words alone. */
const RECEIVER_POLICY = {
  'default-src': "'none'",
  'frame-ancestors': "'self'",
} satisfies Policy

/**
 * The document that makes test calls: to anywhere, so it is of no origin and can read nothing of ours.
 * The page carries the same policy itself, for static hosts.
 */
const TEST_CALL_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'img-src': 'http: https:',
  'frame-src': 'http: https:',
  'base-uri': "'none'",
  'form-action': "'none'",
  sandbox: 'allow-scripts',
  'frame-ancestors': "'self'",
} satisfies Policy

function textOf(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

const POLICIES = {
  app: textOf(APP_POLICY),
  customerPage: textOf(CUSTOMER_PAGE_POLICY),
  receiver: textOf(RECEIVER_POLICY),
  testCall: textOf(TEST_CALL_POLICY),
}

function isTestCall(path: string): boolean {
  return path.startsWith('/test-call/')
}

function policyFor(path: string): string {
  if (path === '/live-test/site.html') return POLICIES.customerPage
  if (isTestCall(path)) return POLICIES.testCall
  return path.startsWith('/receiver/') ? POLICIES.receiver : POLICIES.app
}

const OTHERS: readonly (readonly [name: string, value: string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
]

/** The headers that every answer has; the content security policy is that of the path. */
export function securityHeaders(path: string): (readonly [name: string, value: string])[] {
  return [['content-security-policy', policyFor(path)], ...OTHERS]
}

export function addSecurityHeaders(headers: Headers, path: string): void {
  for (const [name, value] of securityHeaders(path)) headers.set(name, value)
  // A document of no origin is a stranger to its own script.
  if (isTestCall(path)) headers.set('cross-origin-resource-policy', 'cross-origin')
}
