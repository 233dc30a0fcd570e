import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** The real server in a process of its own, on a free port. */
export type ServerProcess = {
  url: string
  pid: number | undefined
  /** Sends a signal and waits for the end. @returns the exit code; null: killed. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

/** What to run: the product unless told. */
type Program = { script: string; given: string[] }

function spawnServer(
  environment: Record<string, string>,
  { script, given }: Program = { script: MAIN, given: [] },
): ChildProcess {
  return spawn(process.execPath, [script, ...given], {
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** @throws with what the server said, when it ended before it was ready. */
export async function startServer(
  environment: Record<string, string>,
  program?: Program,
): Promise<ServerProcess> {
  const child = spawnServer(environment, program)
  const ended = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += String(chunk)
      const found = /ready on (\S+)/.exec(output)?.[1]
      if (found) resolve(found)
    })
    child.stderr?.on('data', (chunk) => {
      output += String(chunk)
    })
    child.once('close', () => reject(new Error(output)))
  })
  return {
    url,
    pid: child.pid,
    async stop(signal) {
      child.kill(signal)
      const [code] = await ended
      return typeof code === 'number' ? code : null
    },
  }
}

/** What a server that cannot start says, and its exit code. */
export async function failToStart(
  environment: Record<string, string>,
): Promise<{ code: unknown; said: string }> {
  const child = spawnServer(environment)
  let said = ''
  child.stdout?.on('data', (chunk) => (said += String(chunk)))
  child.stderr?.on('data', (chunk) => (said += String(chunk)))
  const [code] = await once(child, 'close')
  return { code, said }
}
