import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { apiKeys } from '../../database/tables/api-key.ts'
import type { Scope } from '../../database/tables/enums.ts'
import { newUuid } from '../../database/values/ids.ts'

/** The prefix of every key, so that secret scanners recognise a leaked key. */
export const KEY_PREFIX = 'dlk_'

const SECRET_BYTES = 32

export interface KeyOptions {
  /** The names of the datasets that the key may change, or only `*`. Default: none. */
  datasets?: readonly string[]
  /** An ISO 8601 date-time. Default: the key does not expire. */
  expiresAt?: string | undefined
}

/** @returns the SHA-256 digest of a secret, in hex */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/**
 * Creates a key: `dlk_`, the id of the key in hex, `_`, and 256 random bits. Only a hash of them is stored.
 * @param name the history records `key:NAME` as the author of changes made with the key
 * @returns the key, which cannot be read again; undefined if the name is or was in use
 */
export async function createKey(
  db: Database,
  name: string,
  scopes: readonly Scope[],
  { datasets = [], expiresAt }: KeyOptions = {},
): Promise<string | undefined> {
  const id = newUuid()
  const secret = newSecret()
  const inserted = await db
    .insert(apiKeys)
    .values({ id, name, scopes: [...scopes], datasets: [...datasets], expiresAt, secretSha256: digestOf(secret) })
    .onConflictDoNothing()
    .returning({ id: apiKeys.id })
  return inserted.length === 0 ? undefined : keyOf(id, secret)
}

/** @returns all keys without their secrets, the oldest first */
export function listKeys(db: Database) {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      datasets: apiKeys.datasets,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      isExpired: sql<boolean>`coalesce(${apiKeys.expiresAt} <= now(), false)`,
      previousSecretUntil: apiKeys.previousSecretUntil,
      isPreviousValid: sql<boolean>`coalesce(${apiKeys.previousSecretUntil} > now(), false)`,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id))
}

/**
 * Gives a key another secret.
 * @param graceSeconds how long the secret so far stays valid; one that was replaced before becomes invalid at once
 * @returns the key with the new secret; undefined if no key of the name is valid
 */
export async function rotateKey(db: Database, name: string, graceSeconds: number): Promise<string | undefined> {
  const secret = newSecret()
  const [rotated] = await db
    .update(apiKeys)
    .set({
      secretSha256: digestOf(secret),
      previousSecretSha256: sql`${apiKeys.secretSha256}`,
      previousSecretUntil: sql`now() + make_interval(secs => ${graceSeconds})`,
    })
    .where(and(eq(apiKeys.name, name), isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), isNotOver())))
    .returning({ id: apiKeys.id })
  return rotated && keyOf(rotated.id, secret)
}

/**
 * Revokes a key: the service rejects it from the next request on, and ends its subscriptions.
 * @returns false if no active key has the name
 */
export async function revokeKey(db: Database, name: string): Promise<boolean> {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.name, name), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  return revoked.length > 0
}

function isNotOver() {
  return sql`${apiKeys.expiresAt} > now()`
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url')
}

function keyOf(id: string, secret: string): string {
  return `${KEY_PREFIX}${id.replaceAll('-', '')}_${secret}`
}
