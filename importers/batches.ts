import type { MentionDraft, RowDraft } from './draft.ts'
import type { Reading, SetAside } from './importer.ts'

/** Rows that are stored at once. */
export interface Batch {
  rowsRead: number
  rows: RowDraft[]
  mentions: { line: number; mention: MentionDraft }[]
  setAside: SetAside[]
}

const newBatch = (): Batch => ({ rowsRead: 0, rows: [], mentions: [], setAside: [] })

/**
 * Gathers rows into batches; the last one may be empty.
 * @param readings the rows of a file, in their order
 * @param most how many rows of a batch can be used, at most
 */
export async function* batchesOf(readings: AsyncIterable<Reading>, most: number): AsyncGenerator<Batch> {
  let batch = newBatch()
  for await (const { line, ...reading } of readings) {
    batch.rowsRead++
    if ('setAside' in reading) batch.setAside.push(reading.setAside)
    else if ('draft' in reading) batch.rows.push(reading.draft)
    else batch.mentions.push({ line, mention: reading.mention })
    if (batch.rows.length + batch.mentions.length < most) continue
    yield batch
    batch = newBatch()
  }
  yield batch
}

/**
 * Makes the next item while the one before is used: a file is read on while the database stores what was read.
 * @param items made one after the other; none is begun after the use of one has failed
 */
export async function* aheadOf<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = items.next()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = items.next()
      // Where the use of this item fails, nobody waits for the next one.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    items.return(undefined).catch(() => undefined)
  }
}
