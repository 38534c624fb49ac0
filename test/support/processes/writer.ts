import type { OpenDatabase } from '../../../database/connection/connection.ts'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { datasets } from '../../../database/tables/dataset.ts'
import { silent } from '../silent.ts'

/** A child process that opens an embedded database and inserts rows: see `startChild`. */
let open: OpenDatabase | undefined

async function answer({ dataDir, ids }: { dataDir: string; ids?: string[] }): Promise<string> {
  open ??= await openDatabase({ dataDir, log: silent })
  if (ids === undefined) return 'open'
  for (const id of ids) await open.db.insert(datasets).values({ id, name: id, title: 'A dataset', licence: 'CC0-1.0' })
  await open.persist()
  return 'persisted'
}

process.on('message', (message) => {
  void answer(message as Parameters<typeof answer>[0]).then(
    (text) => process.send?.(text),
    (error: Error) => process.send?.(error.message),
  )
})
