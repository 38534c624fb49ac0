import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const ATTEMPTS = 6
/** What the address of a Unix socket holds, less the byte that ends it. */
const LONGEST_ADDRESS = 103

/**
 * Keeps a folder to one process: two that open one embedded database destroy it without a sign.
 *
 * Whoever wants it listens on a socket of its own beside it, and only then looks who else does; so of two at least one
 * sees the other. The kernel answers for a listener whose event loop is busy, and for none that has died. Names are
 * never used twice, so that the socket of a dead process can be removed by anybody.
 * @param folder the folder to keep
 * @returns what lets go of it
 * @throws {Error} where another process has it
 */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  const locks = `${folder}.lock`
  mkdirSync(locks, { recursive: true })
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const name = `${randomUUID().slice(0, 8)}.s`
    const server = await listen(join(locks, name))
    const release = async () => {
      rmSync(join(locks, name), { force: true })
      await new Promise<void>((done) => server.close(() => done()))
    }
    if (!(await othersAlive(locks, name))) return release
    await release()
    // The other may be a contender that steps back too.
    if (attempt < ATTEMPTS) await sleep(50 + Math.random() * 200)
  }
  throw new Error(
    `Another process has the embedded database ${folder} open. End it, or give this one another folder by DATA_DIR; several processes can share a PostgreSQL by DATABASE_URL.`,
  )
}

/** Between being bound and listening a socket looks dead: it gets its name only once it listens. */
const listen = async (path: string): Promise<Server> => {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(addressOf(`${path}~`), done)
  })
  renameSync(`${path}~`, path)
  server.unref()
  return server
}

const othersAlive = async (locks: string, own: string): Promise<boolean> => {
  const others = readdirSync(locks).filter((name) => name.endsWith('.s') && name !== own)
  const alive = await Promise.all(others.map((name) => isAlive(join(locks, name))))
  return alive.includes(true)
}

const isAlive = (path: string): Promise<boolean> =>
  new Promise((answer, fail) => {
    const socket = connect(addressOf(path))
    socket.once('connect', () => {
      socket.destroy()
      answer(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') rmSync(path, { force: true })
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') answer(false)
      else fail(error)
    })
  })

const addressOf = (path: string): string => {
  const shorter = [path, relative(process.cwd(), path)].find((address) => Buffer.byteLength(address) <= LONGEST_ADDRESS)
  if (shorter !== undefined) return shorter
  throw new Error(`The path ${path} is too long for a lock. Name a DATA_DIR with a shorter path.`)
}
