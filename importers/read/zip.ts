import type { Readable } from 'node:stream'
import { open, type Entry, type ZipFile } from 'yauzl'

/** True if a file that starts with these bytes is a zip file. */
export function isZip(firstBytes: Buffer): boolean {
  return firstBytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))
}

/**
 * Opens the file in a zip file.
 * @throws {Error} if the zip file does not contain exactly one file
 */
export async function openZip(path: string): Promise<Readable> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    open(path, { lazyEntries: true, autoClose: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
  )
  const file = await new Promise<Entry | undefined>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.fileName.endsWith('/')) zip.readEntry()
      else resolve(entry)
    })
    zip.once('end', () => resolve(undefined))
    zip.once('error', reject)
    zip.readEntry()
  })
  if (file === undefined || zip.entryCount > 1) {
    zip.close()
    throw new Error(`it contains ${zip.entryCount} files instead of one. Unzip it and import its files`)
  }
  return new Promise((resolve, reject) =>
    zip.openReadStream(file, (error, stream) => (error ? reject(error) : resolve(stream))),
  )
}
