import type { Scope } from '../../database/tables/enums.ts'
import type { Context } from './context.ts'
import { type Caller } from './context.ts'
import { clientError } from './errors.ts'

const HOW = 'Send a key in the header `authorization: Bearer KEY`; `npm run keys -- create` makes one.'

/**
 * Lets through whoever may do something.
 * @param context of the request
 * @param scope what is to be done
 * @returns who asks
 * @throws {GraphQLError} UNAUTHENTICATED where nobody says who asks, FORBIDDEN where whoever asks may not
 */
export function requireScope({ caller }: Context, scope: Scope): Caller {
  if (caller === undefined) throw clientError('UNAUTHENTICATED', `This needs a key with the scope ${scope}. ${HOW}`)
  if (!caller.scopes.includes(scope)) {
    throw clientError('FORBIDDEN', `${caller.name} may not do this: its key lacks the scope ${scope}.`)
  }
  return caller
}
