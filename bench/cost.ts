import { parseArgs } from 'node:util'
import { DEFAULT_COST_LIMIT, UNIT_MS } from '../schema/cost/weights.ts'
import { generatedDatabase } from './cost/database.ts'
import { dearestQuery, isTimeout, measureFields } from './cost/dearest.ts'
import { openMeter, type Measured } from './cost/meter.ts'
import { generateQuery } from './cost/queries.ts'
import { logFit, quantile, rankCorrelation } from './cost/statistics.ts'
import { readVocabulary } from './cost/vocabulary.ts'
import { withPostgres } from './server.ts'

/**
 * Compares the predicted cost of generated queries with what they really take, and searches for the most expensive
 * query that the cost limit accepts.
 *
 *   npm run bench:cost                        500 queries on 1,000,000 events on a temporary PostgreSQL server
 *   npm run bench:cost -- --events 100000     fewer events
 *   npm run bench:cost -- --queries 100       fewer queries
 *   npm run bench:cost -- --seed 7            other queries
 *
 * `BENCH_DATABASE_URL=postgres://user@host:port` uses a running server of this machine, and keeps and reuses its
 * databases; `DATABASE_URL` uses an existing database.
 */

const SEED = '20160405'
const TARGET = { correlation: 0.9, databaseMs: 1_000, loopMs: 100 }
const SHOWN = 10
const DEAREST_LENGTH = 2_000
const WARM_UP = '{ events(first: 100) { nodes { id title participations { actor { name } } } } }'

interface Row extends Measured {
  query: string
  /** The real cost in the unit of the prediction. */
  real: number
}

function realCost({ loopMs, databaseMs }: Measured): number {
  return loopMs / UNIT_MS.eventLoop + databaseMs / UNIT_MS.database
}

/** Whether a query was refused because it costs too much or has too many filters: the grammar knows no limits. */
function isBeyondLimits({ error }: Measured): boolean {
  return error !== undefined && /^QUERY_TOO_COSTLY|must contain at most/.test(error)
}

interface Comparison {
  events: number
  queries: number
  seed: number
}

async function compare(url: string, { events, queries, seed: firstSeed }: Comparison): Promise<void> {
  const meter = await openMeter(url, DEFAULT_COST_LIMIT, events)
  try {
    const vocabulary = await readVocabulary(meter.db)
    for (let i = 0; i < 30; i++) await meter.ask({ query: WARM_UP, variables: {} })
    const rows: Row[] = []
    let refused = 0
    for (let seed = firstSeed; rows.length < queries; seed++) {
      const generated = generateQuery(seed, vocabulary, meter.costOf)
      const measured = await meter.measure(generated)
      if (isBeyondLimits(measured) && !isTimeout(measured)) refused++
      else if (measured.error !== undefined && !isTimeout(measured))
        throw new Error(`${measured.error}\n${generated.query}`)
      else rows.push({ ...measured, query: generated.query, real: realCost(measured) })
    }
    report(rows, refused)
    const fields = await measureFields(meter, vocabulary, firstSeed)
    for (const resource of ['databaseMs', 'loopMs'] as const) {
      const { query, measured } = await dearestQuery(meter, fields, DEFAULT_COST_LIMIT, firstSeed, resource)
      const target = TARGET[resource]
      console.log(
        `\nThe most expensive legal query for ${resource === 'databaseMs' ? 'the database' : 'the event loop'}: ` +
          `${measured.databaseMs.toFixed(0)} ms of the database, ${measured.loopMs.toFixed(0)} ms of the event loop, ` +
          `cost ${measured.cost} (target: at most ${target} ms, ${measured[resource] <= target ? 'met' : 'NOT MET'})\n  ${query.slice(0, DEAREST_LENGTH)}`,
      )
    }
  } finally {
    await meter.close()
  }
}

function report(rows: readonly Row[], refused: number): void {
  const costs = rows.map(({ cost }) => cost)
  const correlation = rankCorrelation(
    costs,
    rows.map(({ real }) => real),
  )
  console.log(`${rows.length} queries; ${refused} more were refused as too costly.`)
  console.log(
    `Rank correlation of predicted and real cost: ${correlation.toFixed(3)} ` +
      `(target: at least ${TARGET.correlation}, ${correlation >= TARGET.correlation ? 'met' : 'NOT MET'}); ` +
      `with database + event loop in ms: ${rankCorrelation(
        costs,
        rows.map(({ databaseMs, loopMs }) => databaseMs + loopMs),
      ).toFixed(3)}`,
  )
  const { slope, intercept } = logFit(
    costs,
    rows.map(({ real }) => real),
  )
  const ratios = rows.map(({ cost, real }) => cost / real)
  console.log(`Fit: real = ${Math.exp(intercept).toFixed(1)} * predicted ^ ${slope.toFixed(2)}`)
  console.log(
    `Predicted / real, quantiles 5, 25, 50, 75, 95 %: ${quantilesOf(ratios, [0.05, 0.25, 0.5, 0.75, 0.95], 2)}`,
  )
  console.log(
    `Real, quantiles 50, 95, 100 %: ` +
      `database ${quantilesOf(
        rows.map(({ databaseMs }) => databaseMs),
        [0.5, 0.95, 1],
        1,
      )} ms; event loop ${quantilesOf(
        rows.map(({ loopMs }) => loopMs),
        [0.5, 0.95, 1],
        1,
      )} ms`,
  )
  showRows('Most expensive', rows.toSorted((a, b) => b.real - a.real).slice(0, SHOWN), DEAREST_LENGTH)
  const sorted = rows.toSorted((a, b) => a.cost / a.real - b.cost / b.real)
  showRows('Worst underestimates', sorted.slice(0, SHOWN))
  showRows('Worst overestimates', sorted.toReversed().slice(0, SHOWN))
}

function quantilesOf(values: readonly number[], shares: readonly number[], digits: number): string {
  return shares.map((share) => quantile(values, share).toFixed(digits)).join(', ')
}

function showRows(title: string, rows: readonly Row[], length = 240): void {
  console.log(`\n${title}: predicted, real, ms of the database, ms of the event loop`)
  for (const { cost, real, databaseMs, loopMs, query } of rows) {
    console.log(
      `  ${cost}, ${real.toFixed(0)}, ${databaseMs.toFixed(1)}, ${loopMs.toFixed(1)}: ${query.slice(0, length)}`,
    )
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '1000000' },
      queries: { type: 'string', default: '500' },
      seed: { type: 'string', default: SEED },
    },
  })
  const [events, queries, seed] = [Number(values.events), Number(values.queries), Number(values.seed)]
  if (!Number.isInteger(events) || events < 1_000)
    throw new Error(`--events must be a whole number, 1000 or more; got ${values.events}.`)
  if (!Number.isInteger(queries) || queries < 10)
    throw new Error(`--queries must be a whole number, 10 or more; got ${values.queries}.`)
  if (!Number.isInteger(seed)) throw new Error(`--seed must be a whole number; got ${values.seed}.`)
  const options = { events, queries, seed }
  // oxlint-disable-next-line node/no-process-env -- the benchmarks are commands of their own
  const existing = process.env['DATABASE_URL']
  if (existing) await compare(existing, options)
  else await withPostgres(async (server) => compare(await generatedDatabase(server, events), options))
}

await main()
