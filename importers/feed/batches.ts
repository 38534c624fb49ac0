import { hash } from 'node:crypto'
import type { Input } from '../read/input.ts'
import type { EventRowDraft, MentionRowDraft } from './draft.ts'
import type { Importer, ParsedRow, RejectedRow } from './importer.ts'

/** A row to import, with the number of its line and the digest of its content. */
export interface IncomingRow extends EventRowDraft {
  line: number
  digest: string
}

/** A row of a file of mentions, with the number of its line and the digest of its content. */
interface IncomingMention {
  line: number
  mentionRow: MentionRowDraft
  digest: string
}

/** Rows that are stored in one transaction. */
export interface Batch {
  rowsRead: number
  eventRows: IncomingRow[]
  mentionRows: IncomingMention[]
  rejectedRows: RejectedRow[]
}

/** The rows of a batch that are not rejected. */
export type BatchRows = Pick<Batch, 'eventRows' | 'mentionRows'>

/** Divides rows, which are more than one, so that none of the halves is empty. */
export function halvesOf({ eventRows, mentionRows }: BatchRows): [BatchRows, BatchRows] {
  const [events, mentions] = [Math.ceil(eventRows.length / 2), Math.floor(mentionRows.length / 2)]
  return [
    { eventRows: eventRows.slice(0, events), mentionRows: mentionRows.slice(0, mentions) },
    { eventRows: eventRows.slice(events), mentionRows: mentionRows.slice(mentions) },
  ]
}

function emptyBatch(): Batch {
  return { rowsRead: 0, eventRows: [], mentionRows: [], rejectedRows: [] }
}

const ROWS_PER_BATCH = 5_000

/**
 * Reads a file in batches. Reading starts at once and continues while the caller stores the batch before.
 * @param maxRows the maximum number of rows in a batch, without rejected rows
 */
export function readBatches(importer: Importer, input: Input, maxRows = ROWS_PER_BATCH): AsyncGenerator<Batch> {
  return prefetch(groupIntoBatches(importer.read(input), maxRows))
}

/** Groups rows into batches, in the order of the file; the last batch may be empty. */
async function* groupIntoBatches(parsedRows: AsyncIterable<ParsedRow>, maxRows: number): AsyncGenerator<Batch> {
  let batch = emptyBatch()
  for await (const row of parsedRows) {
    batch.rowsRead++
    if ('rejectedRow' in row) batch.rejectedRows.push(row.rejectedRow)
    else if ('eventRow' in row)
      batch.eventRows.push({ ...row.eventRow, line: row.line, digest: digestOf(row.eventRow) })
    else batch.mentionRows.push({ ...row, digest: digestOfContent(row.mentionRow) })
    if (batch.eventRows.length + batch.mentionRows.length < maxRows) continue
    yield batch
    batch = emptyBatch()
  }
  yield batch
}

function digestOf({ event, scope, day }: EventRowDraft): string {
  return digestOfContent([event, scope, day])
}

function digestOfContent(content: unknown): string {
  return hash('sha256', JSON.stringify(content), 'base64url').slice(0, 22)
}

/**
 * Produces the next item while the caller uses the current one: the import reads files while the database stores rows.
 * The first item is started at once; none is started after the caller has failed.
 */
export function prefetch<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  return yieldPrefetched(items, startNext(items))
}

async function* yieldPrefetched<Item>(items: AsyncGenerator<Item>, first: Promise<IteratorResult<Item>>) {
  let next = first
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = startNext(items)
      yield value
    }
  } finally {
    items.return(undefined).catch(() => undefined)
  }
}

function startNext<Item>(items: AsyncGenerator<Item>): Promise<IteratorResult<Item>> {
  const next = items.next()
  // If the caller fails, it never awaits this promise; without a handler its rejection would be unhandled.
  next.catch(() => undefined)
  return next
}
