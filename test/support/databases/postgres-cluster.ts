import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const DEBIAN = '/usr/lib/postgresql'
const READY_WITHIN_MS = 60_000

/** A server set to another zone and another way to write dates than the service asks for, so that asking is tested. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'TimeZone=Asia/Kathmandu',
  'DateStyle=German',
]

/** It lives as long as its standard input: however the test run ends, the server ends with it. */
const SCRIPT = `
home=$1 bin=$2 port=$3; shift 3
"$bin/initdb" -D "$home/data" -A trust -U postgres --encoding=UTF8 --locale=C --no-sync >"$home/log" 2>&1 || exit 1
"$bin/postgres" -D "$home/data" -k "$home" -p "$port" "$@" >>"$home/log" 2>&1 </dev/null &
cat >/dev/null
kill -QUIT $!
wait
rm -rf "$home"/*
`

/**
 * Where PostgreSQL's server is installed: on the PATH, or where Debian puts it, newest first.
 * @returns the folder of its programs, or nothing
 * @throws {Error} where it is missing on CI, which tests both engines
 */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, 'bin')),
  ]
  const found = folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))))
  if (found === undefined && process.env['CI']) throw new Error('CI is set, but no PostgreSQL server is installed')
  return found
}

/**
 * Starts a throwaway server on a free port of this machine; as the user postgres where we are root, whom it refuses.
 * @param bin the folder of its programs
 * @param scratch a folder for its files
 * @param settings what differs from a server for tests
 * @returns the address of the server, without a database, and what stops it
 * @throws {Error} with the server's log where it does not come up
 */
export async function startPostgres(
  bin: string,
  scratch: string,
  settings: readonly string[] = [],
): Promise<{ server: string; stop: () => Promise<void> }> {
  const home = join(scratch, 'postgres')
  mkdirSync(home)
  const isRoot = process.getuid?.() === 0
  if (isRoot) giveToPostgres(scratch, home)
  const port = await freePort()
  const script = [
    'sh',
    '-c',
    SCRIPT,
    'sh',
    home,
    bin,
    String(port),
    ...[...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]),
  ]
  const [program, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...script] : script
  // Of its own session: a Ctrl-C is for the tests, and they end it.
  const child = spawn(program!, rest, { cwd: home, detached: true, stdio: ['pipe', 'ignore', 'inherit'] })
  const server = `postgres://postgres@127.0.0.1:${port}`
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = async () => {
    child.stdin.end()
    await ended
  }
  try {
    await untilReady(child, server)
  } catch (error) {
    const log = existsSync(join(home, 'log')) ? readFileSync(join(home, 'log'), 'utf8') : ''
    await stop()
    throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error })
  }
  return { server, stop }
}

function giveToPostgres(...folders: string[]): void {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  for (const folder of folders) chownSync(folder, idOf('-u'), idOf('-g'))
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => done(port))
    })
  })
}

async function untilReady(child: ChildProcess, server: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  for (;;) {
    const client = new pg.Client(`${server}/postgres`)
    try {
      await client.connect()
      return
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline) throw error
      await sleep(50)
    } finally {
      await client.end()
    }
  }
}
