import {
  defaultFieldResolver,
  getNullableType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'

type Wrap = (value: unknown) => unknown

/**
 * An item of a list whose error rejects instead of being thrown. The executor completes an item that has a `then`
 * through it; `then` calls back at once, so that an item that completes synchronously stays synchronous.
 */
class ListItem {
  readonly #value: unknown

  constructor(value: unknown) {
    this.#value = value
  }

  // oxlint-disable-next-line unicorn/no-thenable
  then<Completed>(complete: (value: unknown) => Completed): Completed | Promise<never> {
    try {
      return complete(this.#value)
    } catch (error) {
      return Promise.reject(error)
    }
  }
}

/**
 * Makes the executor wait for all items of a list when one of them fails. Without it, an item that throws (an argument
 * is rejected, a value cannot be serialized) ends the loop over the items, and the promises of earlier items are dropped:
 * if one of those rejects later, Node ends the process. Only lists of non-null items are affected: a nullable item catches
 * its own error. Selection sets need no such step: `executeFields` waits for the other fields.
 * @param schema changed in place
 * @returns the same schema
 */
export function guardListItems(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const wrap = wrapperOf(field.type)
      if (wrap === undefined) continue
      const resolve = field.resolve ?? defaultFieldResolver
      unguarded.set(field, resolve)
      field.resolve = (source, args, context, info) => {
        const value: unknown = resolve(source, args, context, info)
        return isThenable(value) ? value.then(wrap) : wrap(value)
      }
    }
  }
  return schema
}

type Field = GraphQLField<unknown, unknown>

const unguarded = new WeakMap<Field, NonNullable<Field['resolve']>>()

/** The resolver of a field without the guard, for an executor that waits for all items itself. */
export function unguardedResolver(field: Field): Field['resolve'] {
  return unguarded.get(field) ?? field.resolve
}

/** @returns undefined if no list in the type has non-null items */
function wrapperOf(type: GraphQLOutputType): Wrap | undefined {
  const list = getNullableType(type)
  if (!isListType(list)) return undefined
  const itemType = list.ofType
  const wrapInner = wrapperOf(itemType)
  if (!isNonNullType(itemType) && wrapInner === undefined) return undefined
  const wrapItem = (item: unknown): unknown => {
    if (isThenable(item)) return wrapInner ? item.then(wrapInner) : item
    return new ListItem(wrapInner ? wrapInner(item) : item)
  }
  return (value) => (isIterable(value) ? Array.from(value, wrapItem) : value)
}

/** Whether a value is a promise, or stands for one: a statement of Drizzle has a `then`. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

/** Whether a value can be a list. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}
