import type { Database } from '../../database/database.ts'
import { SCOPES, type Scope } from '../../database/tables/enums.ts'
import { createKey, listKeys, revokeKey } from '../auth/api-keys.ts'
import { parseArguments, UsageError } from './arguments.ts'

/** What `keys` was asked to do. */
export type KeysCommand =
  | { action: 'create'; name: string; scopes: readonly Scope[] }
  | { action: 'revoke'; name: string }
  | { action: 'list' }

const LONGEST_NAME = 200

/**
 * Reads the words after `keys`.
 * @throws {UsageError} where they make no sense
 */
export function parseKeysCommand(words: readonly string[]): KeysCommand {
  const parsed = parseArguments(words, { name: { type: 'string' }, scope: { type: 'string', multiple: true } })
  const { positionals, values } = parsed
  const [action] = positionals
  if (positionals.length !== 1 || !['create', 'list', 'revoke'].includes(action!)) {
    throw new UsageError(
      'Say what to do: keys create --scope publish --name NAME, keys list, or keys revoke --name NAME',
    )
  }
  if (action === 'list') return { action }
  const name = values.name?.trim() ?? ''
  if (name === '' || name.length > LONGEST_NAME) throw new UsageError('Say whose key it is: --name "Example desk"')
  if (action === 'revoke') return { action, name }
  const scopes = (values.scope ?? []) as Scope[]
  if (scopes.length === 0 || !scopes.every((scope) => SCOPES.includes(scope))) {
    throw new UsageError(`Say what the key is for: --scope ${SCOPES.join(' or --scope ')}`)
  }
  return { action: 'create', name, scopes: [...new Set(scopes)] }
}

/**
 * Makes, lists or revokes keys.
 * @param out where to write what came of it
 * @throws {UsageError} where there is such a key already, or none
 */
export async function runKeys(db: Database, order: KeysCommand, out: NodeJS.WritableStream): Promise<void> {
  if (order.action === 'create') {
    const key = await createKey(db, order.name, order.scopes)
    if (key === undefined) throw new UsageError(`There is a key named ${order.name} already. Choose another name.`)
    out.write(`${key}\nKeep it: it is not shown again.\n`)
  } else if (order.action === 'revoke') {
    if (!(await revokeKey(db, order.name))) throw new UsageError(`No key named ${order.name} is in use.`)
    out.write(`${order.name} is revoked.\n`)
  } else {
    for (const { name, scopes, createdAt, lastUsedAt, revokedAt } of await listKeys(db)) {
      const used = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`
      out.write(
        `${name}: ${scopes.join(', ')}; made ${createdAt}; ${revokedAt === null ? used : `revoked ${revokedAt}`}\n`,
      )
    }
  }
}
