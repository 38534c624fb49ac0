import type { FieldNullability, InputFieldMap, SchemaTypes, TypeParam } from '@pothos/core'
import type { Context } from '../builder/context.ts'
import { loadReferenced, type Loader } from '../loaders/loader.ts'
import type { MaybePromise } from '../loaders/maybe-promise.ts'
import type { RowsRead } from './selected-columns.ts'

/** What a plan needs of a loader: it only fills it. */
export interface Fillable {
  fill(keys: Iterable<string>): Promise<unknown> | undefined
}

/** A value that the resolver of a field loads: a plan reads it before the executor calls the resolver. */
export type Load<Source> =
  | {
      loader: (context: Context) => Fillable
      /** The key or keys that the resolver loads for an object; null or undefined if it loads none. */
      keyOf(source: Source, context: Context): string | readonly string[] | null | undefined
    }
  | {
      /** For a loader that depends on the object, such as that of a page of its own arguments. */
      find(source: Source): { loader: Fillable; key: string } | undefined
    }

type RowWith<Column extends string, Key> = { readonly [Name in Column]: Key }
type RowMayHave<Column extends string> = { readonly [Name in Column]?: string | null | undefined }

/** Declares that a resolver loads a value by a column of its row. */
export function load<Column extends string>(loader: (context: Context) => Fillable, column: Column) {
  return { loader, keyOf: (row: RowMayHave<Column>) => row[column] }
}

/** The options of a field that returns what a loader has for a column of its row. */
export function related<Column extends string, Value>(loader: Loader<string, Value>, column: Column) {
  return {
    reads: [column],
    loads: [load(loader, column)],
    resolve: (row: RowWith<Column, string>, _args: object, context: Context): MaybePromise<Value> =>
      loader(context).load(row[column]),
  }
}

/** The options of a field that returns the row of a foreign key; null if the column is null. */
export function relatedOrNull<Column extends string, Value>(loader: Loader<string, Value>, column: Column) {
  return {
    reads: [column],
    loads: [load(loader, column)],
    resolve: (row: RowMayHave<Column>, _args: object, context: Context): MaybePromise<Value | null> => {
      const key: string | null | undefined = row[column]
      return key === null || key === undefined ? null : loader(context).load(key)
    },
  }
}

/** The options of a field that returns the row of a foreign key. Its resolver throws if the row does not exist. */
export function referenced<Column extends string, Row>(loader: Loader<string, Row | null>, column: Column) {
  return {
    reads: [column],
    loads: [load(loader, column)],
    resolve: (row: RowWith<Column, string>, _args: object, context: Context): MaybePromise<Row> =>
      loadReferenced(loader(context), row[column]),
  }
}

/** The options of a field that returns its own object, under another type. */
export const itself = { reads: [], loads: [], resolve: <Source>(source: Source): Source => source }

declare global {
  // oxlint-disable-next-line typescript/no-namespace
  export namespace PothosSchemaTypes {
    // The type parameters must be those that Pothos declares.
    interface FieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /**
       * What the resolver loads, for the plans of `schema/prefetch/`; empty if it loads nothing. A plan calls the resolver
       * too, and does not look below a field without this option. A wrong or missing one costs time, never an answer.
       */
      loads?: readonly Load<ParentShape>[]
      /**
       * The columns of its own row that the resolver reads, for types that are read by column (`readByColumn`). With a
       * missing one the resolver would find undefined; without the option, all columns are read.
       */
      reads?: readonly (keyof ParentShape & string)[]
      /** The columns of other rows that the resolver loads and reads itself, if their type is read by column. */
      readsRows?: readonly RowsRead[]
      /** What the resolver loads then, by keys that follow from what `loads` has read. */
      loadsThen?: readonly Load<ParentShape>[]
    }
  }
}
