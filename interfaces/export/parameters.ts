import { badUserInput } from '../../schema/builder/errors.ts'
import { normalizeDateTime } from '../../schema/builder/scalars.ts'

const FORMATS = ['csv', 'ndjson', 'geojson', 'parquet'] as const

/** Those whose rows are followed by something. */
const NOT_RESUMED: readonly string[] = ['geojson', 'parquet']

export type FormatName = (typeof FORMATS)[number]

/** What a client asks for. */
export interface ExportParameters {
  format: FormatName
  query: string | undefined
  /** The name of a persisted document. */
  name: string | undefined
  operationName: string | undefined
  variables: Record<string, unknown>
  /** The moment whose state is exported (RFC 3339, UTC, milliseconds); undefined for the present. */
  asOf: string | undefined
  /** The cursor of the last row that the client has. */
  after: string | undefined
  /** Whether the file begins with a description of its contents. */
  hasMetadata: boolean
}

const NAMES = ['format', 'query', 'name', 'operationName', 'variables', 'asOf', 'after', 'metadata']

/** @throws {GraphQLError} BAD_USER_INPUT if a parameter is unknown, missing or wrong */
export function parseParameters(search: URLSearchParams): ExportParameters {
  for (const name of search.keys()) {
    if (!NAMES.includes(name)) {
      throw badUserInput(`The parameters of an export are ${NAMES.join(', ')}; got ${showValue(name)}.`)
    }
  }
  const valueOf = (name: string) => search.get(name) || undefined
  const [query, name] = [valueOf('query'), valueOf('name')]
  // In CSV, the cell of a cursor that begins with a hyphen begins with an apostrophe.
  const after = valueOf('after')?.replace(/^'/, '')
  if ((query === undefined) === (name === undefined)) {
    throw badUserInput('Give either `query`, a document, or `name`, that of a persisted document.')
  }
  const format = formatOf(search.get('format'))
  const asOf = momentOf(valueOf('asOf'))
  if (after !== undefined && NOT_RESUMED.includes(format)) {
    throw badUserInput(`A file in the format ${format} cannot be resumed; leave \`after\` out, or use ndjson.`)
  }
  if (after !== undefined && asOf === undefined) {
    throw badUserInput('`after` needs `asOf`: the moment in the header `dateline-as-of` of the first answer.')
  }
  return {
    format,
    query,
    name,
    operationName: valueOf('operationName'),
    variables: variablesOf(valueOf('variables')),
    asOf,
    after,
    hasMetadata: flagOf(valueOf('metadata')),
  }
}

function formatOf(value: string | null): FormatName {
  const format = FORMATS.find((each) => each === value)
  if (format !== undefined) return format
  throw badUserInput(`\`format\` must be one of ${FORMATS.join(', ')}; got ${showValue(value)}.`)
}

function momentOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const moment = normalizeDateTime(value)
  if (moment !== undefined) return moment
  throw badUserInput(`\`asOf\` must be a date-time such as 2016-04-05T12:00:00Z; got ${showValue(value)}.`)
}

function variablesOf(json: string | undefined): Record<string, unknown> {
  if (json === undefined) return {}
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Refused below.
  }
  throw badUserInput(`\`variables\` must be a JSON object; got ${showValue(json)}.`)
}

function flagOf(value: string | undefined): boolean {
  if (value === undefined || value === 'true') return true
  if (value === 'false') return false
  throw badUserInput(`\`metadata\` must be true or false; got ${showValue(value)}.`)
}

const MAX_SHOWN = 60

function showValue(value: string | null): string {
  return value === null ? 'nothing' : JSON.stringify(value.slice(0, MAX_SHOWN).toWellFormed())
}
