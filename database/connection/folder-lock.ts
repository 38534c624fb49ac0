import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MAX_ATTEMPTS = 8
/** The longest path of a Unix socket on every system, without the terminating NUL byte. */
const MAX_PATH_BYTES = 103
const LOCK_SUFFIX = '.lock'
const PENDING_SUFFIX = '.new'
const MAX_PENDING_MS = 60_000

/**
 * Locks a folder for this process: two processes that open the same embedded database corrupt it silently.
 *
 * Each process first listens on a socket of its own in `<folder>.lock/` and then looks for other listeners, so of two
 * processes at least one sees the other. The kernel accepts connections for a process whose event loop is busy, but not
 * for a dead one. Socket names are never reused, so any process can remove the socket of a dead one.
 * @param folder need not exist; its parent must
 * @returns a function that releases the lock
 * @throws {Error} if another process holds the lock, or the socket cannot be created
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const locks = `${folder}.lock`
  mkdirSync(locks, { recursive: true, mode: 0o700 })
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const release = await tryLock(folder, locks)
    if (release) return release
    // The other process may be one that tries at the same moment and gives up, too.
    if (attempt < MAX_ATTEMPTS) await sleep(30 + Math.random() * 170)
  }
  throw new Error(
    `Another process has the embedded database ${folder} open. Stop it, or set DATA_DIR to another folder. Several processes can share a PostgreSQL database: set DATABASE_URL.`,
  )
}

/** @returns a function that releases the lock, or undefined if another process holds it or tries to get it */
async function tryLock(folder: string, locks: string): Promise<(() => Promise<void>) | undefined> {
  const name = `${randomUUID().slice(0, 8)}${LOCK_SUFFIX}`
  const server = await listen(folder, join(locks, name))
  const release = async () => {
    rmSync(join(locks, name), { force: true })
    await new Promise<void>((done) => server.close(() => done()))
  }
  try {
    if (!(await hasOtherListener(locks, name))) {
      removeAbandoned(locks)
      return release
    }
  } catch (error) {
    await release()
    throw error
  }
  await release()
  return undefined
}

/** A socket that is bound but not yet listening looks dead, so it gets its final name only once it listens. */
async function listen(folder: string, path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  const address = addressOf(`${path}${PENDING_SUFFIX}`)
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(address, done)
    })
  } catch (error) {
    throw new Error(
      `The embedded database ${folder} cannot be locked: ${(error as Error).message}. Set DATA_DIR to a folder on a local disk.`,
      { cause: error },
    )
  }
  renameSync(`${path}${PENDING_SUFFIX}`, path)
  server.unref()
  return server
}

async function hasOtherListener(locks: string, ownName: string): Promise<boolean> {
  const otherNames = readdirSync(locks).filter((name) => name.endsWith(LOCK_SUFFIX) && name !== ownName)
  const results = await Promise.all(otherNames.map((name) => isListening(join(locks, name))))
  return results.includes(true)
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(addressOf(path))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') rmSync(path, { force: true })
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(false)
      // The queue of connections of a busy listener is full.
      else if (error.code === 'EAGAIN') resolve(true)
      else reject(new Error(`Cannot check whether another process holds the lock ${path}: ${error.message}`))
    })
  })
}

/** Removes sockets of processes that were killed before they listened. A young one may still be about to listen. */
function removeAbandoned(locks: string): void {
  for (const name of readdirSync(locks)) {
    const path = join(locks, name)
    if (!name.endsWith(PENDING_SUFFIX)) continue
    const createdMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (createdMs < Date.now() - MAX_PENDING_MS) rmSync(path, { force: true })
  }
}

/** The path of a socket, relative to the working directory if the absolute path is too long. */
function addressOf(path: string): string {
  const paths = [path, relative(process.cwd(), path)]
  const address = paths.find((candidate) => Buffer.byteLength(candidate) <= MAX_PATH_BYTES)
  if (address !== undefined) return address
  throw new Error(
    `The lock path ${path} has ${Buffer.byteLength(path)} bytes; a socket allows ${MAX_PATH_BYTES}. Set DATA_DIR to a shorter path.`,
  )
}
