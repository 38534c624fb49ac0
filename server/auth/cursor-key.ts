import { eq } from 'drizzle-orm'
import { randomBytes } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { settings } from '../../database/tables/setting.ts'

const NAME = 'cursor_key'

/**
 * Returns the key that signs cursors. It is created once and stored in the database, so that all instances, and later
 * starts, accept each other's cursors.
 * @param db a migrated database
 */
export async function loadCursorKey(db: Database): Promise<string> {
  await db
    .insert(settings)
    .values({ name: NAME, value: randomBytes(32).toString('base64url') })
    .onConflictDoNothing()
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME))
  if (row === undefined) throw new Error(`The setting ${NAME} is missing right after it was inserted.`)
  return row.value
}
