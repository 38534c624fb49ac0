import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, expect } from 'vitest'
import { UsageError } from '../../../server/cli/arguments.ts'
import { parseImportCommand } from '../../../server/cli/import-arguments.ts'
import { runImport } from '../../../server/cli/import.ts'
import { gedLine, headerOf } from '../../importers/ucdp/rows.ts'
import { digestOf } from '../../support/digest.ts'
import { expectNoDrift } from '../../support/import.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

/** Writes a release: the numbers of its rows, and the deaths of each. */
function release(name: string, rows: Record<number, number>): string {
  const path = join(folder, `${name}.csv`)
  const lines = Object.entries(rows).map(([id, best]) => gedLine({ id, best: String(best), high: String(best + 4) }))
  writeFileSync(path, [headerOf(), ...lines, ''].join('\n'))
  return path
}

const numbers = Array.from({ length: 30 }, (_each, n) => 100 + n)
const OLD = release('old', Object.fromEntries(numbers.map((id) => [id, 5])))
/** Corrects ten events, lacks two and has two new ones. */
const NEW = release(
  'new',
  Object.fromEntries([...numbers.slice(2).map((id) => [id, id < 112 ? 7 : 5]), [200, 5], [201, 5]]),
)
const OLD_ARGS = ['--release', '22.1', '--released-on', '2022-06-01', OLD]
const NEW_ARGS = ['--release', '23.1', '--released-on', '2023-06-01', NEW]

async function run({ open }: Service, ...args: string[]) {
  let output = ''
  const write = (text: Buffer, _encoding: string, done: () => void) => {
    output += text.toString()
    done()
  }
  const out = new Writable({ write })
  const command = { ...parseImportCommand(['ucdp', ...args]), rejectsFolder: join(folder, 'rejects') }
  const [outcome] = await runImport(open, command, silent, out)
  return { counts: outcome?.counts, error: outcome?.error, output }
}

test('an older release undoes nothing, and a dry run tells what the run does', async ({ service }) => {
  expect((await run(service, ...OLD_ARGS)).counts).toMatchObject({ rowsWritten: 30, eventsCreated: 30 })
  const before = await digestOf(service.db)
  const dry = await run(service, '--dry-run', ...NEW_ARGS)
  expect(await digestOf(service.db)).toEqual(before)
  expect(dry.output).toMatch(/Dry run: nothing was stored/)
  expect(dry.output.match(/^ {2}corrected evt_\w+: quantities$/gm)).toHaveLength(10)
  expect(dry.output.match(/^ {2}retracted evt_\w+: certainty$/gm)).toHaveLength(2)
  const real = await run(service, ...NEW_ARGS)
  expect(real.counts).toEqual(dry.counts)
  expect(real.counts).toMatchObject({ eventsCreated: 2, eventsCorrected: 10, eventsRetracted: 2, rowsUnchanged: 18 })
  const after = await digestOf(service.db)
  for (const args of [OLD_ARGS, [OLD]]) {
    const { counts, output } = await run(service, ...args)
    expect(counts).toMatchObject({ rowsRead: 30, rowsSuperseded: 30, eventsCorrected: 0, eventsRetracted: 0 })
    expect(output).toContain('superseded by a newer release: 30 rows')
  }
  expect(await digestOf(service.db)).toEqual(after)
  const { data } = await service.ask(`{ datasets { name mentionCount reportCount releases { name releasedOn }
    imports(first: 10) { nodes { release rowsRead rowsSuperseded } } } }`)
  expect(data).toMatchObject({
    datasets: [
      {
        name: 'ucdp',
        reportCount: 0,
        mentionCount: 64,
        releases: [
          { name: '23.1', releasedOn: '2023-06-01' },
          { name: '22.1', releasedOn: '2022-06-01' },
        ],
        imports: {
          nodes: [{ release: null }, { release: '22.1', rowsSuperseded: 30 }, { release: '23.1' }, { release: '22.1' }],
        },
      },
    ],
  })
  await expectNoDrift(service)
})

test('retracts more than a tenth of the range only with --yes', async ({ service }) => {
  await run(service, ...OLD_ARGS)
  const cut = release('cut', Object.fromEntries(numbers.slice(5).map((id) => [id, 6])))
  const args = ['--release', '23.1', '--released-on', '2023-06-01', cut]
  const before = await digestOf(service.db)
  expect((await run(service, ...args)).error).toMatch(
    /^The release lacks 5 of the 30 standing events of its range \(17 %\), more than 10 %\. Nothing was stored\./,
  )
  expect(await digestOf(service.db)).toEqual(before)
  expect((await run(service, '--yes', ...args)).counts).toMatchObject({ eventsCorrected: 25, eventsRetracted: 5 })
  // The same name with another day would change the order of the releases.
  await expect(run(service, '--release', '23.1', '--released-on', '2021-06-01', cut)).rejects.toThrow(
    '--released-on must be 2023-06-01, as when release 23.1 was imported; got 2021-06-01.',
  )
  await expectNoDrift(service)
})

test.for([
  [['ucdp', '--release', '23.1', 'x'], '--released-on must be the day of the release, such as 2023-06-01; got none.'],
  [['ucdp', '--release', '23.1', '--released-on', '2023', 'x'], 'such as 2023-06-01; got "2023".'],
  [['ucdp', '--released-on', '2023-06-01', 'x'], '--released-on needs the name of the release'],
  [['gdelt', '--release', 'a', '--released-on', '2023-06-01', 'x'], '--release is for the feeds ucdp and csv'],
  [['json', '--dry-run', 'x'], '--dry-run is for feeds.'],
] as const)('rejects import %j', ([args, message]) => {
  expect(() => parseImportCommand(args)).toThrow(UsageError)
  expect(() => parseImportCommand(args)).toThrow(message)
})
