import type { Database } from '../../database/database.ts'
import { SCOPES, type Scope } from '../../database/tables/enums.ts'
import { showValue } from '../../database/values/show-value.ts'
import { createKey, listKeys, revokeKey } from '../auth/api-keys.ts'
import { parseArguments, UsageError } from './arguments.ts'

export type KeysCommand =
  | { action: 'create'; name: string; scopes: readonly Scope[] }
  | { action: 'revoke'; name: string }
  | { action: 'list' }

const MAX_NAME_LENGTH = 200

const USAGE = 'Use keys create --scope publish --name NAME, keys list, or keys revoke --name NAME.'

/**
 * Parses the arguments of `keys`.
 * @throws {UsageError} if they are wrong
 */
export function parseKeysCommand(args: readonly string[]): KeysCommand {
  const { positionals, values } = parseArguments(args, {
    name: { type: 'string' },
    scope: { type: 'string', multiple: true },
  })
  const [action, ...surplus] = positionals
  if (surplus.length > 0 || (action !== 'create' && action !== 'list' && action !== 'revoke'))
    throw new UsageError(`The action must be create, list or revoke. ${USAGE}`)
  if (action === 'list') return { action }
  const name = values.name?.trim() ?? ''
  if (name === '' || name.length > MAX_NAME_LENGTH) {
    const rule = `--name must have 1 to ${MAX_NAME_LENGTH} characters, such as --name "Example desk"`
    throw new UsageError(`${rule}; got ${name.length} characters.`)
  }
  if (action === 'revoke') return { action, name }
  const scopes = values.scope ?? []
  if (scopes.length === 0 || !scopes.every(isScope)) {
    const received = scopes.length === 0 ? 'no --scope' : showValue(scopes.join(', '))
    throw new UsageError(`--scope must be ${SCOPES.join(' or ')}; repeat it for several scopes; got ${received}.`)
  }
  return { action: 'create', name, scopes: [...new Set(scopes)] }
}

/**
 * Creates, lists or revokes keys.
 * @throws {UsageError} if the name of a new key is in use, or if no active key has the name to revoke
 */
export async function runKeys(db: Database, command: KeysCommand, out: NodeJS.WritableStream): Promise<void> {
  if (command.action === 'create') {
    const key = await createKey(db, command.name, command.scopes)
    if (key === undefined)
      throw new UsageError(`A key named ${showValue(command.name)} exists already. Choose another name.`)
    out.write(`${key}\nStore the key now: it is not shown again.\n`)
  } else if (command.action === 'revoke') {
    if (!(await revokeKey(db, command.name)))
      throw new UsageError(`No active key is named ${showValue(command.name)}. Use keys list to see all keys.`)
    out.write(`Revoked the key ${showValue(command.name)}.\n`)
  } else {
    for (const { name, scopes, createdAt, lastUsedAt, revokedAt } of await listKeys(db)) {
      const lastUse = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`
      const status = revokedAt === null ? lastUse : `revoked ${revokedAt}`
      out.write(`${name}: ${scopes.join(', ')}; created ${createdAt}; ${status}\n`)
    }
  }
}

function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text)
}
