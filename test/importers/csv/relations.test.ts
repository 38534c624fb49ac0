import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { parseId } from '../../../database/values/ids.ts'
import { erase } from '../../../ingest/erase.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { reportDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift } from '../../support/import.ts'
import { accept } from '../../support/ingest.ts'
import { makeScratch } from '../../support/scratch.ts'
import { test } from '../../support/service.ts'
import { eventOf, run } from './run.ts'
import { write } from './spreadsheet.ts'

const { folder, remove } = makeScratch()
afterAll(remove)

const map = write(
  join(folder, 'mapping.yaml'),
  `dataset: { name: example-links, title: Example, licence: CC BY 4.0, method: CURATED }
id: [no, part]
kind: { constant: OTHER }
title: { column: title }
time: { begin: { column: day } }
relations:
  - kind: { constant: FOLLOWS }
    to: { column: after, separator: ";" }
  - kind: { column: link, values: { answer: RESPONSE_TO } }
    to: { column: other }
sources:
  - url: { column: source }
`,
)

/** Rows whose ids are `1|a`, `2|a` and so on. */
function csvOf(rows: readonly { no: number; after?: string; link?: string; other?: string; title?: string }[]): string {
  const lines = rows.map(({ no, after = '', link = '', other = '', title = `Event ${no}` }) =>
    [no, 'a', title, '2016-04-02', after, link, other, 'https://news.example/1'].join(','),
  )
  return ['no,part,title,day,after,link,other,source', ...lines].map((line) => `${line}\n`).join('')
}

test('relates rows by their ids, whichever is imported first, and corrects the relations', async ({ service }) => {
  const importRows = (name: string, ...rows: Parameters<typeof csvOf>[0]) =>
    run(service, '--map', map, write(join(folder, name), csvOf(rows)))
  const idOf = async (no: number) => String((await eventOf(service, `example-links:${no}|a`))['id'])
  const uuidOf = async (no: number) => parseId(await idOf(no))!.uuid
  const relationsOf = async (no: number) => {
    const { data, errors } = await service.ask<{ event: { version: number; relations: object[] } }>(
      'query ($id: ID!) { event(id: $id) { version relations { kind direction certainty basis event { title } } } }',
      { id: await idOf(no) },
    )
    expect(errors).toBeUndefined()
    return data.event
  }
  const follows = (title: string | null, direction = 'OUTGOING') => ({
    kind: 'FOLLOWS',
    direction,
    certainty: 'REPORTED',
    event: title === null ? null : { title },
  })

  const first = await importRows('a.csv', { no: 2, after: '1|a; 3|a;1|a' }, { no: 4, after: '4|a' })
  expect(first.counts).toMatchObject({ eventsCreated: 1, rowsRejected: 1 })
  expect(first.rejected).toMatchObject([
    { line: 3, field: 'relations[0].to', reason: 'after must be the id of another row; got "4|a"' },
  ])
  expect((await relationsOf(2)).relations).toMatchObject([follows(null), follows(null)])
  await importRows('b.csv', { no: 1 }, { no: 3, link: 'answer', other: '1|a' })
  const both = [follows('Event 1'), follows('Event 3')]
  expect((await relationsOf(2)).relations).toEqual(
    expect.arrayContaining(both.map((each) => expect.objectContaining(each))),
  )
  expect((await relationsOf(1)).relations).toMatchObject([
    follows('Event 2', 'INCOMING'),
    { kind: 'RESPONSE_TO', direction: 'INCOMING', basis: 'EXPLICIT', event: { title: 'Event 3' } },
  ])

  // A row that says less corrects its event; a report that was merged into it keeps the relation of its claim.
  const { events } = await accept(
    service,
    reportDocument({
      events: [
        {
          ...reportDocument().events[0]!,
          kind: 'OTHER',
          relations: [{ kind: 'VIOLATES', event: await idOf(1) }],
          claims: [
            { ...reportDocument().events[0]!.claims[0]!, key: undefined },
            {
              ...reportDocument().events[0]!.claims[0]!,
              key: undefined,
              aspect: 'RELATION',
              relation: { kind: 'VIOLATES', event: await idOf(1) },
            },
          ],
        },
      ],
    }),
  )
  const merged = { id: parseId(events[0]!.id)!.uuid, expectedVersion: 1 }
  await mergeEvents(service.db, { id: await uuidOf(2), expectedVersion: 1 }, [merged], { by: 'test', reason: 'Same' })
  const later = await importRows('c.csv', { no: 2, after: '3|a', title: 'Later' }, { no: 1 })
  expect(later.counts).toMatchObject({ eventsCorrected: 1, rowsUnchanged: 1 })
  expect((await relationsOf(2)).relations.map((each) => (each as { kind: string }).kind).toSorted()).toEqual([
    'FOLLOWS',
    'VIOLATES',
  ])

  // Related events that were merged or erased since.
  const audit = { by: 'test', reason: 'Same' }
  await mergeEvents(
    service.db,
    { id: await uuidOf(1), expectedVersion: 1 },
    [{ id: await uuidOf(3), expectedVersion: 1 }],
    audit,
  )
  await importRows('d.csv', { no: 5, after: '3|a' })
  expect((await relationsOf(5)).relations).toMatchObject([follows('Event 1')])
  await erase(service.db, { concept: 'event', id: await uuidOf(5) }, audit)
  await importRows('e.csv', { no: 6, after: '5|a' })
  expect((await relationsOf(6)).relations).toEqual([])
  await expectNoDrift(service)
})
