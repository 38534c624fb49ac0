import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect } from 'vitest'
import { projectRoot } from '../../../database/project-root.ts'
import { createKey } from '../../../server/auth/api-keys.ts'
import { launchBrowser, mayLaunchBrowser } from '../../support/browser.ts'
import { codeBlocks, readProjectFile } from '../../support/documents/project-documents.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'

/** The first code block after a phrase of a page in `docs/`. */
function exampleAfter(page: string, phrase: string, language: string): string {
  const text = readProjectFile(`docs/${page}`)
  expect(text).toContain(phrase)
  const [block] = codeBlocks(text.slice(text.indexOf(phrase)), language)
  if (block === undefined) throw new Error(`docs/${page} has no ${language} block after "${phrase}".`)
  return block
}

const HERE = '127.0.0.1:4000'
/** Long enough for a busy machine: a subscriber starts a process, and GraphiQL loads megabytes. */
const WAIT = { timeout: 90_000 }

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

/** Starts a program that runs until the test ends. @returns its output so far */
function startProgram(program: string, args: string[]): () => string {
  const child = spawn(program, args, { cwd: projectRoot })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  cleanups.push(() => void child.kill('SIGKILL'))
  return () => output
}

function startFollower(code: string): () => string {
  // The folder must be in the project, where Node.js finds the packages; git ignores `dist`.
  mkdirSync(join(projectRoot, 'dist'), { recursive: true })
  const folder = mkdtempSync(join(projectRoot, 'dist', '.docs-'))
  cleanups.push(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'follow.ts'), code)
  return startProgram(process.execPath, ['--import', 'tsx', join(folder, 'follow.ts')])
}

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl && !process.env['CI']) console.warn('curl is not installed: the examples of docs/ are not tested.')

test.runIf(mayLaunchBrowser && (hasCurl || process.env['CI']))(
  'the examples of docs/ work: publish with curl, correct in GraphiQL, follow in TypeScript and with curl',
  { timeout: 300_000 },
  async ({ service }) => {
    const listener = await listen(service)
    cleanups.push(() => listener.close())
    const key = await createKey(service.db, 'Example desk', ['publish', 'correct'], { datasets: ['desk'] })
    if (key === undefined) throw new Error('The key was not created.')
    const adapt = (example: string) => example.replaceAll(HERE, new URL(listener.origin).host).replaceAll('dlk_…', key)

    const following = 'following-changes.md'
    const outputs = [
      startFollower(adapt(exampleAfter(following, '**Follow in TypeScript**', 'ts'))),
      startProgram('bash', ['-c', `exec ${adapt(exampleAfter(following, '**Follow with curl:**', 'sh'))}`]),
    ] as const
    await expect.poll(() => listener.subscriptionSlots.count, WAIT).toBe(2)

    const publishing = 'publishing.md'
    const published = await promisify(execFile)('bash', [
      '-c',
      adapt(exampleAfter(publishing, '**Publish with curl:**', 'sh')),
    ])
    const { data } = JSON.parse(published.stdout) as {
      data: { publishReport: { isNew: boolean; errors: unknown[]; events: [{ id: string }] } }
    }
    expect(data).toMatchObject({ publishReport: { isNew: true, errors: [], events: [{ event: { version: 1 } }] } })
    const [{ id }] = data.publishReport.events
    await expect.poll(outputs[0], WAIT).toContain('CREATED 1 REPORTED The presidents speak')
    await expect.poll(outputs[1], WAIT).toContain(`"kind":"CREATED","version":1,"event":{"id":"${id}"`)

    const chrome = await launchBrowser()
    cleanups.push(() => chrome.close())
    const page = await chrome.newPage({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(`${listener.origin}/graphql`, WAIT)
    // Pasted, because the editor completes typed text.
    const paste = async (editor: string, text: string) => {
      await page.locator(editor).click()
      await page.keyboard.press('ControlOrMeta+A')
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
      await page.keyboard.press('ControlOrMeta+V')
    }
    const correction = exampleAfter(publishing, '**Correct in GraphiQL:**', 'graphql')
    await paste('.graphiql-query-editor', correction.replace('evt_…', id))
    await page.getByRole('button', { name: 'Headers' }).click()
    await paste('.graphiql-editor-tool', adapt('{ "authorization": "Bearer dlk_…" }'))
    await page.getByRole('button', { name: /execute query/i }).click()
    await page.getByText('"CORRECTED"').waitFor(WAIT)
    await expect.poll(outputs[0], WAIT).toContain('CORRECTED 2 REPORTED The presidents speak')

    const asOf = exampleAfter(publishing, '**Read as of a moment:**', 'graphql')
    const { data: before, errors } = await service.ask<{ event: object }>(asOf, { event: id, at: null })
    expect(errors).toBeUndefined()
    expect(before).toMatchObject({ event: { version: 2, occurred: { edtf: '2016-04-06' } } })

    const pageOfChanges = exampleAfter(following, '**Read a page of changes:**', 'graphql')
    const changes = await service.ask<{ changes: { nodes: object[] } }>(pageOfChanges)
    expect(changes.errors).toBeUndefined()
    expect(changes.data.changes.nodes).toMatchObject([
      { kind: 'CREATED', version: 1 },
      { kind: 'CORRECTED', version: 2, changes: expect.any(Array) },
    ])
  },
)

test('the queries of docs/importing.md run on the seeded graph', async ({ seeded }) => {
  const queries = codeBlocks(readProjectFile('docs/importing.md'), 'graphql')
  expect(queries).toHaveLength(4)
  for (const query of queries) expect((await seeded.ask(query)).errors).toBeUndefined()
})
