import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { EVENT_KINDS, TYPED_KINDS } from '../../../database/tables/event-kinds.ts'
import { parseId } from '../../../database/values/ids.ts'
import { detailFieldsOfKind } from '../../../importers/csv/mapping/details.ts'
import { readEvents } from '../../../ingest/parts/read-events.ts'
import { sampleDetails } from '../../support/documents/sample-details.ts'
import { expectNoDrift } from '../../support/import.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test, type Service } from '../../support/service.ts'
import { eventOf, run } from './run.ts'
import { write } from './spreadsheet.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

const FIELDS = [...new Set(EVENT_KINDS.flatMap(detailFieldsOfKind))]
const COLUMNS = ['no', 'kind', 'title', 'quote', 'speaker', 'of', 'verb', 'words', ...FIELDS]

const MAPPING = `dataset: { name: example-details, title: Example, licence: CC BY 4.0, method: CODED }
id: [no]
kind: { column: kind }
title: { column: title }
time: { begin: { column: day } }
details:
${FIELDS.map((name) => `  ${name}: { column: ${name}, separator: "/" }`).join('\n')}
sources:
  - url: { column: link }
    quote: { column: quote }
    attribution:
      - name: { column: speaker }
        country: { column: of }
        verb: { column: verb }
        mode: { constant: DIRECT_SPEECH }
      - label: { column: words }
        kind: { constant: GROUP }
`

const map = write(join(folder, 'mapping.yaml'), MAPPING)

function csvOf(rows: readonly Record<string, unknown>[]): string {
  const columns = [...COLUMNS, 'day', 'link']
  const cell = (value: unknown) =>
    (Array.isArray(value) ? value : [value ?? '']).map((each) => `${each as string | number | boolean}`).join('/')
  const lines = rows.map((row) =>
    columns.map((name) => cell({ day: '2016-04-02', link: `https://news.example/${String(row['no'])}`, ...row }[name])),
  )
  return [columns, ...lines].map((cells) => `${cells.join(';')}\n`).join('')
}

/** Details as they are stored: times in UTC. */
function stored(details: Record<string, unknown>) {
  const utc = (value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).getTime() : value
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, utc(value)]))
}

async function detailsOf({ db }: Service, kind: string, id: unknown) {
  const uuid = parseId(String(id))!.uuid
  const { details } = (await readEvents(db, [uuid])).get(uuid)!
  return Object.fromEntries(
    detailFieldsOfKind(kind as (typeof EVENT_KINDS)[number]).map((name) => {
      const value = details[name]
      return [name, typeof value === 'string' && /^\d{4}-\d\d-\d\d /.test(value) ? Date.parse(value) : value]
    }),
  )
}

test('imports every field that only one kind of event has, and corrects nothing but what changes', async ({
  service,
}) => {
  const kinds = Object.keys(TYPED_KINDS) as (keyof typeof TYPED_KINDS)[]
  const rows = kinds.map((kind) => ({ no: kind, kind, title: 'Before', ...sampleDetails(kind) }))
  const { counts, rejected } = await run(service, '--map', map, write(join(folder, 'all.csv'), csvOf(rows)))
  expect(rejected).toEqual([])
  expect(counts).toMatchObject({ eventsCreated: kinds.length })
  for (const kind of kinds) {
    const { id } = await eventOf(service, `example-details:${kind}`)
    expect([kind, await detailsOf(service, kind, id)]).toEqual([kind, stored(sampleDetails(kind))])
  }
  const renamed = rows.map((row) => ({ ...row, title: 'After' }))
  await run(service, '--map', map, write(join(folder, 'renamed.csv'), csvOf(renamed)))
  const { data } = await service.ask<{ changes: { nodes: { kind: string; changes: { field: string }[] }[] } }>(
    '{ changes(first: 100) { nodes { kind changes { field } } } }',
  )
  const corrections = data.changes.nodes.filter(({ kind }) => kind === 'CORRECTED')
  expect(corrections.map(({ changes }) => changes)).toEqual(kinds.map(() => [{ field: 'title' }]))
  await expectNoDrift(service)
})

test('rejects details that a kind does not have or that no report could state', async ({ service }) => {
  const call = { kind: 'PHONE_CALL', title: 'A call' }
  const bad: [row: Record<string, unknown>, field: string, reason: RegExp][] = [
    [
      { ...call, joint: 'true' },
      'details.joint',
      /^joint must be empty, because PHONE_CALL has no field joint; got "true"/,
    ],
    [{ kind: 'PROTEST', title: 'A protest', name: 'X' }, 'details.name', /because PROTEST has no field name/],
    [{ ...call, durationMinutes: 'long' }, 'details.durationMinutes', /^durationMinutes must be .*; got "long"/],
    [{ ...call, durationMinutes: '0' }, 'details.durationMinutes', /^durationMinutes must be .*; got "0"/],
    [{ ...call, durationMinutes: '4/5' }, 'details.durationMinutes', /must be one value; got "4, 5"/],
    [{ kind: 'EXERCISE', title: 'E', joint: 'maybe' }, 'details.joint', /^joint must be .*; got "maybe"/],
    [{ kind: 'MEETING', title: 'M', format: 'ROUND' }, 'details.format', /must be one of BILATERAL.*; got "ROUND"/],
    [{ kind: 'CEASEFIRE', title: 'C', effectiveFrom: '2016' }, 'details.effectiveFrom', /must be .*; got "2016"/],
  ]
  const rows = bad.map(([row], n) => ({ no: n, ...row }))
  const { rejected } = await run(service, '--map', map, write(join(folder, 'bad.csv'), csvOf(rows)))
  expect(rejected).toMatchObject(bad.map(([, field, reason]) => ({ field, reason: expect.stringMatching(reason) })))
})

test('attributes quotes to the speakers in columns, and corrects them', async ({ service }) => {
  const row = {
    no: 1,
    kind: 'OTHER',
    title: 'Fire',
    quote: 'the firing began',
    speaker: 'A Major',
    of: 'AZ',
    verb: 'said',
  }
  const unnamed = { ...row, no: 2, speaker: '', of: '', verb: '', words: 'a witness' }
  const own = { ...unnamed, no: 3, words: '' }
  const silent = { ...row, no: 4, quote: '' }
  const { counts } = await run(
    service,
    '--map',
    map,
    write(join(folder, 'said.csv'), csvOf([row, unnamed, own, silent])),
  )
  expect(counts).toMatchObject({ eventsCreated: 4 })
  expect(counts?.warnings).toEqual(new Map([['the row names a speaker, but quotes nothing', 1]]))
  const claimsOf = async (no: number) => {
    const { id } = await eventOf(service, `example-details:${no}`)
    const { data, errors } = await service.ask<{ event: { version: number; claims: object[] } }>(
      `query ($id: ID!) { event(id: $id) { version claims { quote { exact } attribution { name label verb mode agent { __typename name } } } } }`,
      { id },
    )
    expect(errors).toBeUndefined()
    return data.event
  }
  const article = { name: 'news.example', mode: 'PUBLICATION' }
  expect(await claimsOf(1)).toMatchObject({
    claims: [
      {
        quote: { exact: 'the firing began' },
        attribution: [
          { verb: 'said', mode: 'DIRECT_SPEECH', agent: { __typename: 'Person', name: 'A Major (Azerbaijan)' } },
          article,
        ],
      },
    ],
  })
  expect(await claimsOf(2)).toMatchObject({
    claims: [{ attribution: [{ label: 'a witness', mode: 'INDIRECT_SPEECH', agent: null }, article] }],
  })
  expect(await claimsOf(3)).toMatchObject({ claims: [{ attribution: [article] }] })
  expect(await claimsOf(4)).toMatchObject({ claims: [] })
  const changed = { ...row, speaker: 'A Colonel' }
  expect(
    (await run(service, '--map', map, write(join(folder, 'changed.csv'), csvOf([changed, unnamed])))).counts,
  ).toMatchObject({
    eventsCorrected: 1,
    rowsUnchanged: 1,
  })
  expect(await claimsOf(1)).toMatchObject({
    version: 2,
    claims: [{ attribution: [{ agent: { name: 'A Colonel (Azerbaijan)' } }, article] }],
  })
  await expectNoDrift(service)
})
