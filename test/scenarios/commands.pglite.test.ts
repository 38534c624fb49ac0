import { sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import { projectRoot } from '../../database/project-root.ts'
import { COMMANDS } from '../../server/cli/commands.ts'
import { fullDocument } from '../support/documents/report-document.ts'
import { killCommands, runCommand, startCommand } from '../support/processes/command.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'

afterEach(killCommands)

test('--help and --version work for every command, and a usage error exits with 2 and the help of the command', async ({
  migrated: target,
}) => {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  const cases: [args: string[], status: number, stream: 'out' | 'err', text: string][] = [
    [['--version'], 0, 'out', `${version}\n`],
    [['keys', 'list', '--version'], 0, 'out', `${version}\n`],
    [['--help'], 0, 'out', 'Usage: dateline [command]'],
    [['help', 'sync'], 0, 'out', 'Usage: dateline sync gdelt'],
    [['keys', 'create', '--help'], 0, 'out', 'Usage: dateline keys create'],
    [['serve', 'now'], 2, 'err', 'The command serve takes no arguments; got "now".\n\nUsage: dateline serve'],
    [['import', 'gdelt'], 2, 'err', 'At least one file is required: import gdelt FILE...\n\nUsage: dateline import'],
    [['migrate', '--fast'], 2, 'err', "Unknown option '--fast'"],
    [['verify', 'now'], 2, 'err', 'The command verify takes no arguments; got "now".\n\nUsage: dateline verify'],
    [['schema', '--client'], 0, 'out', readFileSync(join(projectRoot, 'schema/schema.graphql'), 'utf8')],
    [['schema', '--subgraph'], 0, 'out', readFileSync(join(projectRoot, 'schema/subgraph.graphql'), 'utf8')],
    [['schema', '--subgraph', '--node'], 0, 'out', '  ): Node @cost('],
    [['schema'], 2, 'err', 'Name one contract: --client or --subgraph.\n\nUsage: dateline schema'],
    [['schema', '--client', '--node'], 2, 'err', 'The option --node needs --subgraph'],
    [['schema', '--subgraph', '--scopes'], 0, 'out', '@requiresScopes(scopes: [["publish"], ["admin"]])'],
    [['schema', '--client', '--scopes'], 2, 'err', 'The option --scopes needs --subgraph'],
    [['rollups', 'fly'], 2, 'err', 'The action must be verify or rebuild: rollups verify.\n\nUsage: dateline rollups'],
  ]
  await Promise.all(
    cases.map(async ([args, status, stream, text]) => {
      const result = await runCommand(target, args)
      expect([args, result.status, result[stream]]).toEqual([args, status, expect.stringContaining(text)])
      expect(result[stream === 'out' ? 'err' : 'out']).toBe('')
    }),
  )
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const { command } = await load()
    expect([name, summary.length > 0, command.usage]).toEqual([
      name,
      true,
      expect.stringMatching(`^Usage: dateline ${name}`),
    ])
  }
}, 240_000)

test('commands print their results as JSON', async ({ migrated: target }) => {
  const resultOf = async (args: string[], input?: string): Promise<unknown> => {
    const { status, out, err } = await runCommand(target, args, input)
    expect([args, status, err]).toEqual([args, 0, expect.not.stringContaining('rror')])
    return JSON.parse(out)
  }
  expect(await resultOf(['migrate', '--json'])).toEqual({ migrations: 'current' })
  expect(await resultOf(['seed', '--json'])).toEqual({ stored: 1, alreadyStored: 0, changed: 0 })
  await runCommand(target, ['keys', 'create', '--scope', 'publish', '--dataset', 'desk', '--name', 'Example desk'])
  expect(await resultOf(['keys', 'list', '--json'])).toMatchObject([{ name: 'Example desk', scopes: ['publish'] }])
  const verified = (await resultOf(['rollups', 'verify', '--json'])) as { tables: object[] }
  expect(verified).toMatchObject({ ok: true })
  expect(verified.tables).toContainEqual({ table: 'event_counts', missing: 0, surplus: 0 })
  const quotes = (await resultOf(['verify', '--json'])) as { verifiedAtPublication: number }
  expect(quotes).toMatchObject({ wrong: 0, wrongTexts: 0, found: [] })
  expect(quotes.verifiedAtPublication).toBeGreaterThan(0)
  expect(await resultOf(['import', 'json', '-', '--json'], `${JSON.stringify(fullDocument())}\n{\n`)).toMatchObject({
    interrupted: false,
    files: [{ rowsRead: 2, rowsRejected: 1, rejectedRows: [{ reason: 'the line must be valid JSON', count: 1 }] }],
  })
}, 240_000)

test('an import that SIGINT interrupts says what it kept and exits with 130', async ({ migrated: target }) => {
  const { child, ended, output } = startCommand(target, ['import', 'json', '-'], { NODE_ENV: 'production' })
  // The command handles signals before it opens the database.
  await expect.poll(() => output.err, { timeout: 120_000 }).toContain('EMBEDDED DATABASE')
  child.kill('SIGINT')
  await expect.poll(() => output.err, { timeout: 120_000 }).toContain('SIGINT: stopping after the current batch')
  child.stdin.end(`${JSON.stringify(fullDocument())}\n`)
  expect(await ended).toBe(130)
  expect(output.out).toMatch(/^Interrupted\. Kept: 0 complete files\. Run the same command again to continue\.$/m)
}, 240_000)

test('a version that is older than the database refuses to start, and says so', async ({ migrated: target }) => {
  const open = await openDatabase({ ...target, log: silent })
  await open.db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9000000000000)`,
  )
  await open.close()
  for (const args of [['serve'], ['migrate']]) {
    const { status, err } = await runCommand(target, args)
    expect([args, status, err]).toEqual([
      args,
      1,
      expect.stringContaining('A newer version of Dateline has migrated this database'),
    ])
  }
}, 240_000)
