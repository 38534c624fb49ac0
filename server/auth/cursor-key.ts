import { eq } from 'drizzle-orm'
import { randomBytes } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { settings } from '../../database/tables/setting.ts'

const NAME = 'cursor_key'

/**
 * The key that cursors are signed with. It is made once and kept in the database: every instance, and every later start,
 * takes the cursors of the others.
 * @param db a migrated database
 */
export async function cursorKeyOf(db: Database): Promise<string> {
  await db
    .insert(settings)
    .values({ name: NAME, value: randomBytes(32).toString('base64url') })
    .onConflictDoNothing()
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, NAME))
  return row!.value
}
