import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'

let folder = ''
const running: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-main-'))
})

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  rmSync(folder, { recursive: true })
})

function start(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...args], {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const urlOf = async (): Promise<string> => {
    for (let waited = 0; waited < 400; waited++) {
      const url = /serves at (\S+)/.exec(said.out)?.[1]
      if (url) return url
      if (child.exitCode !== null) throw new Error(`It ended: ${said.err}`)
      await new Promise((done) => setTimeout(done, 50))
    }
    throw new Error(`It does not serve: ${said.err}`)
  }
  return { child, said, ended, urlOf }
}

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return ((await response.json()) as { data: unknown }).data
}

test('serves the seeded graph from a fresh folder, ends cleanly when told, and serves the same again', async () => {
  const query = '{ events { totalCount nodes { id createdAt } } }'
  const first = start(['serve'])
  const url = await first.urlOf()
  const answer = await ask(url, query)
  expect(answer).toMatchObject({ events: { totalCount: 15 } })

  const second = start([])
  expect(await second.ended).toBe(1)
  expect(second.said.err).toMatch(/Another process has the embedded database .* open/)

  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const third = start([])
  expect(await ask(await third.urlOf(), query)).toEqual(answer)
  third.child.kill('SIGINT')
  expect(await third.ended).toBe(0)
}, 60_000)

test('a running request is answered before the service ends', async () => {
  const { child, ended, urlOf } = start(['serve'])
  const url = await urlOf()
  const answers = Array.from({ length: 20 }, () =>
    ask(url, '{ events(first: 100) { nodes { claims { quote { exact } } participations { actor { name } } } } }'),
  )
  await new Promise((done) => setTimeout(done, 30))
  child.kill('SIGTERM')
  const settled = await Promise.allSettled(answers)
  expect(await ended).toBe(0)
  const answered = settled.filter((result) => result.status === 'fulfilled')
  expect(answered.length).toBeGreaterThan(0)
  for (const { value } of answered) expect(value).toMatchObject({ events: { nodes: expect.any(Array) } })
}, 60_000)

test('migrates and seeds by command, and again without doing anything', async () => {
  for (const [args, said] of [
    [['migrate'], 'Every migration is applied.\n'],
    [['seed'], '1 reports stored, 0 were stored before.\n'],
    [['seed'], '0 reports stored, 1 were stored before.\n'],
  ] as const) {
    const command = start([...args])
    expect([await command.ended, command.said.out]).toEqual([0, said])
  }
}, 60_000)

test('what it cannot do it says, with an exit status of its own', async () => {
  const wrong = start(['fly'])
  expect(await wrong.ended).toBe(2)
  expect(wrong.said.err).toMatch(/^There is no command fly\.\n\nUsage: dateline/)
  const misset = start(['serve'], { PORT: 'x', GRAPHIQL: 'x' })
  expect(await misset.ended).toBe(1)
  expect(misset.said.err).toMatch(/- PORT must be .*\n- GRAPHIQL must be/)
  const help = start(['help'])
  expect([await help.ended, help.said.out]).toEqual([0, expect.stringContaining('Usage: dateline')])
  const blocker = createServer().listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  const port = String((blocker.address() as AddressInfo).port)
  const taken = start(['serve'], { PORT: port })
  expect(await taken.ended).toBe(1)
  expect(taken.said.err).toContain(
    `Port ${port} of 127.0.0.1 is taken. End what listens there, or set PORT to another.`,
  )
  blocker.close()
  const unreachable = start(['serve'], { DATABASE_URL: `postgres://user:hunter2@127.0.0.1:1/db` })
  expect(await unreachable.ended).toBe(1)
  expect(unreachable.said.err).toMatch(/127\.0\.0\.1:1/)
  expect(unreachable.said.err).not.toContain('hunter2')
}, 90_000)
