import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { beforeAll, expect, inject, test } from 'vitest'
import { ask } from './clients/corrected-call.ts'
import { inWorkshop, type Workshop } from './clients/workshop.ts'
import { freePort, projectRoot } from './service.ts'

/** Runs the files and commands of docs/integrating.md, with other ports. */

const page = readFileSync(join(projectRoot, 'docs', 'integrating.md'), 'utf8')
const run = promisify(execFile)
let blocks: string[]

beforeAll(async () => {
  const [team, gateway] = [await freePort(), await freePort()]
  const text = page
    .replaceAll('http://127.0.0.1:4000', new URL(inject('url')).origin)
    .replaceAll(/\b4001\b/g, String(team))
    .replaceAll(/\b4002\b/g, String(gateway))
  blocks = [...text.matchAll(/^```[\w-]+\n(.*?)^```$/gms)].map(([, block = '']) => block)
})

/** Returns the block that has the name of a file in its first line, or that contains a text. */
function block(nameOrText: string): string {
  const found = blocks.filter((each) => {
    const [first = ''] = each.split('\n')
    return first === `// ${nameOrText}` || first === `# ${nameOrText}` || each.includes(nameOrText)
  })
  const [only] = found
  if (only === undefined) throw new Error(`The page has no block ${nameOrText}.`)
  return only
}

function files(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, block(name)]))
}

test('a gateway team composes its subgraph with Dateline, and queries both', async () => {
  await inWorkshop(files('notes.graphql', 'notes.mjs', 'compose.mjs', 'gateway.mjs'), async ({ folder }) => {
    const running: ChildProcess[] = []
    try {
      running.push(await startScript(folder, 'notes.mjs', 'Notes are served'))
      const { stdout } = await run(process.execPath, ['compose.mjs'], { cwd: folder })
      expect(stdout).toContain('The supergraph is composed.')
      running.push(await startScript(folder, 'gateway.mjs', 'The gateway serves'))
      const answer = JSON.parse(await shell(folder, block('{ notes {'))) as unknown
      expect(answer).toEqual({
        data: {
          notes: [
            { text: 'Who was in the room?', person: { name: 'Vladimir Putin' } },
            { text: 'Ask the press office.', person: { name: 'Vladimir Putin' } },
          ],
          phoneCalls: {
            nodes: expect.arrayContaining([
              { title: 'Putin telephones the president of Azerbaijan', notes: [{ text: 'Who was in the room?' }] },
              { title: 'Putin telephones the president of Armenia', notes: [] },
            ]) as unknown,
          },
        },
      })
    } finally {
      await Promise.all(running.map(stop))
    }
  })
})

test('a frontend team generates types from the contract', async () => {
  const example = join(import.meta.dirname, 'clients', 'example')
  const code = Object.fromEntries(
    ['page.ts', 'cache-rules.ts'].map((name) => [name, readFileSync(join(example, name), 'utf8')]),
  )
  await inWorkshop({ ...files('codegen.ts'), ...code }, async ({ folder, checkTypes }: Workshop) => {
    rmSync(join(folder, 'schema.graphql'))
    await shell(folder, block('schema.graphql -o'))
    const command = join(projectRoot, 'lab', 'node_modules', '@graphql-codegen', 'cli', 'esm', 'bin.js')
    await run(process.execPath, [command, '--config', 'codegen.ts', '--silent'], { cwd: folder })
    checkTypes()
  })
})

test('the query of then and now has two objects', async () => {
  const { events } = (await ask('{ events(first: 1) { nodes { id } } }', {})) as { events: { nodes: { id: string }[] } }
  const at = new Date().toISOString()
  const event = events.nodes[0]?.id
  expect(await ask(block('query ThenAndNow'), { event, at })).toMatchObject({
    before: { id: `${String(event)}@${at}`, current: { id: event } },
    now: { id: event },
  })
})

/** Starts a script, and returns when it says that it serves. */
async function startScript(folder: string, script: string, says: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) if (line.includes(says)) return child
  throw new Error(`${script} ended before it served.`)
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null ? once(child, 'exit') : undefined
  child.kill('SIGKILL')
  await ended
}

async function shell(folder: string, commands: string): Promise<string> {
  return (await run('bash', ['-euc', commands], { cwd: folder })).stdout
}
