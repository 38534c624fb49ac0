import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'

const projectRoot = join(import.meta.dirname, '..')

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the GraphQL endpoint. */
    url: string
    /** A key that publishes and corrects in the dataset `lab`. */
    key: string
  }
}

/** The queries of all tests come from one address, as those of the users of a gateway do. */
const LIMITS = { RATE_LIMIT: '100000', RATE_LIMIT_COST: '1000000000', MAX_RUNNING_PER_CLIENT: '1000' }

/** Builds and starts the service with `npm start`, on a free port and a new embedded database with the bundled reports. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-lab-'))
  const env = { ...process.env, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'warn', ...LIMITS }
  // Only one process can open the folder, so the key is made before the service starts.
  project.provide('key', createKey(env))
  const child = spawn('npm', ['start'], { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    for (const path of [dataDir, `${dataDir}.lock`]) rmSync(path, { recursive: true, force: true })
  }
  try {
    project.provide('url', await readUrl(child))
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

function createKey(env: NodeJS.ProcessEnv): string {
  const scopes = ['--scope', 'publish', '--scope', 'correct']
  const args = ['run', '--silent', 'keys', '--', 'create', ...scopes, '--dataset', 'lab', '--name', 'Lab']
  const output = execFileSync('npm', args, { cwd: projectRoot, env, encoding: 'utf8' })
  const key = /^dlk_\S+/m.exec(output)?.[0]
  if (key === undefined) throw new Error(`The command printed no key:\n${output}`)
  return key
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
