import { pgTable, text } from 'drizzle-orm/pg-core'

/** What all instances of one service must agree on and no operator should have to think of, such as the cursors' signing key. */
export const settings = pgTable('settings', { name: text().primaryKey(), value: text().notNull() })
