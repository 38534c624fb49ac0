import { sql } from 'drizzle-orm'
import { check, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { SCOPES } from './enums.ts'

/** The entry of `datasets` that stands for every dataset that is not imported. */
export const ALL_DATASETS = '*'

/** API keys. Only a digest of each secret is stored. */
export const apiKeys = pgTable(
  'keys',
  {
    id: uuid().primaryKey(),
    name: text().notNull().unique(),
    scopes: text({ enum: SCOPES }).array().notNull(),
    /** The names of the datasets that the key may change, or only `*`. They need not exist yet. */
    datasets: text().array().notNull().default([]),
    secretSha256: text().notNull(),
    /** The digest of the secret before the last rotation, and until when it is valid. */
    previousSecretSha256: text(),
    previousSecretUntil: moment(),
    createdAt: moment().notNull().defaultNow(),
    /** Null if the key does not expire. */
    expiresAt: moment(),
    lastUsedAt: moment(),
    revokedAt: moment(),
  },
  (t) => [
    check(
      'keys_scopes',
      sql`${t.scopes} <@ array[${sql.raw(SCOPES.map((scope) => `'${scope}'`).join(', '))}] and ${t.scopes} <> '{}'`,
    ),
    check('keys_datasets', sql`not ('*' = any(${t.datasets})) or cardinality(${t.datasets}) = 1`),
    check('keys_previous_secret', sql`num_nulls(${t.previousSecretSha256}, ${t.previousSecretUntil}) in (0, 2)`),
  ],
)

export type ApiKeyRow = typeof apiKeys.$inferSelect
