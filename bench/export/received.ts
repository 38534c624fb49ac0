import { createHash, type Hash } from 'node:crypto'

export type Format = 'csv' | 'ndjson' | 'geojson'

/** What has arrived: complete rows are in the digest, the beginning of a row that is not complete is in `rest`. */
export interface Received {
  digest: Hash
  bytes: number
  rows: number
  lastRow: string
  rest: string
}

/** Nothing has arrived yet. */
export function newReceived(): Received {
  return { digest: createHash('sha256'), bytes: 0, rows: 0, lastRow: '', rest: '' }
}

/** Adds the complete rows of a text. In CSV, a line end between quotes is part of a row. */
export function receive(received: Received, text: string, lineEnd: string): void {
  const all = received.rest + text
  let from = 0
  let quotes = 0
  for (let at = 0; ;) {
    const end = all.indexOf(lineEnd, at)
    if (end < 0) break
    for (let quote = all.indexOf('"', at); quote >= 0 && quote < end; quote = all.indexOf('"', quote + 1)) quotes++
    at = end + lineEnd.length
    if (lineEnd === '\r\n' && quotes % 2 === 1) continue
    received.lastRow = all.slice(from, end)
    received.digest.update(all.slice(from, at))
    received.bytes += Buffer.byteLength(all.slice(from, at))
    received.rows++
    from = at
    quotes = 0
  }
  received.rest = all.slice(from)
}

/** The cursor of a row, from which an export is resumed. */
export function cursorOf(row: string, format: Format): string {
  return format === 'csv' ? row.slice(row.lastIndexOf(',') + 1) : (JSON.parse(row) as { cursor: string }).cursor
}
