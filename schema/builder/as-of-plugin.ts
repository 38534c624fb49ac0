import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import type { Context } from './context.ts'
import { badUserInput } from './errors.ts'

type Resolver = GraphQLFieldResolver<unknown, Context, Record<string, unknown>>

/** Of what was read of the past: as of when. */
const contextByObject = new WeakMap<object, Context>()

/**
 * A field with an argument `asOf` reads what was known at that instant, and so does every field below it: its resolver,
 * and theirs, are given a context whose database and loaders are those of then. No resolver need know of it.
 */
class AsOfPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    _field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const resolve = resolver as Resolver
    const inWorld: Resolver = (parent, args, context, info) => {
      const asOf = args['asOf']
      const isAsked = asOf !== undefined && asOf !== null
      if (!isAsked && context.asOfContexts === undefined) return resolve(parent, args, context, info)
      const around = (typeof parent === 'object' && parent !== null && contextByObject.get(parent)) || context
      const world = isAsked ? contextAsOf(context, asOf as string) : around
      const found = resolve(parent, args, world, info)
      return world === context ? found : tagWithContext(found, world)
    }
    return inWorld as never
  }
}

function contextAsOf(present: Context, asOf: string): Context {
  if (Date.parse(asOf) > Date.now()) {
    throw badUserInput(`\`asOf\` lies in the future: what will be known on ${asOf} is not known yet.`)
  }
  if (present.databaseAsOf === undefined) throw new Error('Nothing is known of the past here.')
  const worlds = (present.asOfContexts ??= new Map())
  const known = worlds.get(asOf)
  if (known) return known
  const world: Context = { ...present, db: present.databaseAsOf(asOf), asOf }
  worlds.set(asOf, world)
  return world
}

function tagWithContext(found: unknown, world: Context): unknown {
  if (found instanceof Promise) return found.then((value: unknown) => tagWithContext(value, world))
  if (Array.isArray(found)) return found.map((each) => tagWithContext(each, world))
  if (typeof found === 'object' && found !== null) contextByObject.set(found, world)
  return found
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

/** The name of the plugin. */
export const AS_OF = 'asOf' as const
