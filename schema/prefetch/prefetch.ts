import { createContextCache } from '@pothos/core'
import {
  defaultFieldResolver,
  getNamedType,
  isCompositeType,
  isIntrospectionType,
  isObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql'
import { contextBelow } from '../builder/as-of-plugin.ts'
import { presentOf, type Context } from '../builder/context.ts'
import { selectColumns } from '../loaders/selected-columns.ts'
import { PerSelection } from './inclusion.ts'
import type { Objects } from './objects.ts'
import { Plan, type Entry } from './plan.ts'
import { runPlan } from './run.ts'
import { columnsSelectedBy } from './selected-columns.ts'

const plans = new PerSelection<Plan>()

/** The objects of one request that were read, and wait until the fields below them are read. */
class Prefetcher {
  /** The fields whose objects are being read. */
  #openFields = 0
  #starts = new Map<Entry, Map<Context, Set<unknown>>>()
  #next: { run: Promise<void>; begin: (run: Promise<void>) => void } | undefined

  /** Waits for the objects of a field, and until what the fields below them load is at hand. */
  async resolve(result: Promise<unknown>, entry: Entry, context: Context, info: GraphQLResolveInfo): Promise<unknown> {
    this.#openFields++
    let run: Promise<void> | undefined
    try {
      const value = await result
      if (this.#add(entry, value, context)) run = (this.#next ??= createRun()).run
    } finally {
      // All fields that are read at the same time have one run, so that each table costs one statement.
      if (--this.#openFields === 0) this.#begin(info)
    }
    await run
    return result
  }

  #add(entry: Entry, value: unknown, context: Context): boolean {
    const objects = (Array.isArray(value) ? value : [value]).filter((object) => object !== null && object !== undefined)
    for (const object of objects as object[]) {
      const starts = this.#starts.get(entry) ?? new Map<Context, Set<unknown>>()
      this.#starts.set(entry, starts)
      const below = contextBelow(object, context)
      const ofContext = starts.get(below)
      if (ofContext) ofContext.add(object)
      else starts.set(below, new Set([object]))
    }
    return objects.length > 0
  }

  #begin(info: GraphQLResolveInfo): void {
    const next = this.#next
    if (next === undefined) return
    const starts: ReadonlyMap<Entry, Objects> = this.#starts
    this.#next = undefined
    this.#starts = new Map()
    next.begin(runPlan(starts, info))
  }
}

function createRun() {
  let begin: (run: Promise<void>) => void = () => undefined
  const run = new Promise<void>((resolve) => (begin = resolve))
  return { run, begin }
}

function hasPromise(result: unknown): result is Promise<unknown> | unknown[] {
  return result instanceof Promise || (Array.isArray(result) && result.some((item) => item instanceof Promise))
}

const prefetcherOf = createContextCache((_context: Context) => new Prefetcher())

/**
 * Makes each field that has to wait for its objects wait, too, until the loaders have what is selected below them: read
 * level by level, one statement for each table. The executor then completes all of it without a promise for each row.
 * The plan of an operation follows from the `loads` of its fields; it changes no answer.
 * @param schema changed in place
 * @returns the same schema
 */
export function prefetching(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (!isCompositeType(getNamedType(field.type))) continue
      const resolve = field.resolve ?? defaultFieldResolver
      field.resolve = (source, args, context: Context, info) => {
        if (info.path.prev === undefined && context.withoutPlans !== true) {
          selectColumns(context, info.operation, () => columnsSelectedBy(info))
        }
        const result: unknown = resolve(source, args, context, info)
        if (!hasPromise(result) || context.withoutPlans === true) return result
        const entry = plans.get(info, () => new Plan()).entryOf(info)
        if (entry.steps.length === 0) return result
        const prefetcher = prefetcherOf(presentOf(context))
        // The items of `_entities` are promises of their own: each can fail alone.
        return result instanceof Promise
          ? prefetcher.resolve(result, entry, context, info)
          : result.map((item) => (item instanceof Promise ? prefetcher.resolve(item, entry, context, info) : item))
      }
    }
  }
  return schema
}
