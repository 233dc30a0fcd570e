declare module 'autocannon' {
  type Result = { requests: { average: number }; latency: { p99: number }; non2xx: number }
  type Request = { path: string }
  /** Milliseconds in `latency`; `duration` in seconds. `requests` are made in turn, each set up anew. */
  export default function autocannon(options: {
    url: string
    connections: number
    duration: number
    headers?: Record<string, string>
    requests?: (Request & { setupRequest?: (request: Request) => Request })[]
  }): Promise<Result>
}
