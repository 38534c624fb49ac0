import type { Database } from '../../database/database.ts'
import { ALL_DATASETS } from '../../database/tables/api-key.ts'
import { SCOPES, type Scope } from '../../database/tables/enums.ts'
import { showValue } from '../../database/values/show-value.ts'
import { datasetNamed } from '../../schema/builder/authorize.ts'
import { createKey, listKeys, revokeKey, rotateKey } from '../auth/api-keys.ts'
import { shortKeyId } from '../auth/authenticate.ts'
import { parseArguments, UsageError } from './arguments.ts'

export type KeysCommand =
  | { action: 'create'; name: string; scopes: readonly Scope[]; datasets: readonly string[]; expiresAt?: string }
  | { action: 'rotate'; name: string; graceSeconds: number }
  | { action: 'revoke'; name: string }
  | { action: 'list' }

const MAX_NAME_LENGTH = 200
/** As in the report format. */
const MAX_DATASET_LENGTH = 100
const MAX_GRACE_DAYS = 30

const ACTIONS = ['create', 'list', 'rotate', 'revoke'] as const
const USAGE = [
  'Use keys create --scope publish --dataset DATASET --name NAME [--expires 2030-01-01], keys list,',
  'keys rotate --name NAME [--grace 24h], or keys revoke --name NAME.',
].join(' ')

/** The options of each action. */
const OPTIONS: Record<(typeof ACTIONS)[number], readonly string[]> = {
  create: ['name', 'scope', 'dataset', 'expires'],
  list: [],
  rotate: ['name', 'grace'],
  revoke: ['name'],
}

/**
 * Parses the arguments of `keys`.
 * @throws {UsageError} if they are wrong
 */
export function parseKeysCommand(args: readonly string[]): KeysCommand {
  const { positionals, values } = parseArguments(args, {
    name: { type: 'string' },
    scope: { type: 'string', multiple: true },
    dataset: { type: 'string', multiple: true },
    expires: { type: 'string' },
    grace: { type: 'string' },
  })
  const [received, ...surplus] = positionals
  const action = ACTIONS.find((name) => name === received)
  if (surplus.length > 0 || action === undefined) {
    throw new UsageError(`The action must be create, list, rotate or revoke. ${USAGE}`)
  }
  const unused = Object.keys(values).find((option) => !OPTIONS[action].includes(option))
  if (unused !== undefined) throw new UsageError(`keys ${action} has no option --${unused}. ${USAGE}`)
  if (action === 'list') return { action }
  const name = parseName(values.name)
  if (action === 'revoke') return { action, name }
  if (action === 'rotate') return { action, name, graceSeconds: parseGrace(values.grace) }
  const scopes = parseScopes(values.scope ?? [])
  const datasets = parseDatasets(values.dataset ?? [], scopes)
  const expiresAt = values.expires === undefined ? undefined : parseExpiry(values.expires)
  return { action, name, scopes, datasets, ...(expiresAt !== undefined && { expiresAt }) }
}

function parseName(value = ''): string {
  const name = value.trim()
  if (name !== '' && name.length <= MAX_NAME_LENGTH && !/\p{Cc}/u.test(name)) return name
  const rule = `--name must have 1 to ${MAX_NAME_LENGTH} characters on one line, such as --name "Example desk"`
  throw new UsageError(`${rule}; got ${name.length} characters.`)
}

function parseScopes(scopes: readonly string[]): Scope[] {
  if (scopes.length > 0 && scopes.every(isScope)) return [...new Set(scopes)]
  const received = scopes.length === 0 ? 'no --scope' : showValue(scopes.join(', '))
  const choice = `${SCOPES.slice(0, -1).join(', ')} or ${SCOPES.at(-1)}`
  throw new UsageError(`--scope must be ${choice}; repeat it for several scopes; got ${received}.`)
}

function parseDatasets(datasets: readonly string[], scopes: readonly Scope[]): string[] {
  const usesDatasets = !scopes.includes('admin') && scopes.some((scope) => scope !== 'read')
  if (!usesDatasets && datasets.length > 0) {
    const reason = scopes.includes('admin') ? 'admin includes every dataset' : 'read is not limited to datasets'
    throw new UsageError(`Omit --dataset: the scope ${reason}.`)
  }
  if (usesDatasets && datasets.length === 0) {
    throw new UsageError(
      "--dataset is required: name each dataset that the key may change, such as --dataset desk, or give --dataset '*' for all that are not imported.",
    )
  }
  for (const name of datasets) {
    if (name.trim() !== name || name === '' || name.length > MAX_DATASET_LENGTH) {
      const rule = `--dataset must be the name of a dataset, 1 to ${MAX_DATASET_LENGTH} characters`
      throw new UsageError(`${rule}; got ${showValue(name)}.`)
    }
    if (datasetNamed(name).isImported) {
      const message = `The dataset ${showValue(name)} is imported: only its importer and the scope admin change it.`
      throw new UsageError(`${message} Its events can be merged into events of the key's datasets.`)
    }
  }
  return datasets.includes(ALL_DATASETS) ? [ALL_DATASETS] : [...new Set(datasets)]
}

function parseExpiry(value: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(value)
  const time = isDate ? Date.parse(value) : Number.NaN
  if (time > Date.now()) return new Date(time).toISOString()
  const rule = '--expires must be a day (it begins at 00:00 UTC) or a date-time with offset in the future'
  throw new UsageError(`${rule}, such as 2030-01-01 or 2030-01-01T18:00Z; got ${showValue(value)}.`)
}

const SECONDS = { m: 60, h: 3600, d: 86_400 }

function parseGrace(value: string | undefined): number {
  if (value === undefined) return 0
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(value) ?? []
  const seconds = Number(count) * SECONDS[unit as keyof typeof SECONDS]
  if (seconds <= MAX_GRACE_DAYS * SECONDS.d) return seconds
  const rule = `--grace must be a number of minutes, hours or days, at most ${MAX_GRACE_DAYS} days, such as 30m, 24h or 7d`
  throw new UsageError(`${rule}; got ${showValue(value)}.`)
}

/**
 * Creates, lists, rotates or revokes keys.
 * @throws {UsageError} if the name of a new key is or was in use, or if no active key has the name
 */
export async function runKeys(db: Database, command: KeysCommand, out: NodeJS.WritableStream): Promise<void> {
  if (command.action === 'list') {
    for (const key of await listKeys(db)) out.write(`${describeKey(key)}\n`)
    return
  }
  const name = showValue(command.name)
  const inactive = new UsageError(`No active key is named ${name}. Use keys list to see all keys.`)
  if (command.action === 'create') {
    const key = await createKey(db, command.name, command.scopes, command)
    if (key === undefined) {
      throw new UsageError(`A key named ${name} exists already, or existed. Choose another name.`)
    }
    out.write(`${key}\nStore the key now: it is not shown again.\n`)
  } else if (command.action === 'rotate') {
    const key = await rotateKey(db, command.name, command.graceSeconds)
    if (key === undefined) throw inactive
    const { graceSeconds } = command
    const until = new Date(Date.now() + graceSeconds * 1000).toISOString()
    out.write(`${key}\nStore the key now: it is not shown again. `)
    out.write(
      graceSeconds === 0 ? 'The former one is not valid any more.\n' : `The former one is valid until ${until}.\n`,
    )
  } else {
    if (!(await revokeKey(db, command.name))) throw inactive
    out.write(`Revoked the key ${name}.\n`)
  }
}

function describeKey(key: Awaited<ReturnType<typeof listKeys>>[number]): string {
  const { id, name, scopes, datasets, createdAt, expiresAt, isExpired, previousSecretUntil, isPreviousValid } = key
  const facts = [
    `${name}: ${scopes.join(', ')}`,
    datasets.length > 0 ? `datasets ${datasets.map((dataset) => showValue(dataset)).join(', ')}` : undefined,
    `id ${shortKeyId(id)}…`,
    `created ${createdAt}`,
    expiresAt === null ? undefined : `${isExpired ? 'expired' : 'expires'} ${expiresAt}`,
    isPreviousValid ? `rotated, former secret valid until ${previousSecretUntil}` : undefined,
    key.lastUsedAt === null ? 'never used' : `last used ${key.lastUsedAt}`,
    key.revokedAt === null ? undefined : `revoked ${key.revokedAt}`,
  ]
  return facts.filter((fact) => fact !== undefined).join('; ')
}

function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text)
}
