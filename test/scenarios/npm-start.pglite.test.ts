import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import { copyDatabase, type DatabaseCopy } from '../support/databases/databases.ts'
import { killNpmScripts, startNpm } from '../support/processes/npm-script.ts'
import { installProduction } from '../support/processes/production-install.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'

let folder = ''
let copy: DatabaseCopy

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-npm-start-'))
  installProduction(folder)
  // `main.pglite.test.ts` has the first start in a new folder, which takes seconds more.
  copy = await copyDatabase('seeded')
}, 300_000)
afterEach(killNpmScripts)
afterAll(async () => {
  rmSync(folder, { recursive: true, maxRetries: 3 })
  await copy.remove()
})

function startService() {
  const { target } = copy
  const database: Record<string, string> = 'url' in target ? { DATABASE_URL: target.url } : { DATA_DIR: target.dataDir }
  return startNpm(folder, ['start'], { PORT: '0', LOG_LEVEL: 'info', ...database })
}

async function countEvents(url: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ events { totalCount } }' }),
  })
  return response.json()
}

const TIMEOUT = { timeout: 600_000 }

test(
  'npm start serves without development dependencies; SIGTERM ends it and frees its port and folder',
  TIMEOUT,
  async () => {
    const script = startService()
    const url = await script.url()
    expect(await countEvents(url)).toMatchObject({ data: { events: { totalCount: 15 } } })

    script.kill('SIGTERM')
    expect(await script.ended).toBe(0)
    expect(script.isRunning()).toBe(false)
    expect(script.output()).toContain('"signal":"SIGTERM","msg":"Stopping"')

    const listener = createServer().listen(Number(new URL(url).port), '127.0.0.1')
    await once(listener, 'listening')
    listener.close()
    const open = await openDatabase({ ...copy.target, log: silent })
    await open.close()
  },
)

test('SIGTERM to npm start during the build ends npm and starts no server', TIMEOUT, async () => {
  appendFileSync(join(folder, 'server/version.ts'), '// Makes dist older than its sources.\n')
  const script = startService()
  await expect.poll(() => script.output(), { timeout: 300_000 }).toContain('Building, because the sources have changed')
  script.kill('SIGTERM')
  expect(await script.ended).toBe('SIGTERM')
  expect(script.output()).not.toContain('dist/server/main.js serve')
})

test(
  'a build is needed only for changed sources and missing outputs; without a compiler, these are an error',
  TIMEOUT,
  () => {
    const build = () => {
      const { status, stderr } = spawnSync(process.execPath, ['scripts/build-if-stale.mjs'], {
        cwd: folder,
        encoding: 'utf8',
      })
      return { status, stderr }
    }
    const [source, output] = [join(folder, 'server/version.ts'), join(folder, 'dist/server/version.js')]
    const original = readFileSync(source)
    const built = { status: 0, stderr: expect.stringContaining('Building') }
    const upToDate = { status: 0, stderr: '' }
    appendFileSync(source, '// Another change.\n')
    expect(build()).toEqual(built)
    expect(build()).toEqual(upToDate)
    rmSync(output)
    expect(build()).toEqual(built)
    expect(existsSync(output)).toBe(true)
    // A checkout or a copy changes times, not contents.
    utimesSync(source, new Date(), new Date())
    for (const name of ['typescript', '@typescript']) rmSync(join(folder, 'node_modules', name), { recursive: true })
    expect(build()).toEqual(upToDate)
    writeFileSync(source, original)
    expect(build()).toEqual({
      status: 1,
      stderr: expect.stringContaining('dist is older than its sources, and the compiler is'),
    })
    rmSync(output)
    expect(build()).toEqual({ status: 1, stderr: expect.stringContaining('dist is missing or incomplete') })
  },
)

test('every npm script that runs the service replaces its shell by exec, because a shell does not forward signals', () => {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const commands = Object.values(scripts).filter((script) => /server\/main/.test(script))
  expect(commands.length).toBeGreaterThan(0)
  expect(commands.filter((script) => !/(^|&& )exec (node|tsx) [^&;|]*$/.test(script))).toEqual([])
})
