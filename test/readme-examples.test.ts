import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect } from 'vitest'
import { projectRoot } from '../database/project-root.ts'
import { createKey } from '../server/auth/api-keys.ts'
import { launchBrowser, mayLaunchBrowser } from './support/browser.ts'
import { listen } from './support/listener.ts'
import { test } from './support/service.ts'

const README = readFileSync(join(projectRoot, 'README.md'), 'utf8')

/** The block of code that follows a sentence of the README. */
function exampleAfter(words: string, language: string): string {
  const [, block] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(README.slice(README.indexOf(words)))!
  return block!
}

const HERE = '127.0.0.1:4000'

const opened: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close()
})

/** Runs the example that follows, until it is ended. @returns what it has said so far */
function startFollower(code: string): () => string {
  // Within the project, where its packages are found.
  const folder = mkdtempSync(join(projectRoot, 'test', '.readme-'))
  writeFileSync(join(folder, 'follow.ts'), code)
  const child = spawn(process.execPath, ['--import', 'tsx', join(folder, 'follow.ts')], { cwd: projectRoot })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  opened.push(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  return () => said
}

const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl && !process.env['CI']) console.warn('No curl is installed here: the examples of the README are not tried.')

test.runIf(mayLaunchBrowser && (hasCurl || process.env['CI']))(
  'publish with curl, correct in GraphiQL, follow in TypeScript: the examples of the README work as they stand',
  { timeout: 60_000 },
  async ({ service }) => {
    const listener = await listen(service)
    opened.push(() => listener.close())
    const key = (await createKey(service.db, 'Example desk', ['publish']))!
    const here = (example: string) => example.replaceAll(HERE, new URL(listener.origin).host).replaceAll('dlk_…', key)

    const said = startFollower(here(exampleAfter('**Follow, in TypeScript**', 'ts')))
    await expect.poll(() => listener.changeListener.subscriptionCount, { timeout: 15_000 }).toBe(1)

    const published = await promisify(execFile)('bash', ['-c', here(exampleAfter('**Publish, with curl.**', 'sh'))])
    const { data } = JSON.parse(published.stdout) as {
      data: { publishReport: { isNew: boolean; errors: unknown[]; events: [{ id: string }] } }
    }
    expect(data).toMatchObject({ publishReport: { isNew: true, errors: [], events: [{ event: { version: 1 } }] } })
    const [{ id }] = data.publishReport.events
    await expect.poll(said, { timeout: 10_000 }).toContain('CREATED 1 REPORTED The presidents speak')

    const chrome = await launchBrowser()
    opened.push(() => chrome.close())
    const page = await chrome.newPage({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto(`${listener.origin}/graphql`)
    // Pasted, as whoever copies it would: what is typed the editor completes in its own way.
    const paste = async (editor: string, text: string) => {
      await page.locator(editor).click()
      await page.keyboard.press('ControlOrMeta+A')
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
      await page.keyboard.press('ControlOrMeta+V')
    }
    await paste('.graphiql-query-editor', exampleAfter('**Correct, in GraphiQL.**', 'graphql').replace('evt_…', id))
    await page.getByRole('button', { name: 'Headers' }).click()
    await paste('.graphiql-editor-tool', here('{ "authorization": "Bearer dlk_…" }'))
    await page.getByRole('button', { name: /execute query/i }).click()
    await page.getByText('"CORRECTED"').waitFor({ timeout: 15_000 })
    await expect.poll(said, { timeout: 10_000 }).toContain('CORRECTED 2 REPORTED The presidents speak')

    const then = exampleAfter('`asOf` answers', 'graphql')
    const { data: before, errors } = await service.ask<{ event: object }>(then, { event: id, at: null })
    expect(errors).toBeUndefined()
    expect(before).toMatchObject({ event: { version: 2, occurred: { edtf: '2016-04-06' } } })
  },
)
