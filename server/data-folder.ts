import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const Holder = z.object({ pid: z.int(), since: z.string() })

/** A folder for this process alone, until `release`. */
export type DataFolder = {
  /** Where the database keeps its files. */
  database: string
  release(): void
}

/** Another process has the folder. */
export class FolderInUseError extends Error {}

/**
 * Takes a data folder for this process, and makes it if there is none. The lock is the operating
 * system's, on an SQLite file that holds nothing: it ends with the process, however that ends, and
 * a number of a dead process that was given anew cannot be mistaken for its holder.
 *
 * @throws FolderInUseError, naming the process that has it.
 */
export function takeDataFolder(folder: string, now: Date): DataFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const holderFile = join(folder, 'holder.json')
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'))
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new FolderInUseError(
      `The data folder ${resolve(folder)} is in use by ${holderIn(holderFile)}. Stop it first, or choose another folder with DATA_DIR.`,
    )
  }
  const holder: z.infer<typeof Holder> = { pid: process.pid, since: now.toISOString() }
  writeFileSync(holderFile, `${JSON.stringify(holder)}\n`)
  return { database: join(folder, 'database'), release: () => lock.close() }
}

/** The holder writes this right after it took the lock, so it may not be there yet. */
function holderIn(file: string): string {
  try {
    const { pid, since } = Holder.parse(JSON.parse(readFileSync(file, 'utf8')))
    return `process ${pid}, since ${since}`
  } catch {
    return 'another process, which is just starting'
  }
}
