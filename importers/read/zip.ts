import type { Readable } from 'node:stream'
import { open, type Entry, type ZipFile } from 'yauzl'

/** Whether bytes begin a zip file. */
export function isZip(first: Buffer): boolean {
  return first.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))
}

/**
 * Opens the one file that a zip file holds.
 * @throws {Error} where it holds none, or several
 */
export async function openZip(path: string): Promise<Readable> {
  const zip = await new Promise<ZipFile>((done, fail) =>
    open(path, { lazyEntries: true, autoClose: true }, (error, opened) => (error ? fail(error) : done(opened))),
  )
  const entries = await new Promise<Entry[]>((done, fail) => {
    const found: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) found.push(entry)
      if (found.length === 1) done(found)
      else zip.readEntry()
    })
    zip.once('end', () => done(found))
    zip.once('error', fail)
    zip.readEntry()
  })
  if (entries.length === 0 || zip.entryCount > 1) {
    zip.close()
    throw new Error(`it holds ${zip.entryCount} files instead of one. Unzip it, and import those`)
  }
  return new Promise((done, fail) =>
    zip.openReadStream(entries[0]!, (error, stream) => (error ? fail(error) : done(stream))),
  )
}
