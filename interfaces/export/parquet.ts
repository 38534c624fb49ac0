import { ByteWriter, ParquetWriter, type BasicType, type SchemaElement } from 'hyparquet-writer'
import { nameOf, valueAt, type Column } from './columns.ts'
import type { Metadata } from './metadata.ts'
import { CURSOR, type ExportPlan } from './plan.ts'
import type { Row } from './rows.ts'

/** Of a row group: its columns are in memory until it is written, which takes a few milliseconds. */
const ROWS_PER_GROUP = 2_000

/** A column of a Parquet file. Each value is optional. */
interface ParquetColumn {
  name: string
  type: BasicType
  valueOf: (row: Row) => unknown
}

/**
 * Makes a Parquet file, one row group after the other. Numbers and booleans are such; a list is a JSON text, everything
 * else a text.
 * @param metadata the description of the file, which is under the key `dateline`; undefined for none
 */
export async function* parquetChunks(
  plan: ExportPlan,
  metadata: Metadata | undefined,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Uint8Array> {
  const columns: ParquetColumn[] = [
    ...plan.columns.map(parquetColumn),
    { name: CURSOR, type: 'STRING', valueOf: ({ cursor }) => cursor },
  ]
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    createdBy: 'Dateline',
    ...(metadata && { kvMetadata: [{ key: 'dateline', value: JSON.stringify(metadata) }] }),
  })
  let rows: Row[] = []
  const writeGroup = async () => {
    const columnData = columns.map(({ name, type, valueOf }) => ({ name, type, data: rows.map(valueOf) }))
    await writer.write({ columnData, rowGroupSize: rows.length })
    rows = []
    return taken(bytes)
  }
  for await (const page of pages) {
    rows.push(...page)
    if (rows.length >= ROWS_PER_GROUP) yield await writeGroup()
  }
  if (rows.length > 0) yield await writeGroup()
  await writer.finish()
  yield taken(bytes)
}

/** Returns the bytes that were written since the last call, and makes room for others. */
function taken(writer: ByteWriter): Uint8Array {
  const chunk = writer.getBytes().slice()
  writer.index = 0
  return chunk
}

function schemaOf(columns: readonly ParquetColumn[]): SchemaElement[] {
  return [
    { name: 'events', num_children: columns.length },
    ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...ELEMENTS[type] })),
  ]
}

/** How values of each type are stored. */
const ELEMENTS: Readonly<Partial<Record<BasicType, Partial<SchemaElement>>>> = {
  BOOLEAN: { type: 'BOOLEAN' },
  INT32: { type: 'INT32' },
  DOUBLE: { type: 'DOUBLE' },
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
}

const TYPE_BY_SCALAR: Readonly<Record<string, BasicType>> = { Int: 'INT32', Float: 'DOUBLE', Boolean: 'BOOLEAN' }

function parquetColumn(column: Column): ParquetColumn {
  const type = column.isInList ? 'STRING' : (TYPE_BY_SCALAR[column.type.replace('!', '')] ?? 'STRING')
  return { name: nameOf(column), type, valueOf: ({ node }) => cellOf(valueAt(node, column.path), type) }
}

function cellOf(value: unknown, type: BasicType): unknown {
  if (value === null || value === undefined) return undefined
  return type !== 'STRING' || typeof value === 'string' ? value : JSON.stringify(value)
}
