import type { Execute } from '../execute.ts'
import { CSV } from './csv.ts'
import type { Format } from './format.ts'
import { GEOJSON, NDJSON } from './json-formats.ts'
import { describe } from './metadata.ts'
import type { ExportParameters, FormatName } from './parameters.ts'
import { parquetChunks } from './parquet.ts'
import type { ExportPlan } from './plan.ts'
import { readRows, type Row } from './rows.ts'

const TEXT_FORMATS: Record<Exclude<FormatName, 'parquet'>, Format> = { csv: CSV, ndjson: NDJSON, geojson: GEOJSON }

const PARQUET_TYPE = 'application/vnd.apache.parquet'

/** A write that has not ended may still get an earlier moment than the one of the request. */
const SETTLING_MS = 1_000

export interface ExportRequest {
  /** The path of the request, for the description of the file. */
  path: string
  parameters: ExportParameters
  /** The text of the document. */
  query: string
  plan: ExportPlan
  execute: Execute
  /** Aborted when the client disconnects. */
  signal: AbortSignal
}

export interface StartedExport {
  headers: Record<string, string>
  /** The parts of the file; each is made when the last one was taken. */
  chunks: AsyncIterable<string | Uint8Array>
}

/**
 * Starts an export: it reads the first page, so that what is wrong is known before the answer begins.
 * @throws {GraphQLError} the error of the first page
 */
export async function startExport(request: ExportRequest): Promise<StartedExport> {
  const { path, parameters, query, plan, execute, signal } = request
  const { variables, after } = parameters
  const asOf = parameters.asOf ?? new Date(Date.now() - SETTLING_MS).toISOString()
  const format = parameters.format === 'parquet' ? undefined : TEXT_FORMATS[parameters.format]
  const rows = readRows(plan, { execute, variables, asOf, after, signal })
  const first = await rows.next()
  const hasHead = after === undefined
  const metadata =
    hasHead && parameters.hasMetadata
      ? await describe({ path, parameters, query, asOf, columns: plan.columns }, execute)
      : undefined
  return {
    headers: {
      'content-type': format?.contentType ?? PARQUET_TYPE,
      'content-disposition': `attachment; filename="events-${asOf.replaceAll(/[:.]/g, '')}.${parameters.format}"`,
      'dateline-as-of': asOf,
      'cache-control': 'no-store',
    },
    chunks: format
      ? chunksOf(format, plan, hasHead ? format.head(plan, metadata) : '', first.value ?? [], rows)
      : parquetChunks(plan, metadata, startingWith(first.value ?? [], rows)),
  }
}

async function* startingWith(first: Row[], others: AsyncGenerator<Row[], void>): AsyncGenerator<Row[]> {
  yield first
  yield* others
}

async function* chunksOf(
  format: Format,
  plan: ExportPlan,
  head: string,
  firstRows: readonly Row[],
  others: AsyncGenerator<Row[], void>,
): AsyncGenerator<string> {
  const textOf = (rows: readonly Row[]) => rows.map((row) => format.row(row, plan)).join(format.separator)
  let hasRows = firstRows.length > 0
  yield `${head}${textOf(firstRows)}`
  for await (const rows of others) {
    if (rows.length === 0) continue
    yield `${hasRows ? format.separator : ''}${textOf(rows)}`
    hasRows = true
  }
  yield format.tail
}
