import { spawn, type ChildProcess } from 'node:child_process'
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
  }
}

/** Builds and starts the service with `npm start`, on a free port and a new embedded database with the bundled reports. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-lab-'))
  const child = spawn('npm', ['start'], {
    cwd: projectRoot,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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
