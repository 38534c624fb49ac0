import { and, eq, sql } from 'drizzle-orm'
import { timingSafeEqual } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { ALL_DATASETS, apiKeys, type ApiKeyRow } from '../../database/tables/api-key.ts'
import type { Caller } from '../../schema/builder/context.ts'
import { digestOf } from './api-keys.ts'
import type { RefusalReason } from './refusals.ts'

const USE_RECORDED_EVERY = '1 minute'

/** A key as a client sends it, without its secret. */
export interface SentKey {
  /** UUID. */
  id: string
  secretSha256: string
}

export type KeyCheck = { caller: Caller } | { reason: RefusalReason }

/** @returns undefined if the text does not have the form of a key */
export function parseKey(key: string): SentKey | undefined {
  const [, hex, secret] = /^dlk_([0-9a-f]{32})_([\w-]{43})$/.exec(key) ?? []
  if (hex === undefined || secret === undefined) return undefined
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { id, secretSha256: digestOf(secret) }
}

/** Checks keys against the stored ones, and against the clock of the database. */
export async function checkKeys(db: Database, keys: readonly SentKey[]): Promise<KeyCheck[]> {
  const rows = await db
    .select({
      key: apiKeys,
      isExpired: sql<boolean>`coalesce(${apiKeys.expiresAt} <= now(), false)`,
      isPreviousValid: sql<boolean>`coalesce(${apiKeys.previousSecretUntil} > now(), false)`,
    })
    .from(apiKeys)
    .where(
      inUuids(
        apiKeys.id,
        keys.map(({ id }) => id),
      ),
    )
  const rowById = new Map(rows.map((row) => [row.key.id, row]))
  return keys.map((sent) => {
    const row = rowById.get(sent.id)
    if (row === undefined) return { reason: 'unknown' }
    const { key, isExpired, isPreviousValid } = row
    const isCurrent = isEqualDigest(sent.secretSha256, key.secretSha256)
    const isPrevious = isEqualDigest(sent.secretSha256, key.previousSecretSha256)
    // Only the owner of a secret learns the state of a key.
    if (!isCurrent && !isPrevious) return { reason: 'unknown' }
    if (key.revokedAt !== null) return { reason: 'revoked' }
    if (isExpired) return { reason: 'expired' }
    if (!isCurrent && !isPreviousValid) return { reason: 'rotated' }
    return { caller: callerOf(key) }
  })
}

/** Checks a key, and records the time of use, at most once a minute. */
export async function useKey(db: Database, key: SentKey): Promise<KeyCheck> {
  const [check = { reason: 'unknown' as const }] = await checkKeys(db, [key])
  if ('reason' in check) return check
  await db
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(apiKeys.id, key.id),
        sql`(${apiKeys.lastUsedAt} is null or ${apiKeys.lastUsedAt} < now() - ${USE_RECORDED_EVERY}::interval)`,
      ),
    )
  return check
}

function callerOf({ name, scopes, datasets }: ApiKeyRow): Caller {
  return { id: `key:${name}`, scopes, datasets: datasets.includes(ALL_DATASETS) ? '*' : datasets }
}

function isEqualDigest(digest: string, stored: string | null): boolean {
  return stored !== null && timingSafeEqual(Buffer.from(digest, 'hex'), Buffer.from(stored, 'hex'))
}
