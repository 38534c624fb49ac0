import pg from 'pg'
import type { LookUpStatement } from '../../fast-reads.ts'
import { applySettings, CONNECT_MS, type ErrorHandler } from './pool.ts'
import { Preparations } from './prepared-statements.ts'

/** A look-up by key takes milliseconds. One that takes longer is repeated on a connection of its own. */
const LOOK_UP_MS = 1_000
const CONNECTIONS = 4

const { builtins } = pg.types
/** Moments and days are read as text, so that no digit is lost. */
const READ_AS_TEXT = new Set<number>([builtins.TIMESTAMPTZ, builtins.TIMESTAMP, builtins.DATE])
export const TEXT_MOMENTS = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    READ_AS_TEXT.has(type) ? (text: string) => text : (pg.types.getTypeParser(type, format as 'text') as unknown),
} as pg.CustomTypesConfig

/** A connection, and how many statements it has not answered. */
interface Pipeline {
  client: Promise<pg.Client>
  pendingCount: number
  preparations: Preparations
}

/**
 * Sends look-ups over a few connections without waiting for the answers of others that were sent before. Each is a
 * statement and a transaction of its own, so that one that fails does not affect the next.
 */
export class Pipelines {
  readonly #url: string
  readonly #onConnectionError: ErrorHandler
  readonly #pipelines: (Pipeline | undefined)[] = Array.from({ length: CONNECTIONS }, () => undefined)
  /** Those that were replaced, and have not ended. */
  readonly #replaced = new Set<Pipeline>()
  #isClosed = false

  constructor(url: string, onConnectionError: ErrorHandler) {
    this.#url = url
    this.#onConnectionError = onConnectionError
  }

  get size(): number {
    return this.#pipelines.filter((pipeline) => pipeline !== undefined).length
  }

  get idleCount(): number {
    return this.#pipelines.filter((pipeline) => pipeline?.pendingCount === 0).length
  }

  async send({ name, text, values }: LookUpStatement): Promise<unknown[][]> {
    const pipeline = this.#leastBusy()
    pipeline.pendingCount++
    pipeline.preparations.add(name)
    if (pipeline.preparations.isFull) this.#replace(pipeline)
    try {
      const client = await pipeline.client
      writeTogether(client)
      const { rows } = await client.query<unknown[]>({ name, text, values, rowMode: 'array', types: TEXT_MOMENTS })
      return rows
    } finally {
      pipeline.pendingCount--
      if (pipeline.pendingCount === 0 && this.#replaced.has(pipeline)) void this.#end(pipeline)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const open = [...this.#pipelines, ...this.#replaced].filter((pipeline) => pipeline !== undefined)
    await Promise.all(open.map((pipeline) => this.#end(pipeline)))
  }

  async #end(pipeline: Pipeline): Promise<void> {
    const client = await pipeline.client.catch(() => undefined)
    await client?.end()
    this.#replaced.delete(pipeline)
  }

  /** The connection ends when it has answered what it was sent. */
  #replace(pipeline: Pipeline): void {
    this.#remove(pipeline)
    this.#replaced.add(pipeline)
  }

  /** A connection is opened when all others have work. */
  #leastBusy(): Pipeline {
    if (this.#isClosed) throw new Error('The database is closed.')
    let best: number | undefined
    for (const [i, pipeline] of this.#pipelines.entries()) {
      if (pipeline?.pendingCount === 0) return pipeline
      const bestCount = best === undefined ? Infinity : (this.#pipelines[best]?.pendingCount ?? -1)
      if ((pipeline?.pendingCount ?? -1) < bestCount) best = i
    }
    const place = best ?? 0
    return this.#pipelines[place] ?? this.#open(place)
  }

  #open(place: number): Pipeline {
    const pipeline: Pipeline = {
      client: this.#connect(() => this.#remove(pipeline)),
      pendingCount: 0,
      preparations: new Preparations(),
    }
    this.#pipelines[place] = pipeline
    pipeline.client.catch(() => this.#remove(pipeline))
    return pipeline
  }

  #remove(pipeline: Pipeline): void {
    const place = this.#pipelines.indexOf(pipeline)
    if (place !== -1) this.#pipelines[place] = undefined
  }

  async #connect(onEnd: () => void): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'dateline-look-ups',
      pipeline: true,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: LOOK_UP_MS + CONNECT_MS,
    })
    client.on('error', this.#onConnectionError)
    client.on('error', onEnd)
    client.on('end', onEnd)
    await client.connect()
    await applySettings(client, LOOK_UP_MS)
    // A look-up has one good plan, that by the index of its key; planning each time would take longer than running it.
    await client.query("select set_config('plan_cache_mode', 'force_generic_plan', false)")
    return client
  }
}

/**
 * Keeps what is sent over a connection until the end of this turn of the event loop: one write to its socket, a third of
 * the time of a look-up, then has the look-ups of many requests.
 */
function writeTogether({ connection: { stream } }: pg.Client): void {
  if (stream.writableCorked > 0) return
  stream.cork()
  setImmediate(() => stream.uncork())
}
