// @ts-check
// JavaScript, because Node.js 20 loads TypeScript in no worker thread, and this file must run from the sources too.
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { unaccent } from '@electric-sql/pglite/contrib/unaccent'
import { parentPort, workerData } from 'node:worker_threads'
import { RepeatedStatements, textParsers } from './pglite-repeated.js'

/** @import { Answer, EngineModules, EngineOptions, Statement } from './messages.ts' */

/** The status of the exception by which PGlite reports an error of PostgreSQL, in place of `longjmp`. */
const LONGJMP_STATUS = 100

/** @param {Answer} answer */
function send(answer) {
  parentPort?.postMessage(answer)
}

/**
 * @param {unknown} thrown
 * @param {boolean} isBroken
 */
function sendError(thrown, isBroken = false) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  /** @type {Record<string, string>} */
  const fields = {}
  for (const [name, value] of Object.entries(error)) {
    // The statement, which PGlite adds, is known to the other thread.
    if (typeof value === 'string' && name !== 'query') fields[name] = value
  }
  send({ kind: 'error', error: { message: error.message, stack: error.stack, fields }, isBroken })
}

/**
 * PGlite ignores an exception of the engine that is not an error of PostgreSQL, such as a stack overflow or an access
 * out of bounds, and runs the engine again, for ever in the worst case. The message is sent at once; the other thread
 * ends this one.
 * @param {PGlite} client
 */
function reportFailures(client) {
  const engine = client.Module
  const run = engine._PostgresMainLoopOnce
  engine._PostgresMainLoopOnce = () => {
    try {
      run()
    } catch (error) {
      if (/** @type {{ status?: number }} */ (error).status !== LONGJMP_STATUS) sendError(error, true)
      throw error
    }
  }
}

/**
 * @param {PGlite} client
 * @param {RepeatedStatements} repeated
 * @param {Statement} statement
 */
async function run(client, repeated, { begin, isRepeated, ...statement }) {
  if (isRepeated) return await repeated.run(statement, () => runStatement(client, statement))
  if (begin === undefined) return await runStatement(client, statement)
  try {
    await client.exec(begin)
    const results = await runStatement(client, statement)
    await client.exec('commit')
    return results
  } catch (error) {
    await client.exec('rollback')
    throw error
  }
}

/**
 * @param {PGlite} client
 * @param {Statement} statement
 */
async function runStatement(client, { text, params, rowMode, textTypes = [], input }) {
  if (params === undefined) return await client.exec(text)
  const result = await client.query(text, [...params], {
    ...(rowMode && { rowMode }),
    parsers: textParsers(textTypes),
    ...(input && { blob: new Blob([input]) }),
  })
  return [result]
}

async function start() {
  const { folder, settings, ...modules } = /** @type {EngineOptions & EngineModules} */ (workerData)
  const client = await PGlite.create(folder, {
    ...modules,
    extensions: { pg_trgm, unaccent },
    startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
  })
  reportFailures(client)
  const repeated = new RepeatedStatements(client)
  client.onNotification((channel) => send({ kind: 'notification', channel }))
  parentPort?.on('message', (/** @type {Statement | 'close'} */ message) => {
    const results = message === 'close' ? client.close().then(() => []) : run(client, repeated, message)
    results.then((rows) => send({ kind: 'results', results: rows })).catch(sendError)
  })
  send({ kind: 'results', results: [] })
}

start().catch(sendError)
