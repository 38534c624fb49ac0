import { setTimeout as sleep } from 'node:timers/promises'
import type { CancelSignal } from '../budget/cancellation.ts'
import type { Log } from '../log.ts'
import { ADMIN_SHUTDOWN, CANNOT_CONNECT_NOW, EngineError } from './engine-error.ts'
import { compileModules, Engine } from './engine.ts'
import type { EngineModules, EngineOptions } from './messages.ts'
import { SessionQueue } from './session-queue.ts'
import { runQuery, runTransaction, type Session } from './session.ts'

const MAX_ATTEMPTS = 3
const RETRY_DELAY_MS = 500
/** The longest time that a statement waits for an engine that is being replaced. */
const MAX_WAIT_MS = 10_000

export interface ClientOptions extends EngineOptions {
  /** The time limit of a statement, in milliseconds. */
  statementTimeoutMs: number
  log: Pick<Log, 'warn' | 'fatal'>
  /** Called when the thread of the engine has been started. */
  whileOpening?: (() => void) | undefined
}

/**
 * The embedded engine for the callers of a process. The engine has one session, so that the statements and transactions
 * of all callers wait in one queue. An engine that fails, or whose statement exceeds its limit, is replaced by a new one
 * on the same folder.
 */
export class PgliteClient {
  readonly #options: ClientOptions
  readonly #modules: EngineModules
  readonly #queue = new SessionQueue()
  readonly #listeners = new Map<string, (() => void)[]>()
  #engine: Engine
  #isReady = false
  #isStopped = false
  #closing: Promise<void> | undefined

  /**
   * Opens a database; creates one in a folder that does not exist.
   * @throws {Error} if it cannot be opened
   */
  static async open(options: ClientOptions): Promise<PgliteClient> {
    const client = new PgliteClient(options, await compileModules())
    options.whileOpening?.()
    try {
      await client.#engine.opened
    } catch (error) {
      await client.#engine.kill()
      throw error
    }
    client.#isReady = true
    client.#queue.resume()
    return client
  }

  private constructor(options: ClientOptions, modules: EngineModules) {
    this.#options = options
    this.#modules = modules
    this.#engine = this.#startEngine()
  }

  /**
   * Returns a session whose statements have the time limit, unless `isLimited` is false, as for migrations and imports.
   * Work without a limit also waits for a new engine as long as needed.
   * @param signal when it is aborted, statements that have not started are rejected with its reason; the running one
   * continues up to its time limit
   */
  session({ isLimited = true, signal }: { isLimited?: boolean; signal?: CancelSignal | undefined } = {}): Session {
    const { statementTimeoutMs } = this.#options
    const run = <Result>(work: (engine: Engine, limits: Parameters<typeof runQuery>[1]) => Promise<Result>) => {
      const limits = { statementMs: isLimited ? statementTimeoutMs : undefined, signal }
      const place = { isPatient: !isLimited, signal }
      return this.#queue.run(place, () => work(this.#engine, limits))
    }
    return {
      query: (...statement) => run((engine, limits) => runQuery(engine, limits, ...statement)),
      inTransaction: (begin) => ({
        query: (...statement) => run((engine, limits) => runQuery(engine, { ...limits, begin }, ...statement)),
      }),
      transaction: (work) => run((engine, limits) => runTransaction(engine, limits, work)),
      execute: (script) => run((engine, { statementMs }) => engine.run({ text: script }, statementMs)),
    }
  }

  /**
   * Throws if the engine is being replaced, or a statement has been running for a time.
   * @param maxBusyMs the time, in milliseconds
   */
  assertResponsive(maxBusyMs: number): void {
    if (!this.#isReady) throw new EngineError(CANNOT_CONNECT_NOW, 'The embedded engine is not ready.')
    const { busyMs } = this.#engine
    if (busyMs > maxBusyMs)
      throw new EngineError(
        CANNOT_CONNECT_NOW,
        `The embedded engine has been busy with one statement for ${Math.round(busyMs)} ms.`,
      )
  }

  /** Calls a function at every notification of a channel, and after each replacement of the engine. */
  async listen(channel: string, onNotify: () => void): Promise<void> {
    const callbacks = this.#listeners.get(channel) ?? []
    this.#listeners.set(channel, [...callbacks, onNotify])
    await this.session({ isLimited: false }).execute(listenTo(channel))
  }

  /**
   * Closes the database after the work that was called before. Work that takes longer than the time limit of one
   * statement is rejected, and its engine stopped; committed data is kept.
   */
  close(): Promise<void> {
    return (this.#closing ??= this.#close())
  }

  async #close(): Promise<void> {
    const { statementTimeoutMs, folder, log } = this.#options
    const timer = setTimeout(() => {
      log.warn({ folder }, 'The embedded engine was stopped because it did not close in time; committed data is kept')
      this.#stop()
    }, statementTimeoutMs)
    try {
      await this.#queue.run({ isPatient: true, signal: undefined }, async () => {
        this.#queue.end(closedError())
        await this.#engine.run({ text: 'checkpoint' })
        await this.#engine.close()
      })
    } catch (error) {
      if (!this.#isStopped) throw error
    } finally {
      clearTimeout(timer)
      this.#stop()
      await this.#engine.kill()
    }
  }

  /** Rejects all work, and stops the engine at once. */
  #stop(): void {
    this.#isStopped = true
    this.#queue.end(closedError())
    // The caller of `close` gets the error of this.
    this.#engine.kill().catch(() => undefined)
  }

  #startEngine(): Engine {
    const engine: Engine = new Engine(this.#options, this.#modules, {
      onNotify: (channel) => this.#listeners.get(channel)?.forEach((notify) => notify()),
      onFail: (reason, statement) => {
        // The caller of `opened` handles the failure of an engine that starts.
        if (this.#isReady) void this.#replace(reason, statement)
      },
    })
    return engine
  }

  async #replace(reason: Error, statement: string | undefined): Promise<void> {
    const { folder, log } = this.#options
    this.#isReady = false
    this.#queue.pause()
    log.warn({ err: reason, folder, statement }, 'The embedded engine was stopped')
    if (this.#closing) return this.#stop()
    const rejectWaiting = () => this.#queue.rejectWaiting(stoppedError(reason))
    rejectWaiting()
    const timer = setInterval(rejectWaiting, MAX_WAIT_MS)
    try {
      for (let attempt = 1; attempt <= MAX_ATTEMPTS && !this.#isStopped; attempt++) {
        if (attempt > 1) await sleep(RETRY_DELAY_MS)
        await this.#tryReplace()
        if (this.#isReady) return
      }
      if (this.#isStopped) return
      log.fatal({ folder }, 'The embedded engine cannot be started again. Restart the service')
      this.#queue.end(new EngineError(CANNOT_CONNECT_NOW, 'The embedded engine cannot be started again.', reason))
    } finally {
      clearInterval(timer)
    }
  }

  async #tryReplace(): Promise<void> {
    const { folder, log } = this.#options
    try {
      // Two engines would corrupt the folder.
      await this.#engine.kill()
      if (this.#isStopped) return
      const engine = this.#startEngine()
      this.#engine = engine
      await engine.opened
      for (const channel of this.#listeners.keys()) await engine.run({ text: listenTo(channel) }, MAX_WAIT_MS)
    } catch (error) {
      if (!this.#isStopped) log.warn({ err: error, folder }, 'The embedded engine did not start again')
      return
    }
    this.#isReady = true
    log.warn({ folder }, 'The embedded engine has started again')
    this.#queue.resume()
    // Notifications may have been missed.
    for (const notify of [...this.#listeners.values()].flat()) notify()
  }
}

function listenTo(channel: string): string {
  return `listen "${channel.replaceAll('"', '""')}"`
}

function closedError(): EngineError {
  return new EngineError(ADMIN_SHUTDOWN, 'The embedded database is closed.')
}

function stoppedError(reason: Error): EngineError {
  return new EngineError(ADMIN_SHUTDOWN, 'The embedded engine was stopped and is starting again.', reason)
}
