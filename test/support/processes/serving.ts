import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { projectRoot } from '../../../database/project-root.ts'
import type { DatabaseCopy } from '../databases/databases.ts'

/** A service in a process of its own. */
export interface ServedProcess {
  child: ChildProcess
  /** Where it answers. */
  url: string
  /** What it has logged so far. */
  log: () => string
  /** As a power cut would. Waits until it is gone. */
  kill: () => Promise<void>
}

const running = new Set<ServedProcess>()

/**
 * Starts the service over a database, as an operator would.
 * @param target the database
 * @param environment what else is set
 */
export async function startServer(
  target: DatabaseCopy['target'],
  environment: Record<string, string> = {},
): Promise<ServedProcess> {
  const database: Record<string, string> = 'url' in target ? { DATABASE_URL: target.url } : { DATA_DIR: target.dataDir }
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', 'serve'], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'warn', ...database, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let logged = ''
  child.stderr.on('data', (chunk: Buffer) => (logged += chunk.toString()))
  const kill = async () => {
    running.delete(served)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const served: ServedProcess = { child, url: '', log: () => logged, kill }
  running.add(served)
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    const url = /serves at (\S+)/.exec(chunk.toString())?.[1]
    if (!url) continue
    served.url = url
    return served
  }
  throw new Error(`The server does not serve: ${logged}`)
}

/** Ends the services that a test has left behind. */
export async function killServers(): Promise<void> {
  await Promise.all([...running].map(({ kill }) => kill()))
}
