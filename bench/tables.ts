import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../database/project-root.ts'

/** @returns every table, those first that others refer to */
export async function tablesInOrder(): Promise<PgTable[]> {
  const folder = join(projectRoot, 'database/tables')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const tables = new Set<PgTable>()
  for (const file of files) {
    const exported = Object.values((await import(join(folder, file))) as Record<string, unknown>)
    for (const value of exported) if (is(value, PgTable)) tables.add(value)
  }
  const ordered: PgTable[] = []
  const place = (table: PgTable): void => {
    if (!tables.delete(table)) return
    for (const key of getTableConfig(table).foreignKeys) place(key.reference().foreignTable as PgTable)
    ordered.push(table)
  }
  for (const table of tables) place(table)
  return ordered
}
