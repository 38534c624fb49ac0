import { Readable } from 'node:stream'
import { expect } from 'vitest'
import { readBatches } from '../../importers/feed/batches.ts'
import type { Importer } from '../../importers/feed/importer.ts'
import { InterruptedError } from '../../importers/feed/interrupted.ts'
import { importFile } from '../../importers/store/import-file.ts'
import { chanceOf } from '../support/random.ts'
import type { Service } from '../support/service.ts'

interface Step {
  lines: readonly string[]
  rowsPerBatch?: number
  /** Stops after this number of batches, as a kill between two commits does. */
  interruptedAfter?: number
}

/**
 * Imports the steps one after the other.
 * @param header the first line of each, if the feed has one
 */
export async function importSteps(
  { open }: Service,
  importer: Importer,
  steps: readonly Step[],
  header?: string,
): Promise<void> {
  for (const { lines: rows, rowsPerBatch, interruptedAfter } of steps) {
    if (rows.length === 0) continue
    const lines = header === undefined ? rows : [header, ...rows]
    const input = {
      name: 'lines',
      sha256: '0'.repeat(64),
      byteCount: 1,
      lineCount: lines.length,
      open: async () => Readable.from(lines.map((line) => Buffer.from(`${line}\n`))),
    }
    const stop = new AbortController()
    let batchCount = 0
    const onBatch = () => void (++batchCount === interruptedAfter && stop.abort())
    const imported = open.bulkLoad(
      (loader) =>
        importFile(loader, importer, input, {
          batches: readBatches(importer, input, rowsPerBatch),
          onBatch,
          signal: stop.signal,
        }),
      () => undefined,
    )
    if (interruptedAfter) await expect(imported).rejects.toThrow(InterruptedError)
    else await imported
  }
}

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const chance = chanceOf(seed)
  return items
    .map((item) => ({ item, at: chance.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** Orders of the same rows, which must all store the same. */
export const ORDERS: Record<string, (lines: readonly string[]) => Step[]> = {
  'one file': (lines) => [{ lines }],
  'the last row first': (lines) => [{ lines: lines.toReversed() }],
  'shuffled in small batches, split over three files': (lines) =>
    [0, 1, 2].map((n) => ({ lines: shuffled(lines, 4).filter((_, i) => i % 3 === n), rowsPerBatch: 12 })),
  'overlapping files, then all again': (lines) => [
    { lines: lines.slice(lines.length * 0.4) },
    { lines: lines.slice(0, lines.length * 0.6) },
    { lines },
  ],
  'interrupted twice, then continued': (lines) => [
    { lines: shuffled(lines, 6), rowsPerBatch: 20, interruptedAfter: 2 },
    { lines: shuffled(lines, 6), rowsPerBatch: 20, interruptedAfter: 3 },
    { lines: shuffled(lines, 6), rowsPerBatch: 20 },
  ],
}
