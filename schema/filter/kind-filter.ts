import type { InputRef } from '@pothos/core'
import { and, eq, getTableColumns, gte, lt, lte, sql, type Column, type SQL } from 'drizzle-orm'
import { escapeLike, isGiven } from '../../database/sql/conditions.ts'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { events } from '../../database/tables/event.ts'
import { DETAIL_DESCRIPTIONS, DETAIL_ENUMS } from '../../ingest/format/kind-detail-descriptions.ts'
import { detailFieldsOf } from '../../ingest/format/kind-details.ts'
import { builder } from '../builder/builder.ts'
import { enumByName } from '../builder/enum-type.ts'
import { badUserInput } from '../builder/errors.ts'
import { typedKinds } from '../event/kinds.ts'
import { withoutLookUp, type ParsedCondition } from './condition.ts'
import { IntRange, MomentRange, parseMomentRange, parseRange } from './ranges.ts'

type Types = typeof builder.$inferSchemaTypes
type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

/** `phoneCall` for `PHONE_CALL`. */
type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${Lowercase<First>}${Capitalize<CamelCase<Rest>>}`
  : Lowercase<Name>

/** The values for the columns of a details table, by column. */
export type KindFilter = Record<string, unknown>
type KindFilterName = CamelCase<TypedKindName>
export type KindFilters = { [Name in KindFilterName]?: KindFilter | null | undefined }

/** How a column of a details table is filtered. */
interface ColumnFilter {
  /** @param enumName the name of the enum of the column, if it has one */
  input: (enumName: string | undefined) => {
    type: InputRef<unknown> | [InputRef<unknown>] | 'Boolean' | 'String'
    /** What the value matches, for the description. */
    matches?: string
  }
  /** @param path the path of the value, for messages */
  condition: (column: Column, value: never, path: string) => SQL | undefined
}

const COLUMN_FILTERS: Record<string, ColumnFilter> = {
  PgInteger: {
    input: () => ({ type: IntRange }),
    condition: (column, range: typeof IntRange.$inferInput, path) => {
      const { atLeast, atMost } = parseRange(range, path)
      return and(isGiven(atLeast) ? gte(column, atLeast) : undefined, isGiven(atMost) ? lte(column, atMost) : undefined)
    },
  },
  PgTimestampString: {
    input: () => ({ type: MomentRange }),
    condition: (column, range: typeof MomentRange.$inferInput, path) => {
      const { from, to } = parseMomentRange(range, path)
      return and(isGiven(from) ? gte(column, from) : undefined, isGiven(to) ? lt(column, to) : undefined)
    },
  },
  PgBoolean: {
    input: () => ({ type: 'Boolean' }),
    condition: (column, value: boolean) => eq(column, value),
  },
  PgText: {
    input: (enumName) =>
      enumName === undefined
        ? { type: 'String', matches: 'Matches texts that contain this one; case is ignored.' }
        : { type: [enumByName(enumName)], matches: 'Matches any of these values.' },
    condition: (column, value: string | string[], path) =>
      Array.isArray(value)
        ? sql`${column} = any(${sql.param(value)}::text[])`
        : sql`${column} ilike ${patternOf(value, path)}`,
  },
  PgArray: {
    input: (enumName) =>
      enumName === undefined
        ? { type: 'String', matches: 'Matches lists with a text that contains this one; case is ignored.' }
        : { type: [enumByName(enumName)], matches: 'Matches lists with any of these values.' },
    condition: (column, value: string | string[], path) =>
      Array.isArray(value)
        ? sql`${column} && ${sql.param(value)}::text[]`
        : sql`exists (select 1 from unnest(${column}) item where item ilike ${patternOf(value, path)})`,
  },
}

function patternOf(text: string, path: string): string {
  if (text.trim() === '') throw badUserInput(`\`${path}\` must have at least one character that is not white space.`)
  return `%${escapeLike(text)}%`
}

interface FilteredColumn {
  name: string
  column: Column
  filter: ColumnFilter
}

function columnsOf(kind: TypedKindName): FilteredColumn[] {
  const columns: Record<string, Column> = getTableColumns(TYPED_KINDS[kind].details)
  return detailFieldsOf(kind).map((name) => {
    const column = columns[name]
    const filter = COLUMN_FILTERS[column?.columnType ?? '']
    if (column === undefined || filter === undefined)
      throw new Error(`Declare in COLUMN_FILTERS how to filter ${kind} by ${name}.`)
    return { name, column, filter }
  })
}

function filterName(kind: string): KindFilterName {
  return kind.toLowerCase().replaceAll(/_(.)/g, (_match, letter: string) => letter.toUpperCase()) as KindFilterName
}

/** The typed kinds with their field in a filter, the columns that it filters by, and its input type. */
const kinds = typedKinds.map(({ kind, typeName }) => {
  const columns = columnsOf(kind)
  const type = builder.inputType(`${typeName}Where`, {
    description: `A filter of events of the kind ${kind} by the fields that only this kind has. All given conditions must match; an event without a value does not match.`,
    fields: (t) =>
      Object.fromEntries(
        columns.map(({ name, filter }) => {
          const { type, matches } = filter.input(DETAIL_ENUMS[name])
          return [name, t.field({ type, description: [DETAIL_DESCRIPTIONS[name], matches].join(' ').trimEnd() })]
        }),
      ),
  })
  return { kind, field: filterName(kind), columns, type }
})

/** The input fields that filter events by the fields of one kind: one for each typed kind. */
export function kindFilterFields(t: InputFields) {
  return Object.fromEntries(
    kinds.map(({ kind, field, type }) => [
      field,
      t.field({ type, description: `Matches events of the kind ${kind} with these values.` }),
    ]),
  )
}

/**
 * Parses the filters of one kind. Each implies its kind.
 * @throws {GraphQLError} BAD_USER_INPUT if a text is empty or a range is reversed
 */
export const kindConditions = Object.fromEntries(
  kinds.map((kind) => [kind.field, (values: KindFilter) => [conditionOfKind(kind, values)]]),
) as Record<KindFilterName, (values: KindFilter) => ParsedCondition[]>

/**
 * The details are found by their primary key. Indexes on their columns make no difference: with 100,000 phone calls among
 * 1,000,000 events, lists and counts took the same time with and without an index on the duration.
 */
function conditionOfKind({ kind, field, columns }: (typeof kinds)[number], values: KindFilter): ParsedCondition {
  const { details } = TYPED_KINDS[kind]
  const conditions = columns.map(({ name, column, filter }) => {
    const value = values[name]
    return isGiven(value) ? filter.condition(column, value as never, `${field}.${name}`) : undefined
  })
  const matches = and(...conditions)
  return withoutLookUp(field, {
    where: and(
      eq(events.kind, kind),
      matches && sql`exists (select 1 from ${details} where ${details.eventId} = ${events.id} and ${matches})`,
    ),
  })
}
