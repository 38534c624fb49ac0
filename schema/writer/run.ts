import {
  isNonNullType,
  locatedError,
  type FieldNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql'
import type { Context } from '../builder/context.ts'

/** JSON text, or a promise of it. */
export type Written = string | Promise<string>

/** Where a value stands in the answer. */
export type Path = GraphQLResolveInfo['path']

/** What the fields of one execution share. */
export interface Run {
  info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'rootValue' | 'operation' | 'variableValues'>
  context: Context
  /** Those of values that are null for them. */
  errors: GraphQLError[]
  /** The arguments of each field: all its objects have the same. */
  argumentsOf: Map<Owner, Record<string, unknown>>
  /** The maximum number of characters of the data. */
  maxLength: number
}

/** The field whose values are written. */
export interface Owner {
  readonly nodes: readonly FieldNode[]
  /** Writes an object that is the value of the field, or an item of its list. */
  writeObject(run: Run, type: GraphQLObjectType, object: unknown, path: Path): Written
}

/** The data is longer than it may be. It ends the execution, also below fields that may be null. */
export class TooLongError extends Error {}

/**
 * Notes the error of a value that may be null, and returns null.
 * @throws {GraphQLError} the error with its path, if the value must not be null
 */
export function writeError(run: Run, thrown: unknown, type: GraphQLOutputType, owner: Owner, path: Path): string {
  if (thrown instanceof TooLongError) throw thrown
  const all: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [thrown]
  for (const each of all) {
    const error = locatedError(each, owner.nodes, keysOf(path))
    if (isNonNullType(type)) throw error
    run.errors.push(error)
  }
  return 'null'
}

function keysOf(path: Path): (string | number)[] {
  const keys = []
  for (let at: Path | undefined = path; at; at = at.prev) keys.push(at.key)
  return keys.toReversed()
}
