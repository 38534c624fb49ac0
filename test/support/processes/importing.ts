import { openDatabase } from '../../../database/connection/open-database.ts'
import { readBatches } from '../../../importers/feed/batches.ts'
import { importerOf } from '../../../importers/importers.ts'
import { openInput } from '../../../importers/read/input.ts'
import { importFile } from '../../../importers/store/import-file.ts'
import type { DatabaseCopy } from '../databases/databases.ts'
import { silent } from '../silent.ts'

/** What a process that imports is asked to do. */
export interface Task {
  target: DatabaseCopy['target']
  files: { feed: string; path: string }[]
  rowsABatch: number
}

/** A process that imports files, one after the other, and may be killed meanwhile: see `startChild`. */
async function run({ target, files, rowsABatch }: Task): Promise<string> {
  const open = await openDatabase({ ...target, log: silent })
  try {
    await open.bulkLoad(
      async (loading) => {
        for (const { feed, path } of files) {
          const input = await openInput(path, () => undefined)
          const importer = await importerOf(feed, input)
          const batches = readBatches(importer, input, rowsABatch)
          await importFile(loading, importer, input, { batches, release: feed === 'ucdp' })
        }
      },
      () => undefined,
    )
  } finally {
    await open.close()
  }
  return 'done'
}

process.on('message', (message) => {
  run(message as Task).then(
    (text) => process.send!(text),
    (error: unknown) => process.send!((error as Error).message),
  )
})
