import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { killNpmScripts, startNpm } from '../support/npm-script.ts'
import { installProduction } from '../support/production-install.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-npm-start-'))
  installProduction(folder)
})
afterEach(killNpmScripts)
afterAll(() => rmSync(folder, { recursive: true }))

function startService() {
  return startNpm(folder, ['start'], { PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'info' })
}

async function countEvents(url: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ events { totalCount } }' }),
  })
  return response.json()
}

test('npm start builds and serves in an install without development dependencies', { timeout: 180_000 }, async () => {
  const url = await startService().url()
  expect(await countEvents(url)).toMatchObject({ data: { events: { totalCount: 15 } } })
})
