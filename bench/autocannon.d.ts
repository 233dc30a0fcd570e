declare module 'autocannon' {
  type Result = { requests: { average: number }; latency: { p99: number }; non2xx: number }
  /** Milliseconds in `latency`; `duration` in seconds; `requests` are made in turn. */
  export default function autocannon(options: {
    url: string
    connections: number
    duration: number
    requests?: { path: string }[]
  }): Promise<Result>
}
