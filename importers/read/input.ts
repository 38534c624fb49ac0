import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { isZip, openZip } from './zip.ts'

/** A file to import, unpacked if it is compressed. It can be read any number of times. */
export interface Input {
  name: string
  open(): Promise<Readable>
  /** The SHA-256 of the file before unpacking, in hex. */
  sha256: string
  /** The size of the file before unpacking. */
  byteCount: number
  /** The number of lines of the unpacked content. */
  lineCount: number
}

/** A file cannot be read or does not have the expected format. Nothing of it was stored. */
export class UnreadableFileError extends Error {}

/**
 * Opens a file for import and reads it once to its end, so that a damaged file is found before anything is stored.
 * @param path a plain, gzip or zip file (the first bytes decide, not the extension); `-` is standard input
 * @param onClose receives a function that deletes temporary files; call it when the file is no longer needed
 * @throws {UnreadableFileError} if the file is missing, empty, damaged or cut off
 */
export async function openInput(path: string, onClose: (close: () => void) => void): Promise<Input> {
  const file = path === '-' ? await spoolStandardInput(onClose) : path
  const name = path === '-' ? 'standard input' : basename(path)
  const hash = createHash('sha256')
  let firstChunk: Buffer | undefined
  let byteCount = 0
  try {
    if (!(await stat(file)).isFile()) throw new Error('it is not a file')
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      firstChunk ??= chunk
      byteCount += chunk.length
      hash.update(chunk)
    }
  } catch (error) {
    throw new UnreadableFileError(`${name} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
  if (firstChunk === undefined) throw new UnreadableFileError(`${name} is empty.`)
  const unpacked = { name, open: openerOf(file, firstChunk) }
  return { ...unpacked, byteCount, sha256: hash.digest('hex'), lineCount: await countLines(unpacked) }
}

function openerOf(file: string, firstChunk: Buffer): () => Promise<Readable> {
  if (firstChunk[0] === 0x1f && firstChunk[1] === 0x8b) {
    return async () => {
      const gunzip = createGunzip()
      // `pipe` does not pass on errors of the source.
      createReadStream(file)
        .on('error', (error) => gunzip.destroy(error))
        .pipe(gunzip)
      return gunzip
    }
  }
  if (isZip(firstChunk)) return () => openZip(file)
  return async () => createReadStream(file)
}

/** Reads the whole content, so that a truncated file is found before anything is stored. */
async function countLines({ name, open }: Pick<Input, 'name' | 'open'>): Promise<number> {
  let lineCount = 0
  try {
    for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lineCount++
    }
    return lineCount
  } catch (error) {
    throw new UnreadableFileError(`${name} is damaged or cut off: ${(error as Error).message}. Download it again.`, {
      cause: error,
    })
  }
}

/** Copies standard input to a temporary file, because a stream can be read only once. */
async function spoolStandardInput(onClose: (close: () => void) => void): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-import-'))
  onClose(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'standard-input')
  await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }))
  return file
}
