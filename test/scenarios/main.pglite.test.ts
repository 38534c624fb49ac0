import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect } from 'vitest'
import { killChildren, startChild } from '../support/processes/child.ts'
import { killCommands, startCommand } from '../support/processes/command.ts'
import { test } from '../support/service.ts'

afterEach(killChildren)
afterEach(killCommands)

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return ((await response.json()) as { data: unknown }).data
}

/** Kills first starts in a folder at several moments. */
async function killFirstStarts(parent: string, dataDir: string): Promise<void> {
  for (const pause of [0, 300, 1_200]) {
    const child = startChild('writer')
    child.send({ dataDir })
    await expect.poll(() => temporaryFolders(parent), { timeout: 20_000, interval: 5 }).toHaveLength(1)
    await sleep(pause)
    await child.kill()
    expect(existsSync(join(dataDir, 'PG_VERSION'))).toBe(false)
  }
}

function temporaryFolders(parent: string): string[] {
  return readdirSync(parent).filter((name) => name.startsWith('data.new-'))
}

// The only complete first start of the suite: it takes seconds, so the other tests start from a copy of a database.
test('serves the bundled reports from a new folder, after first starts that were killed; stops at a signal; serves the same data after a restart', async ({
  onTestFinished,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-main-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const target = { dataDir: join(folder, 'data') }
  mkdirSync(target.dataDir)
  await killFirstStarts(folder, target.dataDir)
  const query = '{ events { totalCount nodes { id createdAt } } }'
  const first = startCommand(target, ['serve'])
  const url = await first.url()
  const answer = await ask(url, query)
  expect(answer).toMatchObject({ events: { totalCount: 15 } })
  expect(first.output.err).toContain('Creating a new embedded database')
  expect(temporaryFolders(folder)).toEqual([])
  expect(statSync(target.dataDir).mode & 0o777).toBe(0o700)

  const second = startCommand(target, [])
  expect(await second.ended).toBe(1)
  expect(second.output.err).toMatch(/Another process has the embedded database .* open/)

  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const third = startCommand(target, [])
  expect(await ask(await third.url(), query)).toEqual(answer)
  third.child.kill('SIGINT')
  expect(await third.ended).toBe(0)
}, 240_000)

test('answers running requests before it stops', async ({ filled: target }) => {
  // Longer than the time limit of this test: connections that are kept alive do not delay the end.
  const { child, ended, url } = startCommand(target, ['serve'], { SHUTDOWN_SECONDS: '300' })
  const address = await url()
  const answers = Array.from({ length: 20 }, () =>
    ask(address, '{ events(first: 100) { nodes { claims { quote { exact } } participations { actor { name } } } } }'),
  )
  // The server has received the other requests when it answers the first.
  await Promise.any(answers)
  child.kill('SIGTERM')
  const results = await Promise.allSettled(answers)
  expect(await ended).toBe(0)
  const answered = results.filter((result) => result.status === 'fulfilled')
  expect(answered.length).toBeGreaterThan(1)
  for (const { value } of answered) expect(value).toMatchObject({ events: { nodes: expect.any(Array) } })
}, 240_000)

test('migrate and seed do nothing when they run again', async ({ migrated: target }) => {
  for (const [args, out] of [
    [['migrate'], 'All migrations are applied.\n'],
    [['seed'], 'Bundled reports: 1 stored, 0 already stored.\n'],
    [['seed'], 'Bundled reports: 0 stored, 1 already stored.\n'],
  ] as const) {
    const command = startCommand(target, [...args])
    expect([await command.ended, command.output.out]).toEqual([0, out])
  }
}, 240_000)

test('exits with 2 after a usage error and with 1 after a failure, with a message that says how to fix it', async ({
  migrated: target,
}) => {
  // The other commands run while it waits for eight seconds.
  const unreachable = startCommand({ url: 'postgres://user:hunter2@127.0.0.1:1/db' }, ['serve'], {
    DATABASE_WAIT_SECONDS: '8',
  })
  const unknown = startCommand(target, ['fly'])
  expect(await unknown.ended).toBe(2)
  expect(unknown.output.err).toMatch(/^Unknown command "fly"\.\n\nUsage: dateline/)
  const invalid = startCommand(target, ['serve'], { PORT: 'x', GRAPHIQL: 'x' })
  expect(await invalid.ended).toBe(1)
  expect(invalid.output.err).toMatch(/- PORT must be .*\n- GRAPHIQL must be/)
  const blocker = createServer().listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  const port = String((blocker.address() as AddressInfo).port)
  const blocked = startCommand(target, ['serve'], { PORT: port })
  expect(await blocked.ended).toBe(1)
  expect(blocked.output.err).toContain(
    `Port ${port} of 127.0.0.1 is in use. Stop the process that listens there, or set PORT to another port.`,
  )
  blocker.close()
  expect(await unreachable.ended).toBe(1)
  expect(unreachable.output.err).toMatch(/127\.0\.0\.1:1/)
  expect(unreachable.output.err).toMatch(/"waitSeconds":8,.*"msg":"Waiting for the database"/)
  expect(unreachable.output.err).not.toContain('hunter2')
}, 240_000)
