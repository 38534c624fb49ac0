import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core'
import { getNamedType, isInterfaceType, isObjectType, type GraphQLFieldResolver, type GraphQLType } from 'graphql'
import { presentOf, type Context } from './context.ts'
import { badUserInput } from './errors.ts'

type Resolver = GraphQLFieldResolver<unknown, Context, Record<string, unknown>>

/** The number of moments that one request can read: each has its own statements. */
export const MAX_MOMENTS = 10

/** The as-of context by the object that was read through it. */
const contextByObject = new WeakMap<object, Context>()

/**
 * Evaluates the argument `asOf`: the field and the fields below it are resolved with a context whose database returns
 * the state of that moment. Resolvers need no code for it. Each moment has its own context object, so caches by context
 * (loaders) never mix two moments. This holds only while no context has Pothos' `initContextCache()`: the copies would
 * share its cache.
 *
 * Below an object whose id names no moment, such as an actor, the present applies again: a client that caches objects
 * by their ids must not receive two answers for one id.
 */
class AsOfPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { pothosOptions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const resolve = resolver as Resolver
    const { readsPresent = false } = pothosOptions as { readsPresent?: boolean }
    const resolveAsOf: Resolver = (parent, args, context, info) => {
      const asOf = args['asOf']
      const hasAsOf = asOf !== undefined && asOf !== null
      if (!hasAsOf && context.asOfContexts === undefined) return resolve(parent, args, context, info)
      if (readsPresent) return resolve(parent, args, presentOf(context), info)
      if (hasAsOf) return readAsOf(context, asOf as string, (past) => resolve(parent, args, past, info))
      const inherited = typeof parent === 'object' && parent !== null ? contextByObject.get(parent) : undefined
      if (inherited === undefined) return resolve(parent, args, context, info)
      const result: unknown = resolve(parent, args, inherited, info)
      return endsMoment(info.returnType) ? result : tagWithContext(result, inherited)
    }
    return resolveAsOf as GraphQLFieldResolver<unknown, Types['Context'], object>
  }
}

/**
 * Reads objects as of a moment: the fields of the result are resolved with the context of the moment too.
 * @param asOf RFC 3339, in UTC, with milliseconds; undefined for the context as it is
 * @throws {GraphQLError} BAD_USER_INPUT if the moment is in the future, or the request already reads `MAX_MOMENTS` others
 */
export function readAsOf<Result>(
  context: Context,
  asOf: string | undefined,
  read: (context: Context) => Result,
): Result {
  if (asOf === undefined) return read(context)
  const past = contextAsOf(context, asOf)
  return tagWithContext(read(past), past)
}

/**
 * Returns the context that reads a moment.
 * @throws {GraphQLError} BAD_USER_INPUT: see `readAsOf`
 */
export function contextAsOf(context: Context, asOf: string): Context {
  if (Date.parse(asOf) > Date.now()) throw badUserInput(`\`asOf\` must not be in the future; got ${asOf}.`)
  const present = presentOf(context)
  if (present.databaseAsOf === undefined) throw new Error('asOf is not configured.')
  const contexts = (present.asOfContexts ??= new Map())
  const existing = contexts.get(asOf)
  if (existing) return existing
  if (contexts.size >= MAX_MOMENTS) {
    throw badUserInput(
      `A request can read at most ${MAX_MOMENTS} moments, by \`asOf\` and by ids with a moment; ` +
        `${asOf} is one more. Read it in another request.`,
    )
  }
  const past: Context = { ...present, db: present.databaseAsOf(asOf), asOf, present }
  contexts.set(asOf, past)
  return past
}

/** The context of the fields below an object: that of the moment as of which it was read, if it is not the present. */
export function contextBelow(object: object, context: Context): Context {
  return (context.asOfContexts && contextByObject.get(object)) ?? context
}

function tagWithContext<Result>(result: Result, context: Context): Result {
  if (result instanceof Promise) {
    void result.then(
      (value: unknown) => tagWithContext(value, context),
      () => undefined,
    )
  } else if (Array.isArray(result)) {
    for (const item of result) tagWithContext(item, context)
  } else if (typeof result === 'object' && result !== null) contextByObject.set(result, context)
  return result
}

/**
 * Objects that have an id and no earlier states end a moment: below them the present applies. So do the versions of an
 * article, which never change: all moments share their rows.
 */
export function endsMoment(outputType: GraphQLType): boolean {
  const type = getNamedType(outputType)
  if (!isObjectType(type) && !isInterfaceType(type)) return false
  if (type.name === 'ArticleVersion') return true
  const interfaces = type.getInterfaces().map(({ name }) => name)
  const isVersioned = [type.name, ...interfaces].some((name) => name === 'Event' || name === 'Claim')
  return interfaces.includes('Node') && !isVersioned
}

declare global {
  // oxlint-disable-next-line typescript/no-namespace
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      asOf: AsOfPlugin<Types>
    }
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
      /** Whether the field returns the present, also below a field with `asOf`. */
      readsPresent?: boolean
    }
  }
}

SchemaBuilder.registerPlugin('asOf', AsOfPlugin)

export const AS_OF = 'asOf' as const
