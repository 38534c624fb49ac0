import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const projectRoot = join(import.meta.dirname, '..')

/** The queries of all tests come from one address, as those of the users of a gateway do. */
const LIMITS = { RATE_LIMIT: '100000', RATE_LIMIT_COST: '1000000000', MAX_RUNNING_PER_CLIENT: '1000' }

export interface Service {
  url: string
  /** Ends it with SIGTERM, or another signal, and waits for the end. */
  stop: (signal?: NodeJS.Signals) => Promise<void>
}

/** Makes a folder for an embedded database, and returns the variables of a service that uses it. */
export function newDatabase(env: NodeJS.ProcessEnv) {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-lab-'))
  return {
    env: { ...env, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'warn', ...LIMITS },
    remove: () => {
      for (const path of [dataDir, `${dataDir}.lock`]) rmSync(path, { recursive: true, force: true })
    },
  }
}

/**
 * Starts the service by a command, and returns when it serves.
 * @throws {Error} if it ends before
 */
export async function startService(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<Service> {
  const child = spawn(command, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    await ended
  }
  try {
    return { url: await readUrl(child), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** @throws {Error} if the output ends before the service listens */
async function readUrl({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The output of the service must be a pipe.')
  const output: string[] = []
  const lines = createInterface(stdout)
  return new Promise((resolve, reject) => {
    // The listeners stay after the address, so that the pipe never fills.
    lines.on('line', (line) => {
      output.push(line)
      const url = /serves at (\S+)/.exec(line)?.[1]
      if (url !== undefined) resolve(url)
    })
    lines.once('close', () => reject(new Error(`The service ended before it listened:\n${output.join('\n')}`)))
  })
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
