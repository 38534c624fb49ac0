import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import {
  isInterfaceType,
  isObjectType,
  visit,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { SelectedColumns } from '../loaders/selected-columns.ts'

interface RowType {
  table: PgTable
  /** The columns that are read of each row, such as those that tell its type. */
  always: readonly string[]
}

/** By the name of the type, or of an interface of it. */
const rowTypes = new Map<string, RowType>()

/**
 * Says that objects of some types are rows of a table, of which only the columns are read that the selected fields
 * declare by `reads`. Fields that expose a column need not declare it; for any other field without `reads`, all columns
 * are read.
 * @param types the names of the types; an interface stands for its types
 * @param always the columns that are read of each row
 */
export function readByColumn<Table extends PgTable>(
  table: Table,
  types: readonly string[],
  always: readonly (keyof Table['_']['columns'] & string)[],
): void {
  for (const type of types) rowTypes.set(type, { table, always })
}

/** The part of the options of a field that says which columns it reads. */
interface ReadOptions {
  reads?: readonly string[]
  readsRows?: readonly RowsRead[]
}

/** Columns of rows of another table, which the resolver of a field loads. */
export interface RowsRead {
  table: PgTable
  columns: readonly string[]
}

/** @returns undefined if the field does not say it */
export function columnsReadBy({ extensions }: GraphQLField<unknown, unknown>): readonly string[] | undefined {
  const { reads } = (extensions['pothosOptions'] ?? {}) as ReadOptions
  const exposed = extensions['pothosExposedField']
  return typeof exposed === 'string' ? [exposed] : reads
}

/** The table and the columns that are read of each row, of types that are read by column. */
export function rowTypeOf(schema: GraphQLSchema, typeName: string): RowType | undefined {
  const type = schema.getType(typeName)
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined
  const [found] = [type, ...type.getInterfaces()].flatMap(({ name }) => rowTypes.get(name) ?? [])
  return found
}

type Columns = Map<PgTable, Set<string>>

/** What fields read, by their names: fields of the same name in different types are one. */
const readsBySchema = new WeakMap<GraphQLSchema, Map<string, Columns>>()

function readsOf(schema: GraphQLSchema): Map<string, Columns> {
  const existing = readsBySchema.get(schema)
  if (existing) return existing
  const reads = new Map<string, Columns>()
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    const row = rowTypeOf(schema, type.name)
    for (const field of Object.values(type.getFields())) {
      const columns = reads.get(field.name) ?? new Map<PgTable, Set<string>>()
      reads.set(field.name, columns)
      if (row) add(columns, row.table, columnsReadBy(field) ?? Object.keys(getTableColumns(row.table)))
      const { readsRows = [] } = (field.extensions['pothosOptions'] ?? {}) as ReadOptions
      for (const { table, columns: names } of readsRows) add(columns, table, names)
    }
  }
  readsBySchema.set(schema, reads)
  return reads
}

function add(columns: Columns, table: PgTable, names: readonly string[]): void {
  columns.set(table, new Set([...(columns.get(table) ?? []), ...names]))
}

const CURSORS = new Set(['cursor', 'startCursor', 'endCursor'])

const selectedByOperation = new WeakMap<OperationDefinitionNode, SelectedColumns>()

/**
 * What the fields of an operation and its fragments read, also of those that are skipped: one set for each table, since
 * fields share the rows.
 */
export function columnsSelectedBy({ operation, fragments, schema }: GraphQLResolveInfo): SelectedColumns {
  const existing = selectedByOperation.get(operation)
  if (existing) return existing
  const reads = readsOf(schema)
  const names: Columns = new Map()
  for (const { table, always } of rowTypes.values()) add(names, table, always)
  const seen = new Set<string>()
  const collect = { Field: ({ name }: { name: { value: string } }) => void seen.add(name.value) }
  for (const node of [operation, ...Object.values(fragments)]) visit(node, collect)
  for (const name of seen) for (const [table, columns] of reads.get(name) ?? []) add(names, table, [...columns])
  const selected = { names, hasCursors: [...seen].some((name) => CURSORS.has(name)) }
  selectedByOperation.set(operation, selected)
  return selected
}
