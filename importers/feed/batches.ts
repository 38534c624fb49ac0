import { hash } from 'node:crypto'
import type { Input } from '../read/input.ts'
import type { MentionDraft, RowDraft } from './draft.ts'
import type { Importer, Reading, SetAside } from './importer.ts'

/** A row on its way in, with the digest of all that it says. */
export interface Arriving extends RowDraft {
  digest: string
}

/** Rows that are stored at once. */
export interface Batch {
  rowsRead: number
  rows: Arriving[]
  mentions: { line: number; mention: MentionDraft }[]
  setAside: SetAside[]
}

const newBatch = (): Batch => ({ rowsRead: 0, rows: [], mentions: [], setAside: [] })

const ROWS_A_BATCH = 5_000

/**
 * Begins to read a file, and reads on while what was read is stored.
 * @param importer of the file's format
 * @param rowsABatch how many rows of a batch can be used, at most
 */
export const readBatches = (importer: Importer, input: Input, rowsABatch = ROWS_A_BATCH): AsyncGenerator<Batch> =>
  aheadOf(batchesOf(importer.read(input), rowsABatch))

/**
 * Gathers rows into batches; the last one may be empty.
 * @param readings the rows of a file, in their order
 * @param most how many rows of a batch can be used, at most
 */
async function* batchesOf(readings: AsyncIterable<Reading>, most: number): AsyncGenerator<Batch> {
  let batch = newBatch()
  for await (const { line, ...reading } of readings) {
    batch.rowsRead++
    if ('setAside' in reading) batch.setAside.push(reading.setAside)
    else if ('draft' in reading) batch.rows.push({ ...reading.draft, digest: digestOf(reading.draft) })
    else batch.mentions.push({ line, mention: reading.mention })
    if (batch.rows.length + batch.mentions.length < most) continue
    yield batch
    batch = newBatch()
  }
  yield batch
}

const digestOf = ({ event, scope, day }: RowDraft): string =>
  hash('sha256', JSON.stringify([event, scope, day]), 'base64url').slice(0, 22)

/**
 * Makes the next item while the one before is used: files are read on while the database stores what was read.
 * @param items made one after the other, the first at once; none is begun after the use of one has failed
 */
export const aheadOf = <Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> => following(items, nextOf(items))

async function* following<Item>(items: AsyncGenerator<Item>, first: Promise<IteratorResult<Item>>) {
  let next = first
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = nextOf(items)
      yield value
    }
  } finally {
    items.return(undefined).catch(() => undefined)
  }
}

const nextOf = <Item>(items: AsyncGenerator<Item>): Promise<IteratorResult<Item>> => {
  const next = items.next()
  // Where the use of one item fails, nobody waits for the next one.
  next.catch(() => undefined)
  return next
}
