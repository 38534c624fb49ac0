import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ATTEMPTS = 8
/** What the address of a Unix socket holds on every system, less the byte that ends it. */
const LONGEST_ADDRESS = 103
const ENDING = '.lock'
const UNFINISHED = '.new'
const UNFINISHED_FOR_MS = 60_000

/**
 * Keeps a folder to one process: two that open one embedded database destroy it without a sign.
 *
 * Whoever wants it listens on a socket of its own in `<folder>.lock/`, and only then looks who else does; so of two at
 * least one sees the other. The kernel answers for a listener whose event loop is busy, and for none that has died.
 * Names are never used twice, so that the socket of a dead process can be removed by anybody.
 * @param folder the folder to keep; it need not exist, what it is in must
 * @returns what lets go of it
 * @throws {Error} where another process has it, or no socket can be made beside it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const locks = `${folder}.lock`
  mkdirSync(locks, { recursive: true, mode: 0o700 })
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const release = await claim(folder, locks)
    if (release) return release
    // The other may be a contender that steps back too.
    if (attempt < ATTEMPTS) await sleep(30 + Math.random() * 170)
  }
  throw new Error(
    `Another process has the embedded database ${folder} open. End it, or give this one another folder by DATA_DIR; several processes can share a PostgreSQL by DATABASE_URL.`,
  )
}

/** @returns what lets go of the folder, or nothing where somebody else has it or wants it too */
async function claim(folder: string, locks: string): Promise<(() => Promise<void>) | undefined> {
  const name = `${randomUUID().slice(0, 8)}${ENDING}`
  const server = await listen(folder, join(locks, name))
  const release = async () => {
    rmSync(join(locks, name), { force: true })
    await new Promise<void>((done) => server.close(() => done()))
  }
  try {
    if (!(await othersAlive(locks, name))) {
      removeUnfinished(locks)
      return release
    }
  } catch (error) {
    await release()
    throw error
  }
  await release()
  return undefined
}

/** Between being bound and listening a socket looks dead: it gets its name only once it listens. */
async function listen(folder: string, path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  const address = addressOf(`${path}${UNFINISHED}`)
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(address, done)
    })
  } catch (error) {
    throw new Error(
      `The embedded database ${folder} cannot be locked: ${(error as Error).message}. Name a DATA_DIR on a local disk.`,
      { cause: error },
    )
  }
  renameSync(`${path}${UNFINISHED}`, path)
  server.unref()
  return server
}

async function othersAlive(locks: string, own: string): Promise<boolean> {
  const others = readdirSync(locks).filter((name) => name.endsWith(ENDING) && name !== own)
  const alive = await Promise.all(others.map((name) => isAlive(join(locks, name))))
  return alive.includes(true)
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((answer, fail) => {
    const socket = connect(addressOf(path))
    socket.once('connect', () => {
      socket.destroy()
      answer(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') rmSync(path, { force: true })
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') answer(false)
      // Too many ask a listener that has no time to answer.
      else if (error.code === 'EAGAIN') answer(true)
      else fail(new Error(`Whether another process has the lock ${path} cannot be told: ${error.message}`))
    })
  })
}

/** What a process left that was killed before it listened; a younger one may be about to get its name. */
function removeUnfinished(locks: string): void {
  for (const name of readdirSync(locks)) {
    const path = join(locks, name)
    if (!name.endsWith(UNFINISHED)) continue
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (made < Date.now() - UNFINISHED_FOR_MS) rmSync(path, { force: true })
  }
}

function addressOf(path: string): string {
  const shorter = [path, relative(process.cwd(), path)].find((address) => Buffer.byteLength(address) <= LONGEST_ADDRESS)
  if (shorter !== undefined) return shorter
  throw new Error(
    `The path ${path} is too long for a lock (${LONGEST_ADDRESS} bytes at most). Name a DATA_DIR with a shorter path.`,
  )
}
