import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../database/connection/open-database.ts'
import { createLog } from '../../database/log.ts'
import { projectRoot } from '../../database/project-root.ts'
import { loadCursorKey } from '../../server/auth/cursor-key.ts'
import { generatedDatabase } from '../cost/database.ts'
import { withPostgres } from '../server.ts'
import { describeMachine } from './machine.ts'
import { findPostmaster } from './measure/cpu.ts'
import { formatResults } from './measure/results.ts'
import { measureAll } from './measure/rounds.ts'
import { compare, summarize } from './measure/summary.ts'
import { parseOptions, type Options } from './options.ts'
import { selectSamples } from './samples.ts'
import { compilePeers, installPeers, LAB } from './servers/compile.ts'
import { allPeers } from './servers/peers.ts'
import { stopPeers } from './servers/running.ts'
import { startAll } from './servers/start-all.ts'

/**
 * Measures Dateline, as shipped, beside other servers and beside the limit of hand-written SQL, on the same tables.
 *
 *   npm run bench                              1,000,000 events, all queries, 5 rounds: about two hours
 *   npm run bench -- --quick                   100,000 events, five queries, 32 connections: about ten minutes
 *   npm run bench -- --peers dateline,mercurius --queries Q1,Q8 --connections 1 --rounds 3 --seconds 10
 *   npm run bench -- --coded                   machines made 80 % of the events, which lists leave out
 *
 * `BENCH_DATABASE_URL=postgres://user@host:port` uses a running PostgreSQL server, and keeps and reuses its databases.
 * The results are written to bench/RESULTS.md.
 */

const RESULTS_FILE = join(projectRoot, 'bench/RESULTS.md')

async function prepare(url: string): Promise<string> {
  const open = await openDatabase({ url, log: createLog('warn') })
  try {
    await open.withoutTimeout((db) => db.execute(readFileSync(join(LAB, 'postgraphile.sql'), 'utf8')))
    return await loadCursorKey(open.db)
  } finally {
    await open.close()
  }
}

async function run(options: Options, server: string, logFolder: string): Promise<void> {
  const hasOthers = options.peers.some((name) => name !== 'dateline')
  const installProblem = hasOthers ? installPeers() : undefined
  compilePeers(hasOthers && installProblem === undefined)
  const url = await generatedDatabase(server, options.events, options.isCoded ? 'CODED' : 'EDITED')
  const peers = allPeers(await prepare(url))
  const client = new pg.Client(url)
  await client.connect()
  try {
    // The servers of tests have another time zone and form of dates, which JSON made by PostgreSQL would show.
    const database = url.slice(url.lastIndexOf('/') + 1)
    await client.query(`alter database ${database} set timezone = 'UTC'`)
    await client.query(`alter database ${database} set datestyle = 'ISO'`)
    await client.query(`set timezone = 'UTC'; set datestyle = 'ISO'`)
    const samples = await selectSamples(client)
    const machine = await describeMachine(client)
    const { contests, remarks } = await startAll(peers, options, { url, logFolder, samples })
    if (installProblem !== undefined) remarks.push(installProblem)
    const postmaster = await findPostmaster(client)
    if (postmaster === undefined) remarks.push('PostgreSQL runs on another machine: its CPU time is not known.')
    const cells = await measureAll(contests, options, postmaster)
    const summaries = summarize(cells)
    const text = formatResults({
      command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '),
      events: `${options.events.toLocaleString('en')} generated events${options.isCoded ? ', 80 % of them CODED' : ''}`,
      rounds: `${options.rounds} rounds of ${options.seconds} seconds, after ${options.warmUpSeconds} seconds of warm-up`,
      machine,
      remarks,
      titles: new Map(peers.map(({ name, title }) => [name, title])),
      summaries,
      comparisons: compare(cells, summaries),
    })
    console.log(text)
    writeFileSync(RESULTS_FILE, text)
  } finally {
    await client.end()
  }
}

/** Rejects when the command is interrupted, so that everything that was started is stopped. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => reject(new Error(`Interrupted by ${signal}.`)))
  })
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  const logFolder = mkdtempSync(join(tmpdir(), 'dateline-bench-logs-'))
  const interrupted = interruption()
  try {
    await withPostgres((server) => Promise.race([run(options, server, logFolder), interrupted]))
  } finally {
    await stopPeers()
    rmSync(logFolder, { recursive: true, force: true })
  }
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  },
)
