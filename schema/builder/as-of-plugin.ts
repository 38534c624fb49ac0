import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import type { Context } from './context.ts'
import { badUserInput } from './errors.ts'

type Resolver = GraphQLFieldResolver<unknown, Context, Record<string, unknown>>

/** The as-of context by the object that was read through it. */
const contextByObject = new WeakMap<object, Context>()

/**
 * Evaluates the argument `asOf`: the field and all fields below it are resolved with a context whose database returns
 * the state of that moment. Resolvers need no code for it. Each moment has its own context object, so caches by context
 * (loaders, batch scheduler) never mix two moments. This holds only while no context has Pothos' `initContextCache()`:
 * the copies would share its cache.
 */
class AsOfPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    _field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const resolve = resolver as Resolver
    const resolveAsOf: Resolver = (parent, args, context, info) => {
      const asOf = args['asOf']
      const hasAsOf = asOf !== undefined && asOf !== null
      if (!hasAsOf && context.asOfContexts === undefined) return resolve(parent, args, context, info)
      const inherited = (typeof parent === 'object' && parent !== null && contextByObject.get(parent)) || context
      const fieldContext = hasAsOf ? contextAsOf(context, asOf as string) : inherited
      const result = resolve(parent, args, fieldContext, info)
      return fieldContext === context ? result : tagWithContext(result, fieldContext)
    }
    return resolveAsOf as GraphQLFieldResolver<unknown, Types['Context'], object>
  }
}

function contextAsOf(present: Context, asOf: string): Context {
  if (Date.parse(asOf) > Date.now()) throw badUserInput(`\`asOf\` must not be in the future; got ${asOf}.`)
  if (present.databaseAsOf === undefined) throw new Error('asOf is not configured.')
  const contexts = (present.asOfContexts ??= new Map())
  const existing = contexts.get(asOf)
  if (existing) return existing
  const context: Context = { ...present, db: present.databaseAsOf(asOf), asOf }
  contexts.set(asOf, context)
  return context
}

function tagWithContext(result: unknown, context: Context): unknown {
  if (result instanceof Promise) return result.then((value: unknown) => tagWithContext(value, context))
  if (Array.isArray(result)) return result.map((item) => tagWithContext(item, context))
  if (typeof result === 'object' && result !== null) contextByObject.set(result, context)
  return result
}

declare global {
  // oxlint-disable-next-line typescript/no-namespace
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      asOf: AsOfPlugin<Types>
    }
  }
}

SchemaBuilder.registerPlugin('asOf', AsOfPlugin)

export const AS_OF = 'asOf' as const
