import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../database/project-root.ts'

/** All tables, each one after the tables that it references. */
export async function tablesInOrder(): Promise<PgTable[]> {
  const folder = join(projectRoot, 'database/tables')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const tables = new Set<PgTable>()
  for (const file of files) {
    const exportedValues = Object.values((await import(join(folder, file))) as Record<string, unknown>)
    for (const value of exportedValues) if (is(value, PgTable)) tables.add(value)
  }
  const ordered: PgTable[] = []
  const add = (table: PgTable): void => {
    if (!tables.delete(table)) return
    for (const key of getTableConfig(table).foreignKeys) add(key.reference().foreignTable as PgTable)
    ordered.push(table)
  }
  for (const table of tables) add(table)
  return ordered
}
