import type { Results } from '@electric-sql/pglite'

/** What the worker thread opens. */
export interface EngineOptions {
  /** The folder of the database; a new database is created in a folder that does not exist. */
  folder: string
  /** Settings of PostgreSQL, such as `TimeZone=UTC`. */
  settings: readonly string[]
}

/** The compiled WebAssembly programs of PGlite. Worker threads share the code of a module. */
export interface EngineModules {
  pgliteWasmModule: WebAssembly.Module
  initdbWasmModule: WebAssembly.Module
}

/** A message to the worker thread: one statement with parameters, or a script of several without. */
export interface Statement {
  text: string
  /** Undefined for a script. */
  params?: readonly unknown[]
  rowMode?: 'array' | 'object'
  /** A script that begins a transaction, in which only this statement runs. */
  begin?: string
  /** The types (OID) whose values stay text. */
  textTypes?: readonly number[]
  /** Whether the engine keeps the plan for the same text, which is planned once for all parameters. Only for reads. */
  isRepeated?: boolean
  /** What COPY reads from `/dev/blob`. */
  input?: ArrayBuffer
}

/** The message that ends the worker thread after the database is closed. */
export const CLOSE = 'close'

/** An error of the engine. Only a few properties of an error survive between threads. */
export interface SentError {
  message: string
  stack?: string | undefined
  /** Such as `code` (SQLSTATE), `detail` and `constraint`. */
  fields: Record<string, string>
}

/**
 * A message of the worker thread: the results of its start or of a message, or a notification (NOTIFY). `isBroken`: the
 * engine does not recover from the error.
 */
export type Answer =
  | { kind: 'results'; results: Results[] }
  | { kind: 'error'; error: SentError; isBroken: boolean }
  | { kind: 'notification'; channel: string }
