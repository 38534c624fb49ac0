import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { delimiter } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'
import { runOnServer } from '../support/databases/databases.ts'
import { findPostgres, freePort } from '../support/databases/postgres-cluster.ts'
import { codeBlocks, readProjectFile } from '../support/documents/project-documents.ts'
import { compiledFile } from '../support/processes/compiled.ts'
import { test } from '../support/service.ts'

const WAIT = { timeout: 120_000 }
const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).toReversed()) await cleanUp()
})

function start(environment: Record<string, string>, command = 'serve') {
  const child: ChildProcess = spawn(process.execPath, [compiledFile('server/main.ts'), command], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  cleanups.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, output, ended }
}

async function listenOn(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** The URL of a PostgreSQL database in a test of this engine. */
function urlOf(target: object): URL {
  return new URL((target as { url: string }).url)
}

/** Passes the connections of a port on to the server of a URL. */
function proxyTo({ hostname, port, searchParams }: URL): Server {
  const host = searchParams.get('host') ?? hostname
  return createServer((socket) => {
    const upstream = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(Number(port), host)
    for (const end of [socket, upstream]) end.on('error', () => [socket, upstream].forEach((each) => each.destroy()))
    socket.pipe(upstream).pipe(socket)
  })
}

async function get(port: number, path: string): Promise<[status: number, body: unknown, retryAfter: string | null]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  return [response.status, await response.json(), response.headers.get('retry-after')]
}

test('waits for a database that is not up yet: alive, not ready, then serving', async ({ migrated }) => {
  const [port, databasePort] = [await freePort(), await freePort()]
  const real = urlOf(migrated)
  const delayed = new URL(real)
  delayed.searchParams.delete('host')
  delayed.hostname = '127.0.0.1'
  delayed.port = String(databasePort)
  const { output, child, ended } = start({ DATABASE_URL: delayed.href, PORT: String(port) })
  await expect.poll(() => output.err, WAIT).toContain('Waiting for the database')
  expect(await get(port, '/healthz')).toEqual([200, { alive: true }, null])
  expect(await get(port, '/readyz')).toEqual([
    503,
    { ready: false, reason: 'The service waits for its database.' },
    '2',
  ])
  expect(await get(port, '/graphql?query={__typename}')).toMatchObject([
    503,
    { errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] },
    '2',
  ])
  expect(JSON.parse(output.err.split('\n')[0] ?? '')).toMatchObject({ level: 40, reason: expect.any(String) })
  const proxy = proxyTo(real)
  await listenOn(proxy, databasePort)
  cleanups.push(() => void proxy.close())
  await expect.poll(() => output.out, WAIT).toContain('serves at')
  expect(await get(port, '/readyz')).toEqual([200, { ready: true }, null])
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a signal ends a service that waits for its database', async () => {
  const [port, databasePort] = [await freePort(), await freePort()]
  const { output, child, ended } = start({
    DATABASE_URL: `postgres://127.0.0.1:${databasePort}/db`,
    PORT: String(port),
  })
  await expect.poll(() => output.err, WAIT).toContain('Waiting for the database')
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('a missing database fails at once', async ({ migrated }) => {
  const missing = urlOf(migrated)
  missing.pathname = '/no_such_database'
  const { ended, output } = start({ DATABASE_URL: missing.href, PORT: '0' })
  expect(await ended).toBe(1)
  expect(output.err).toMatch(/no_such_database" does not exist/)
  expect(output.err).not.toContain('Waiting')
})

test('a role without rights gets advice, and with the grants of the operations page it serves', async ({
  migrated,
}) => {
  const owner = urlOf(migrated)
  const server = owner.href.replace(/\/[^/?]*(\?.*)?$/, '')
  const page = readProjectFile('docs/operations.md')
  const [commands = ''] = codeBlocks(page.slice(page.indexOf('**A role for the service**')), 'sh')
  const [createRole = '', ...grants] = commands.trimEnd().split('\n')
  const run = (command: string) =>
    promisify(execFile)('bash', ['-euc', command], {
      env: {
        ...process.env,
        DATABASE_URL: owner.href,
        PATH: [findPostgres(), process.env['PATH']].filter(Boolean).join(delimiter),
      },
    })
  cleanups.push(async () => {
    await run(`psql "$DATABASE_URL" --command='drop owned by dateline_service'`)
    await runOnServer(server, 'drop role dateline_service')
  })
  expect(await start({ DATABASE_URL: owner.href }, 'migrate').ended).toBe(0)
  await run(createRole)
  const limited = new URL(owner)
  limited.username = 'dateline_service'
  const refused = start({ DATABASE_URL: limited.href, PORT: '0' })
  expect(await refused.ended).toBe(1)
  expect(refused.output.err).toMatch(
    /permission denied for .*\. The role of DATABASE_URL lacks this right\. Run `npm run migrate` with the role that owns/,
  )
  await run(grants.join('\n'))
  const { output } = start({ DATABASE_URL: limited.href, PORT: '0' })
  await expect.poll(() => output.out + output.err, WAIT).toMatch(/serves at|denied/)
  expect(output.err).toBe('')
  const url = /serves at (\S+)/.exec(output.out)?.[1] ?? ''
  const answer = await fetch(`${url}?query={events(asOf:"2020-01-01T00:00:00Z"){totalCount}}`)
  expect(await answer.json()).toMatchObject({ data: { events: { totalCount: 0 } } })
})
