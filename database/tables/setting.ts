import { pgTable, text } from 'drizzle-orm/pg-core'

/** Generated settings that all instances share, such as the signing key of cursors. */
export const settings = pgTable('settings', { name: text().primaryKey(), value: text().notNull() })
