import { getArgumentValues, type GraphQLResolveInfo } from 'graphql'
import { presentOf, type Context } from '../builder/context.ts'
import { atHand } from '../loaders/maybe-promise.ts'
import { isWithin } from './is-within.ts'
import type { Step } from './plan.ts'
import type { Fillable, Load } from './relation.ts'

/** Objects, by the context of the fields below them. */
export type Objects = ReadonlyMap<Context, ReadonlySet<unknown>>

export type KeysByLoader = Map<Fillable, Set<string>>

export const NO_OBJECTS: Objects = new Map()

/** Those of the objects that have a field. */
export function matchingObjects({ condition }: Step, objects: Objects, info: GraphQLResolveInfo): Objects {
  if (condition === undefined) return objects
  const { among, type } = condition
  const hasField = (object: unknown, context: Context): boolean => {
    const name: unknown = among.resolveType?.(object, context, info, among)
    return typeof name === 'string' && isWithin(info.schema, info.schema.getType(name), type)
  }
  return new Map(
    [...objects].map(([context, some]) => [context, new Set([...some].filter((object) => hasField(object, context)))]),
  )
}

/**
 * The arguments of a field.
 * @returns undefined if the executor will refuse them, or if they name another moment, which has other loaders
 */
export function argumentsOf({ field, ast }: Step, variables: GraphQLResolveInfo['variableValues']): object | undefined {
  if (field.args.length === 0) return {}
  try {
    const args = getArgumentValues(field, ast, variables)
    return args['asOf'] === undefined || args['asOf'] === null ? args : undefined
  } catch {
    return undefined
  }
}

/** Adds the keys that a field loads for objects. */
export function addKeys(keysByLoader: KeysByLoader, load: Load<unknown>, step: Step, objects: Objects): void {
  for (const [context, some] of objects) {
    const shared = 'loader' in load ? load.loader(contextOf(step, context)) : undefined
    for (const object of some) {
      const found = 'find' in load ? load.find(object) : undefined
      const key = 'keyOf' in load ? load.keyOf(object, contextOf(step, context)) : found?.key
      const loader = shared ?? found?.loader
      if (key === null || key === undefined || loader === undefined) continue
      const keys = keysByLoader.get(loader) ?? new Set<string>()
      keysByLoader.set(loader, keys)
      if (typeof key === 'string') keys.add(key)
      else for (const each of key) keys.add(each)
    }
  }
}

/** The values of a field, as its resolver returns them. A value that is not at hand is left out. */
export function valuesOf(step: Step, args: object, objects: Objects): Objects {
  const values = new Map<Context, Set<unknown>>()
  for (const [context, some] of objects) {
    const own = contextOf(step, context)
    const below = step.endsMoment ? presentOf(context) : own
    const belowContext = values.get(below) ?? new Set()
    values.set(below, belowContext)
    for (const object of some) addValue(belowContext, () => step.resolve(object, args, own))
  }
  return values
}

function addValue(values: Set<unknown>, resolve: () => unknown): void {
  let value: unknown
  try {
    value = resolve()
  } catch {
    // The executor calls the resolver again, and reports the error at its place.
    return
  }
  const read = atHand(value)
  if (Array.isArray(read)) for (const item of read) values.add(item)
  else if (read !== null && read !== undefined) values.add(read)
}

function contextOf({ readsPresent }: Step, context: Context): Context {
  return readsPresent ? presentOf(context) : context
}
