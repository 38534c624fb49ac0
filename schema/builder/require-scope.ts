import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import type { Scope } from '../../database/tables/enums.ts'
import { hasScope } from './authorize.ts'
import type { Caller, Context } from './context.ts'
import { clientError } from './errors.ts'

const HOW = 'Send a key in the header `authorization: Bearer KEY`; `npm run keys -- create` creates one.'

/**
 * @throws {GraphQLError} UNAUTHENTICATED if the request has no key or token, FORBIDDEN if the key or token lacks the
 * scope
 */
function requireScope({ caller, refusal }: Context, scope: Scope): void {
  if (caller === undefined) {
    throw clientError('UNAUTHENTICATED', refusal ?? `This field requires a key with the scope ${scope}. ${HOW}`)
  }
  if (!hasScope(caller, scope)) {
    throw clientError(
      'FORBIDDEN',
      `${caller.id.slice(0, 80)} does not have the scope ${scope}; it has ${caller.scopes.join(', ') || 'none'}.`,
    )
  }
}

/**
 * Returns who calls a field that is declared with a `scope`.
 * @throws {Error} if the field has no `scope` and the request no key
 */
export function callerOf({ caller }: Context): Caller {
  if (caller === undefined) throw new Error('A field that uses its caller must be declared with a `scope`.')
  return caller
}

/** The resolver of a field with the option `scope` runs only for a caller who has that scope. */
class ScopePlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { pothosOptions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const { scope } = pothosOptions as { scope?: Scope }
    if (scope === undefined) return resolve
    return (parent, args, context, info) => {
      requireScope(context as Context, scope)
      return resolve(parent, args, context, info)
    }
  }
}

declare global {
  // oxlint-disable-next-line typescript/no-namespace
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      scope: ScopePlugin<Types>
    }
    // The type parameters must be those that Pothos declares.
    interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /** The scope that the caller's key must have. It is required, so that no mutation can be declared without one. */
      scope: Scope
    }
  }
}

SchemaBuilder.registerPlugin('scope', ScopePlugin)

export const SCOPE = 'scope' as const
