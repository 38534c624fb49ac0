import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { apiKeys } from '../../database/tables/api-key.ts'
import type { Scope } from '../../database/tables/enums.ts'
import { newUuid } from '../../database/values/ids.ts'
import type { Caller } from '../../schema/builder/context.ts'

/** The prefix of every key, so that secret scanners recognise a leaked key. */
export const KEY_PREFIX = 'dlk_'

const SECRET_BYTES = 32
const USE_RECORDED_EVERY = '1 minute'

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/**
 * Creates a key: `dlk_`, the id of the key in hex, `_`, and 256 random bits. Only a hash of them is stored.
 * @param name the author that the history records for changes made with the key
 * @returns the key, which cannot be read again; undefined if the name is taken
 */
export async function createKey(db: Database, name: string, scopes: readonly Scope[]): Promise<string | undefined> {
  const id = newUuid()
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const inserted = await db
    .insert(apiKeys)
    .values({ id, name, scopes: [...scopes], secretSha256: digestOf(secret).toString('hex') })
    .onConflictDoNothing()
    .returning({ id: apiKeys.id })
  return inserted.length === 0 ? undefined : `${KEY_PREFIX}${id.replaceAll('-', '')}_${secret}`
}

/** @returns all keys without their secrets, the oldest first */
export function listKeys(db: Database) {
  return db
    .select({
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id))
}

/**
 * Revokes a key: the service rejects it from the next request on.
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

/**
 * Returns the owner of a key and records the time of use, at most once a minute.
 * @returns undefined if the key is malformed, unknown or revoked
 */
export async function callerOfKey(db: Database, key: string): Promise<Caller | undefined> {
  const [, hex, secret] = /^dlk_([0-9a-f]{32})_([\w-]{43})$/.exec(key) ?? []
  if (hex === undefined || secret === undefined) return undefined
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const [stored] = await db.select().from(apiKeys).where(eq(apiKeys.id, id))
  if (stored === undefined || stored.revokedAt !== null) return undefined
  if (!timingSafeEqual(digestOf(secret), Buffer.from(stored.secretSha256, 'hex'))) return undefined
  await db
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiKeys.id, id),
        sql`(${apiKeys.lastUsedAt} is null or ${apiKeys.lastUsedAt} < now() - ${USE_RECORDED_EVERY}::interval)`,
      ),
    )
  return { name: stored.name, scopes: stored.scopes }
}
