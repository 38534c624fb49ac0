import {
  defaultTypeResolver,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql'
import { isIterable, isThenable } from '../builder/guard-list-items.ts'
import { leafWriter } from './leaf.ts'
import { Parts } from './parts.ts'
import { writeError, type Owner, type Path, type Run, type Written } from './run.ts'

/** Where a value stands. */
export interface Place {
  owner: Owner
  path: Path
  /** What the resolver of the field received. */
  info: GraphQLResolveInfo
}

/**
 * Writes the value of a field, or an item of its list: GraphQL specification, 6.4.3, CompleteValue.
 * @throws {Error} if the type cannot have the value; a promise rejects
 */
export type WriteValue = (run: Run, value: unknown, place: Place) => Written

/** Returns what writes the values of a type. */
export function valueWriter(type: GraphQLOutputType): WriteValue {
  const isNullable = !isNonNullType(type)
  const write = writerOf(isNullable ? type : type.ofType)
  return (run, value, place) => {
    if (value instanceof Error) throw value
    if (value !== null && value !== undefined) return write(run, value, place)
    if (isNullable) return 'null'
    throw new Error(`Cannot return null for non-nullable field ${nameOf(place)}.`)
  }
}

function writerOf(type: GraphQLOutputType): WriteValue {
  if (isListType(type)) return listWriter(type.ofType)
  if (isNonNullType(type)) return valueWriter(type)
  if (isObjectType(type)) return objectWriter(type)
  if (!isLeafType(type)) return abstractWriter(type)
  const write = leafWriter(type)
  return (_, value) => write(value)
}

function listWriter(itemType: GraphQLOutputType): WriteValue {
  const writeItem = valueWriter(itemType)
  return (run, value, place) => {
    if (!isIterable(value)) throw new Error(`The value of ${nameOf(place)} must be a list.`)
    const { owner, info } = place
    const list = new Parts(run, '[')
    let index = 0
    for (const item of value) {
      const ofItem: Place = { owner, info, path: { prev: place.path, key: index, typename: undefined } }
      list.add(index++ > 0 ? ',' : '', attempt(writeItem, run, item, ofItem, itemType))
    }
    return list.end(']')
  }
}

/** Writes what a resolver or a list has: a value, or a promise of it. */
export function writeResolved(write: WriteValue, run: Run, value: unknown, place: Place): Written {
  return isThenable(value) ? Promise.resolve(value).then((each) => write(run, each, place)) : write(run, value, place)
}

/** An item that fails does not end the loop over the items: it would leave the promises of earlier ones alone. */
function attempt(write: WriteValue, run: Run, item: unknown, place: Place, itemType: GraphQLOutputType): Written {
  const { owner, path } = place
  try {
    const written = writeResolved(write, run, item, place)
    if (typeof written === 'string') return written
    return written.then(undefined, (error: unknown) => writeError(run, error, itemType, owner, path))
  } catch (error) {
    try {
      return writeError(run, error, itemType, owner, path)
    } catch (located) {
      return Promise.reject(located)
    }
  }
}

function objectWriter(type: GraphQLObjectType): WriteValue {
  const write = (isOfType: boolean | undefined, run: Run, value: unknown, place: Place): Written => {
    if (isOfType === false) throw new Error(`The value of ${nameOf(place)} must be of the type ${type.name}.`)
    return place.owner.writeObject(run, type, value, place.path)
  }
  return (run, value, place) => {
    const isOfType = type.isTypeOf?.(value, run.context, place.info)
    return isOfType instanceof Promise
      ? isOfType.then((each: boolean) => write(each, run, value, place))
      : write(isOfType as boolean | undefined, run, value, place)
  }
}

function abstractWriter(type: GraphQLAbstractType): WriteValue {
  const resolveType = type.resolveType ?? defaultTypeResolver
  const writers = new Map<unknown, WriteValue>()
  const writerOfType = (name: unknown, { info: { schema } }: Run): WriteValue => {
    const existing = writers.get(name)
    if (existing) return existing
    const actual = typeof name === 'string' ? schema.getType(name) : undefined
    if (!isObjectType(actual) || !schema.isSubType(type, actual)) {
      throw new Error(`A value of ${type.name} must have one of its types; got ${String(name)}.`)
    }
    const writer = objectWriter(actual)
    writers.set(name, writer)
    return writer
  }
  return (run, value, place) => {
    const name: unknown = resolveType(value, run.context, place.info, type)
    return name instanceof Promise
      ? name.then((each) => writerOfType(each, run)(run, value, place))
      : writerOfType(name, run)(run, value, place)
  }
}

function nameOf({ info: { parentType, fieldName } }: Place): string {
  return `${parentType.name}.${fieldName}`
}
