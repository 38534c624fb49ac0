import type { Results } from '@electric-sql/pglite'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { ADMIN_SHUTDOWN, EngineError, QUERY_CANCELED, STATEMENT_TOO_COMPLEX } from './engine-error.ts'
import {
  CLOSE,
  type Answer,
  type EngineModules,
  type EngineOptions,
  type SentError,
  type Statement,
} from './messages.ts'

/** The bundle of `npm run dev` has the file beside it, too. */
const WORKER_FILE = new URL('./pglite-worker.js', import.meta.url)
const MAX_LOGGED_CHARACTERS = 500
/** A start after a crash takes a second or two, `initdb` some more. */
const MAX_START_MS = 120_000
const MAX_END_MS = 30_000
/** PostgreSQL notices by itself that a statement is nested too deeply, if the stack of the thread suffices until then. */
const STACK_MB = 64

interface Job {
  message: Statement | typeof CLOSE | undefined
  limitMs: number | undefined
  sentMs: number
  resolve(results: Results[]): void
  reject(error: Error): void
}

export interface EngineEvents {
  onNotify(channel: string): void
  /**
   * Called once if the engine ends otherwise than by `close` or `kill`.
   * @param statement the beginning of the statement that ran
   */
  onFail(reason: Error, statement: string | undefined): void
}

/**
 * The embedded engine in a worker thread of its own, so that a statement never blocks the event loop and can be stopped
 * together with the thread. Statements run one at a time, in the order of the calls.
 */
export class Engine {
  /** Rejects if the database cannot be opened. */
  readonly opened: Promise<unknown>
  readonly #worker: Worker
  readonly #events: EngineEvents
  /** The first one runs. */
  readonly #jobs: Job[] = []
  #timer: NodeJS.Timeout | undefined
  #ended: EngineError | undefined
  #terminated: Promise<unknown> | undefined

  /** @param options the folder must not be open in another engine */
  constructor({ folder, settings }: EngineOptions, modules: EngineModules, events: EngineEvents) {
    this.#events = events
    // Without the loaders of TypeScript that the process may have: the worker needs none.
    this.#worker = new Worker(WORKER_FILE, {
      workerData: { folder, settings, ...modules },
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK_MB },
    })
    this.#worker.on('message', (answer: Answer) => this.#receive(answer))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('The worker thread of the embedded engine ended.')))
    this.opened = this.#add(undefined, MAX_START_MS)
  }

  /** How long the running statement has been running, in milliseconds; 0 if none is. */
  get busyMs(): number {
    const [running] = this.#jobs
    return running ? performance.now() - running.sentMs : 0
  }

  /**
   * Runs a statement or a script.
   * @param limitMs the time limit; a statement that exceeds it ends the engine
   * @returns the result of each statement
   * @throws {EngineError} QUERY_CANCELED if this statement exceeded its limit, ADMIN_SHUTDOWN if the engine ended
   */
  run(statement: Statement, limitMs?: number): Promise<Results[]> {
    return this.#add(statement, limitMs)
  }

  /** Closes the database after the statements before, and ends the thread. */
  async close(): Promise<void> {
    await this.#add(CLOSE)
    await this.kill()
  }

  /**
   * Ends the thread, also while a statement runs, and rejects its statements with ADMIN_SHUTDOWN. Committed data is kept: the next
   * start recovers it, as after a crash.
   * @returns when the folder can be opened again
   * @throws {Error} if the thread does not end
   */
  async kill(): Promise<void> {
    this.#end(new EngineError(ADMIN_SHUTDOWN, 'The embedded engine was stopped while the statement ran.'))
    const isEnded = await Promise.race([this.#terminated?.then(() => true), sleep(MAX_END_MS, false, { ref: false })])
    if (!isEnded) throw new Error(`The worker thread of the embedded engine did not end within ${MAX_END_MS} ms.`)
  }

  #add(message: Job['message'], limitMs?: number): Promise<Results[]> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      this.#jobs.push({ message, limitMs, sentMs: 0, resolve, reject })
      if (this.#jobs.length === 1) this.#send()
    })
  }

  #send(): void {
    const [job] = this.#jobs
    if (job === undefined) return
    const { message, limitMs } = job
    try {
      const input = typeof message === 'object' ? message.input : undefined
      if (message !== undefined) this.#worker.postMessage(message, input ? [input] : [])
    } catch (error) {
      // A parameter cannot be sent to another thread.
      this.#jobs.shift()
      job.reject(error as Error)
      return this.#send()
    }
    job.sentMs = performance.now()
    // An answer may be waiting if the event loop was busy: it is received before the immediate runs.
    if (limitMs !== undefined) this.#timer = setTimeout(() => setImmediate(() => this.#expire(job)), limitMs)
  }

  #receive(answer: Answer): void {
    if (answer.kind === 'notification') return this.#events.onNotify(answer.channel)
    if (answer.kind === 'error' && answer.isBroken) return this.#fail(failureOf(answer.error))
    clearTimeout(this.#timer)
    const job = this.#jobs.shift()
    if (answer.kind === 'error') job?.reject(errorOf(answer.error))
    else job?.resolve(answer.results)
    this.#send()
  }

  #expire(job: Job): void {
    if (this.#jobs[0] !== job) return
    this.#fail(new EngineError(QUERY_CANCELED, `The statement exceeded its time limit of ${job.limitMs} ms.`))
  }

  #fail(reason: Error): void {
    if (this.#ended) return
    const [running] = this.#jobs
    const statement = typeof running?.message === 'object' ? running.message.text : undefined
    this.#end(reason)
    this.#events.onFail(reason, statement?.slice(0, MAX_LOGGED_CHARACTERS))
  }

  /** @param reason the error of the running statement */
  #end(reason: Error): void {
    if (this.#ended) return
    clearTimeout(this.#timer)
    this.#ended = new EngineError(ADMIN_SHUTDOWN, 'The embedded engine was stopped.', reason)
    this.#terminated = this.#worker.terminate()
    const [running, ...waiting] = this.#jobs.splice(0)
    running?.reject(reason)
    for (const job of waiting) job.reject(this.#ended)
  }
}

function errorOf({ message, stack, fields }: SentError): Error {
  const error = Object.assign(new Error(message), fields)
  if (stack !== undefined) error.stack = stack
  return error
}

/** The error of a statement that broke the engine. A statement that is nested too deeply overflows its stack. */
function failureOf(sent: SentError): Error {
  const isOverflow = /call stack/.test(sent.message)
  return new EngineError(
    isOverflow ? STATEMENT_TOO_COMPLEX : 'XX000',
    `The embedded engine failed: ${sent.message}`,
    errorOf(sent),
  )
}

let modules: Promise<EngineModules> | undefined

/** Compiles the programs of PGlite once for all engines of the process. */
export function compileModules(): Promise<EngineModules> {
  return (modules ??= (async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
    const compile = async (name: string) => WebAssembly.compile(await readFile(join(folder, name)))
    const [pgliteWasmModule, initdbWasmModule] = await Promise.all([compile('pglite.wasm'), compile('initdb.wasm')])
    return { pgliteWasmModule, initdbWasmModule }
  })())
}
