import { hash } from 'node:crypto'
import type { Input } from '../read/input.ts'
import type { MentionRowDraft, RowDraft } from './draft.ts'
import type { Importer, ParsedRow, RejectedRow } from './importer.ts'

/** A row on its way in, with the digest of all that it says. */
export interface IncomingRow extends RowDraft {
  digest: string
}

/** Rows that are stored at once. */
export interface Batch {
  rowsRead: number
  rows: IncomingRow[]
  mentions: { line: number; mention: MentionRowDraft }[]
  rejectedRows: RejectedRow[]
}

function newBatch(): Batch {
  return { rowsRead: 0, rows: [], mentions: [], rejectedRows: [] }
}

const ROWS_A_BATCH = 5_000

/**
 * Begins to read a file, and reads on while what was read is stored.
 * @param importer of the file's format
 * @param rowsABatch how many rows of a batch can be used, at most
 */
export function readBatches(importer: Importer, input: Input, rowsABatch = ROWS_A_BATCH): AsyncGenerator<Batch> {
  return prefetch(batchesOf(importer.read(input), rowsABatch))
}

/**
 * Gathers rows into batches; the last one may be empty.
 * @param readings the rows of a file, in their order
 * @param most how many rows of a batch can be used, at most
 */
async function* batchesOf(readings: AsyncIterable<ParsedRow>, most: number): AsyncGenerator<Batch> {
  let batch = newBatch()
  for await (const { line, ...reading } of readings) {
    batch.rowsRead++
    if ('rejectedRows' in reading) batch.rejectedRows.push(reading.rejectedRows)
    else if ('draft' in reading) batch.rows.push({ ...reading.draft, digest: digestOf(reading.draft) })
    else batch.mentions.push({ line, mention: reading.mention })
    if (batch.rows.length + batch.mentions.length < most) continue
    yield batch
    batch = newBatch()
  }
  yield batch
}

function digestOf({ event, scope, day }: RowDraft): string {
  return hash('sha256', JSON.stringify([event, scope, day]), 'base64url').slice(0, 22)
}

/**
 * Makes the next item while the one before is used: files are read on while the database stores what was read.
 * @param items made one after the other, the first at once; none is begun after the use of one has failed
 */
export function prefetch<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  return following(items, nextOf(items))
}

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

function nextOf<Item>(items: AsyncGenerator<Item>): Promise<IteratorResult<Item>> {
  const next = items.next()
  // Where the use of one item fails, nobody waits for the next one.
  next.catch(() => undefined)
  return next
}
