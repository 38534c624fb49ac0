import { join } from 'node:path'
import type { OpenDatabase } from '../../../database/connection/connection.ts'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { projectRoot } from '../../../database/project-root.ts'
import { seedDatabase } from '../../../seeds/seed.ts'
import { upgrade } from '../../../server/open-migrated.ts'
import { silent } from '../silent.ts'
import type { DatabaseCopy, TemplateName } from './databases.ts'

/**
 * Creates the three template databases, each as a copy of the previous one.
 * @param target returns the options that open a template
 * @param derive copies one closed database to another
 */
export async function makeTemplates(
  target: (name: TemplateName) => DatabaseCopy['target'],
  derive: (from: TemplateName, to: TemplateName) => Promise<void>,
): Promise<void> {
  const change = async (name: TemplateName, work: (open: OpenDatabase) => Promise<unknown>) => {
    const open = await openDatabase({ ...target(name), log: silent })
    try {
      await work(open)
    } finally {
      await open.close()
    }
  }
  await change('empty', async () => undefined)
  await derive('empty', 'migrated')
  await change('migrated', upgrade)
  await derive('migrated', 'seeded')
  await change('seeded', ({ db }) => seedDatabase(db, join(projectRoot, 'seeds', 'reports')))
}
