import { openDatabase } from '../../../database/connection/open-database.ts'
import { readBatches } from '../../../importers/feed/batches.ts'
import { importerOf } from '../../../importers/importers.ts'
import { openInput } from '../../../importers/read/input.ts'
import { importFile } from '../../../importers/store/import-file.ts'
import type { DatabaseCopy } from '../databases/databases.ts'
import { silent } from '../silent.ts'

/** The message to an importing process. */
export interface Task {
  target: DatabaseCopy['target']
  files: { feed: string; path: string }[]
  rowsPerBatch: number
}

/** Imports files one after the other. Tests run this in a child process, see `startChild`, and kill it. */
async function run({ target, files, rowsPerBatch }: Task): Promise<string> {
  const open = await openDatabase({ ...target, log: silent })
  try {
    await open.bulkLoad(
      async (loader) => {
        for (const { feed, path } of files) {
          const input = await openInput(path, () => undefined)
          const importer = await importerOf(feed, input)
          const batches = readBatches(importer, input, rowsPerBatch)
          const release = feed === 'ucdp' ? { name: path, releasedOn: '2023-06-01' } : undefined
          await importFile(loader, importer, input, { batches, release, isConfirmed: true })
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
    (text) => process.send?.(text),
    (error: unknown) => process.send?.((error as Error).message),
  )
})
