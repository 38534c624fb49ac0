import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const DEBIAN_FOLDER = '/usr/lib/postgresql'
const START_MS = 60_000

/** Another time zone and date style than those of the service, to test that the service sets its own. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'jit=off',
  'TimeZone=Asia/Kathmandu',
  'DateStyle=German',
]

/**
 * Stops the server when its standard input is closed, so that the server ends with the test run, also if that is
 * killed.
 */
const SCRIPT = `
home=$1 bin=$2 port=$3; shift 3
[ -d "$home/data" ] || "$bin/initdb" -D "$home/data" -A trust -U postgres --encoding=UTF8 --locale=C --no-sync >"$home/log" 2>&1 || exit 1
"$bin/postgres" -D "$home/data" -k "$home" -p "$port" "$@" >>"$home/log" 2>&1 </dev/null &
cat >/dev/null
kill -QUIT $!
wait
rm -rf "$home"/*
`

/**
 * Finds the programs of a PostgreSQL server: on the PATH, or in the folder of Debian, the newest version first.
 * @returns the folder of the programs, or undefined if no server is installed
 * @throws {Error} if no server is installed on CI, which tests both engines
 */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(DEBIAN_FOLDER, version, 'bin')),
  ]
  const bin = folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))))
  if (bin === undefined && process.env['CI']) throw new Error('CI is set, but no PostgreSQL server is installed.')
  return bin
}

/**
 * Starts a temporary server on a free local port. PostgreSQL refuses to run as root, so root starts it as the user
 * postgres.
 * @param bin the folder of the PostgreSQL programs
 * @param scratch a folder for the files of the server
 * @param options.settings additional settings, such as `work_mem=32MB`
 * @param options.copyOf a folder of data of the same version, which was copied after a checkpoint; by default, an empty
 *   one is created
 * @returns the URL of the server, without a database; the folder of its data; and a function that stops it
 * @throws {Error} if the server does not start; the message contains its log
 */
export async function startPostgres(
  bin: string,
  scratch: string,
  { settings = [], copyOf }: { settings?: readonly string[]; copyOf?: string | undefined } = {},
): Promise<{ server: string; data: string; stop: () => Promise<void> }> {
  const home = join(scratch, 'postgres')
  mkdirSync(home)
  const data = join(home, 'data')
  if (copyOf !== undefined) {
    cpSync(copyOf, data, { recursive: true })
    rmSync(join(data, 'postmaster.pid'), { force: true })
  }
  const isRoot = process.getuid?.() === 0
  if (isRoot) giveToPostgres(scratch)
  const port = await freePort()
  const scriptArgs = [
    '-c',
    SCRIPT,
    'sh',
    home,
    bin,
    String(port),
    ...[...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]),
  ]
  const [program, args] = isRoot ? ['runuser', ['-u', 'postgres', '--', 'sh', ...scriptArgs]] : ['sh', scriptArgs]
  // In a session of its own, so that Ctrl-C does not stop it before the tests have ended.
  const child = spawn(program, args, { cwd: home, detached: true, stdio: ['pipe', 'ignore', 'inherit'] })
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
  return { server, data, stop }
}

function giveToPostgres(folder: string): void {
  execFileSync('chown', ['-R', 'postgres:', folder])
}

/** A port on which nothing listens. */
export function freePort(): Promise<number> {
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
  const deadline = Date.now() + START_MS
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
