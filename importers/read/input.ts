import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { isZip, openZip } from './zip.ts'

/** A file to import, in whatever wrapping. It can be read from its beginning as often as is wanted. */
export interface Input {
  /** Its name without the folder. */
  name: string
  /** What is in it: bytes of text, unwrapped. */
  open(): Promise<Readable>
  /** The SHA-256 of the file as it is, in hex, and its size in bytes. */
  sha256: string
  byteCount: number
  /** How many lines it has, unwrapped. */
  lineCount: number
}

/** A file that cannot be read, or is not what it should be; nothing of it was stored. */
export class UnreadableFileError extends Error {}

/**
 * Opens a file for import, and reads it once to its end: one that is cut off or damaged is refused before anything of it
 * is stored.
 * @param path a plain, gzipped (.gz) or zipped (.zip) file, told apart by their first bytes; `-` is standard input
 * @param onClose what is to be called when the file is not needed any more
 * @throws {UnreadableFileError} that says what is wrong with it
 */
export async function openInput(path: string, onClose: (close: () => void) => void): Promise<Input> {
  const file = path === '-' ? await spool(onClose) : path
  const name = path === '-' ? 'standard input' : basename(path)
  const hash = createHash('sha256')
  let first: Buffer | undefined
  let byteCount = 0
  try {
    if (!(await stat(file)).isFile()) throw new Error('it is not a file')
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      first ??= chunk
      byteCount += chunk.length
      hash.update(chunk)
    }
  } catch (error) {
    throw new UnreadableFileError(`${name} cannot be read: ${(error as Error).message}.`, { cause: error })
  }
  if (first === undefined) throw new UnreadableFileError(`${name} is empty.`)
  const unwrapped = { name, open: opener(file, first) }
  return { ...unwrapped, byteCount, sha256: hash.digest('hex'), lineCount: await linesIn(unwrapped) }
}

function opener(file: string, first: Buffer): () => Promise<Readable> {
  if (first[0] === 0x1f && first[1] === 0x8b) {
    return async () => {
      const unzipped = createGunzip()
      // A failure of the source is the failure of what is made from it.
      createReadStream(file)
        .on('error', (error) => unzipped.destroy(error))
        .pipe(unzipped)
      return unzipped
    }
  }
  if (isZip(first)) return () => openZip(file)
  return async () => createReadStream(file)
}

/** Reads all of it, so that what is cut off is found before anything is stored. */
async function linesIn({ name, open }: Pick<Input, 'name' | 'open'>): Promise<number> {
  let lines = 0
  try {
    for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++
    }
    return lines
  } catch (error) {
    throw new UnreadableFileError(`${name} is damaged or cut off: ${(error as Error).message}. Fetch it again.`, {
      cause: error,
    })
  }
}

/** Standard input can be read once only: it is kept in a file for as long as it is needed. */
async function spool(onClose: (close: () => void) => void): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-import-'))
  onClose(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'standard-input')
  await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }))
  return file
}
