import { sql } from 'drizzle-orm'
import { check, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'
import { SCOPES } from './enums.ts'

/** API keys. Only a digest of each secret is stored. */
export const apiKeys = pgTable(
  'keys',
  {
    id: uuid().primaryKey(),
    name: text().notNull().unique(),
    scopes: text({ enum: SCOPES }).array().notNull(),
    secretSha256: text().notNull(),
    createdAt: moment().notNull().defaultNow(),
    lastUsedAt: moment(),
    revokedAt: moment(),
  },
  (t) => [
    check(
      'keys_scopes',
      sql`${t.scopes} <@ array[${sql.raw(SCOPES.map((scope) => `'${scope}'`).join(', '))}] and ${t.scopes} <> '{}'`,
    ),
  ],
)
