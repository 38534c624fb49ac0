import type { Execute } from '../execute.ts'
import { nameOf, type Column } from './columns.ts'
import type { ExportParameters } from './parameters.ts'

/** What a file says about itself. */
export interface Metadata {
  /** The path and the parameters that make the same file again. */
  request: string
  /** The document, as the client sent it. */
  query: string
  variables: Record<string, unknown>
  /** The moment whose state the file has (RFC 3339). */
  asOf: string
  /** The datasets of the service, whose licences and citations hold for their events. */
  datasets: readonly DatasetTerms[]
  columns: readonly { name: string; type: string; description: string }[]
}

interface DatasetTerms {
  name: string
  title: string
  licence: string
  citation: string | null
}

const DATASETS = '{ datasets { name title licence citation } }'

interface Described {
  path: string
  parameters: ExportParameters
  query: string
  asOf: string
  columns: readonly Column[]
}

/** @throws {GraphQLError} if the datasets cannot be read */
export async function describe(
  { path, parameters, query, asOf, columns }: Described,
  execute: Execute,
): Promise<Metadata> {
  const { data, errors } = await execute(DATASETS, {})
  if (errors?.[0]) throw errors[0]
  const { datasets } = data as { datasets: DatasetTerms[] }
  return {
    request: `${path}?${searchOf(parameters, query, asOf)}`,
    query,
    variables: parameters.variables,
    asOf,
    datasets,
    columns: columns.map((column) => ({
      name: nameOf(column),
      type: column.type,
      description: column.description,
    })),
  }
}

/** With the document instead of its name, which another service may not have. */
function searchOf({ format, operationName, variables }: ExportParameters, query: string, asOf: string): string {
  const values = {
    format,
    query,
    ...(operationName !== undefined && { operationName }),
    ...(Object.keys(variables).length > 0 && { variables: JSON.stringify(variables) }),
    asOf,
  }
  return Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
}
