import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { PoolState } from '../../database/connection/connection.ts'
import { GRAPHQL_PATH } from '../graphql-path.ts'
import { BoundedNames } from './bounded-names.ts'
import { stageName } from './stage-name.ts'

const MAX_OPERATION_NAMES = 100
const DURATION_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const COST = [10, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 200_000]
const BATCH_KEYS = [1, 5, 10, 50, 100, 500, 1_000]
/** Paths of the service; every other path is one label value. */
const PATHS = new Set(['/', GRAPHQL_PATH, '/export', '/healthz', '/readyz', '/schema.graphql', '/report.schema.json'])

/** The rows that the imports of a dataset read in all, and those of them that were rejected. */
export interface ImportedRows {
  dataset: string
  read: number
  rejected: number
}

/** What is counted of a request at its end. */
interface CountedRequest {
  transport: string
  path: string
  operationName: string | undefined
  operationType: string | undefined
  cost: number | undefined
  codes: readonly string[]
}

/** What is read at each scrape. */
export interface MetricSources {
  version: string
  poolStates: () => readonly PoolState[]
  subscriptionCount: () => number
  unhandledRejectionCount: () => number
  /** May reject: the metrics of imports are then absent. */
  importedRows: () => Promise<readonly ImportedRows[]>
}

/** The metrics of one server, in the text format of Prometheus. Names and labels are in docs/operations.md. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #operationNames = new BoundedNames(MAX_OPERATION_NAMES)
  readonly #operations = new Counter({
    name: 'dateline_operations_total',
    help: 'GraphQL operations by name, type, transport and the code of the first error (OK without one).',
    labelNames: ['operation', 'type', 'transport', 'code'],
    registers: [this.#registry],
  })
  readonly #durations = new Histogram({
    name: 'dateline_operation_duration_seconds',
    help: 'Time from the request to the end of the response of queries and mutations.',
    labelNames: ['type'],
    buckets: DURATION_SECONDS,
    registers: [this.#registry],
  })
  readonly #costs = new Histogram({
    name: 'dateline_operation_cost',
    help: 'Cost of the operations, rejected ones included, in the unit of MAX_QUERY_COST.',
    buckets: COST,
    registers: [this.#registry],
  })
  readonly #httpRequests = new Counter({
    name: 'dateline_http_requests_total',
    help: 'HTTP requests by path and status; the path is "other" for unknown paths.',
    labelNames: ['path', 'status'],
    registers: [this.#registry],
  })
  readonly #batchKeys = new Histogram({
    name: 'dateline_loader_batch_keys',
    help: 'Keys of each batch of a loader, which is one statement or a few; the count is the number of batches.',
    labelNames: ['stage'],
    buckets: BATCH_KEYS,
    registers: [this.#registry],
  })
  readonly #webSockets = new Gauge({
    name: 'dateline_websockets_open',
    help: 'Open WebSocket connections.',
    registers: [this.#registry],
  })

  constructor(sources: MetricSources) {
    collectDefaultMetrics({ register: this.#registry })
    registerSources(this.#registry, sources)
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  /** The text of a scrape. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  /** Counts a request at its end. */
  countRequest(request: CountedRequest, status: number | undefined, seconds: number): void {
    // A document that is refused before its execution has no type.
    const { operationName, operationType: type = 'unknown', transport, cost, codes } = request
    // `/graphql/NAME` runs a persisted document.
    const path = request.path.startsWith(`${GRAPHQL_PATH}/`) ? GRAPHQL_PATH : request.path
    if (status !== undefined) this.#httpRequests.inc({ path: PATHS.has(path) ? path : 'other', status: String(status) })
    const [code = 'OK'] = codes
    if (type === 'unknown' && (path !== GRAPHQL_PATH || code === 'OK')) return
    const operation = this.#operationNames.labelOf(operationName, code === 'OK')
    this.#operations.inc({ operation, type, transport, code })
    if (cost !== undefined) this.#costs.observe(cost)
    if (type === 'query' || type === 'mutation') this.#durations.observe({ type }, seconds)
  }

  countBatch(rank: number, keyCount: number): void {
    this.#batchKeys.observe({ stage: stageName(rank) }, keyCount)
  }

  /** Counts an open WebSocket. Returns a function to call when it closes. */
  openWebSocket(): () => void {
    this.#webSockets.inc()
    return () => this.#webSockets.dec()
  }
}

function registerSources(registry: Registry, sources: MetricSources): void {
  const registers = [registry]
  new Gauge({
    name: 'dateline_build_info',
    help: 'Always 1; the label is the version of the service.',
    labelNames: ['version'],
    registers,
  }).set({ version: sources.version }, 1)
  new Gauge({
    name: 'dateline_subscriptions_open',
    help: 'Open subscriptions over SSE and WebSockets.',
    registers,
    collect() {
      this.set(sources.subscriptionCount())
    },
  })
  new Gauge({
    name: 'dateline_unhandled_rejections',
    help: 'Unhandled rejections since the start; each is a defect of the service.',
    registers,
    collect() {
      this.set(sources.unhandledRejectionCount())
    },
  })
  new Gauge({
    name: 'dateline_pool_connections',
    help: 'Connections of the PostgreSQL pool by state: idle or used. Absent on the embedded engine.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const { pool, size, idle } of sources.poolStates()) {
        this.set({ pool, state: 'idle' }, idle)
        this.set({ pool, state: 'used' }, size - idle)
      }
    },
  })
  new Gauge({
    name: 'dateline_pool_waiting',
    help: 'Statements and transactions that wait for a connection of the PostgreSQL pool.',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const { pool, waiting } of sources.poolStates()) this.set({ pool }, waiting)
    },
  })
  registerImports(registry, sources)
}

function registerImports(registry: Registry, { importedRows }: MetricSources): void {
  const register = (name: string, help: string, valueOf: (rows: ImportedRows) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['dataset'],
      registers: [registry],
      async collect() {
        this.reset()
        // A scrape must work while the database is away.
        for (const rows of await importedRows().catch(() => [])) this.set({ dataset: rows.dataset }, valueOf(rows))
      },
    })
  register('dateline_import_rows_read', 'Rows that the imports of a dataset have read.', ({ read }) => read)
  register('dateline_import_rows_rejected', 'Rows that they have rejected.', ({ rejected }) => rejected)
}
