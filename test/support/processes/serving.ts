import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { projectRoot } from '../../../database/project-root.ts'
import type { DatabaseCopy } from '../databases/databases.ts'
import { compiledFile, QUICK_START } from './compiled.ts'

/** A server in a child process. */
export interface ServedProcess {
  child: ChildProcess
  /** The GraphQL endpoint. */
  url: string
  /** The log so far. */
  log: () => string
  /** Kills the process without any cleanup (SIGKILL) and waits for its end. */
  kill: () => Promise<void>
}

/** The environment of a server with one busy client: the limits of clients have tests of their own. */
export const WITHOUT_LIMITS = { RATE_LIMIT: '1000000', RATE_LIMIT_COST: '1000000000', MAX_RUNNING_PER_CLIENT: '1000' }

const running = new Set<ServedProcess>()

/**
 * Runs the command `serve` over a database, and waits until it listens.
 * @param environment additional environment variables
 */
export async function startServer(
  target: DatabaseCopy['target'],
  environment: Record<string, string> = {},
): Promise<ServedProcess> {
  const database: Record<string, string> = 'url' in target ? { DATABASE_URL: target.url } : { DATA_DIR: target.dataDir }
  const child = spawn(process.execPath, [...QUICK_START, compiledFile('server/main.ts'), 'serve'], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'warn', ...database, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const kill = async () => {
    running.delete(served)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const served: ServedProcess = { child, url: '', log: () => log, kill }
  running.add(served)
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    const url = /serves at (\S+)/.exec(chunk.toString())?.[1]
    if (!url) continue
    served.url = url
    return served
  }
  throw new Error(`The server ended before it listened: ${log}`)
}

/** Kills the servers that a test left running. */
export async function killServers(): Promise<void> {
  await Promise.all([...running].map(({ kill }) => kill()))
}
