import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { codeBlocks, readProjectFile } from '../../support/documents/project-documents.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test } from '../../support/service.ts'
import { run } from './run.ts'
import { write } from './spreadsheet.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

function file(name: string, content: string): string {
  return write(join(folder, name), content)
}

test('the example of docs/importing.md runs as it is written', async ({ service }) => {
  const page = readProjectFile('docs/importing.md')
  const section = page.slice(page.indexOf('## A spreadsheet of your own'), page.indexOf('## Follow GDELT'))
  const [csv = ''] = codeBlocks(section, 'csv')
  const [yaml = ''] = codeBlocks(section, 'yaml')
  const commands = codeBlocks(section, 'sh').flatMap((block) => block.trimEnd().split('\n'))
  const [query = ''] = codeBlocks(section, 'graphql')
  const paths: Record<string, string> = { 'events.csv': file('events.csv', csv), 'mapping.yaml': file('m.yaml', yaml) }
  const runCommand = async (command = '') => {
    expect(command).toMatch(/^npm run import -- csv /)
    return run(
      service,
      ...command
        .split(' ')
        .slice(5)
        .map((word) => paths[word] ?? word),
    )
  }

  const dry = await runCommand(commands[0])
  expect(dry.output).toMatch(/line 2 would be stored as:[^]*line 4 would be stored as:[^]*Dry run: nothing was stored/)
  const imported = await runCommand(commands[1])
  expect(imported.counts).toEqual(dry.counts)
  expect(imported.counts).toMatchObject({ rowsRead: 4, eventsCreated: 3, rowsRejected: 1 })
  expect(imported.rejected).toMatchObject([{ line: 5, column: 'Date', field: 'time.begin' }])
  const { data, errors } = await service.ask<{ events: { nodes: object[] } }>(query)
  expect(errors).toBeUndefined()
  expect(data.events.nodes).toMatchObject([
    {
      kind: 'ARMED_CLASH',
      evidence: 'LISTED',
      location: { place: { name: 'Talysh' }, latitude: 40.37 },
      quantities: [{ low: 24, high: null, approximation: 'AT_LEAST' }],
      claims: [
        {
          quote: { exact: 'dozens died', verification: 'NOT_VERIFIED' },
          attribution: [{ name: 'UN', verb: 'said' }, { name: 'news.example' }],
        },
      ],
      violenceType: 'STATE_BASED',
    },
  ])

  file('events.csv', csv.replace('31.04.2016', '30.04.2016').replace(/^K-3.*\n/m, ''))
  expect((await runCommand(commands[1])).counts).toMatchObject({ eventsCreated: 1, rowsUnchanged: 2 })
  expect((await runCommand(commands[2])).counts).toMatchObject({ eventsRetracted: 1, rowsUnchanged: 3 })
  expect((await runCommand(commands[1])).counts).toMatchObject({ rowsSuperseded: 3 })
})
