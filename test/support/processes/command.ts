import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { projectRoot } from '../../../database/project-root.ts'
import type { DatabaseCopy } from '../databases/databases.ts'
import { compiledFile, QUICK_START } from './compiled.ts'

const children: ChildProcess[] = []

/** Kills the commands that a test left running. */
export async function killCommands(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
}

/**
 * Starts a command of Dateline over a database.
 * @param args such as `['serve']`
 */
export function startCommand(target: DatabaseCopy['target'], args: string[], environment: Record<string, string> = {}) {
  const database = 'url' in target ? { DATABASE_URL: target.url } : { DATA_DIR: target.dataDir }
  const child = spawn(process.execPath, [...QUICK_START, compiledFile('server/main.ts'), ...args], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'info', ...database, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  children.push(child)
  const output = { out: '', err: '' }
  // A process that ends early closes its standard input.
  child.stdin.on('error', () => undefined)
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  /** Resolves when the server listens. */
  const url = () =>
    new Promise<string>((resolve, reject) => {
      const check = () => {
        const address = /serves at (\S+)/.exec(output.out)?.[1]
        if (address) resolve(address)
      }
      child.stdout.on('data', check)
      void ended.then(() => reject(new Error(`The process ended before it served: ${output.err}`)))
      check()
    })
  return { child, output, ended, url }
}

/** Runs a command to its end, with a text as its standard input. */
export async function runCommand(target: DatabaseCopy['target'], args: string[], input = '') {
  const command = startCommand(target, args)
  command.child.stdin.end(input)
  const status = await command.ended
  return { status, ...command.output }
}
