import * as z from 'zod/mini'

const KEY = 'destination-builder.test-call-hosts'

const Hosts = z.array(z.string())

/** Hosts to which somebody has agreed to make test calls, while the tab is open. */
function confirmedHosts(storage: Storage): string[] {
  try {
    return Hosts.parse(JSON.parse(storage.getItem(KEY) ?? '[]'))
  } catch {
    // Written by somebody else: ask again.
    return []
  }
}

export function isHostConfirmed(storage: Storage, host: string): boolean {
  return confirmedHosts(storage).includes(host)
}

export function confirmHost(storage: Storage, host: string): void {
  storage.setItem(KEY, JSON.stringify([...new Set([...confirmedHosts(storage), host])]))
}
