import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { EVENT_KINDS, TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { fullDocument, phoneCall, TEXT } from '../support/documents/report-document.ts'
import { accept, problemsOf } from '../support/ingest.ts'
import { test } from '../support/service.ts'
import { countEverything } from './every-table.ts'

/** The tables that reports do not write: earlier versions, merges, settings, keys and tombstones, and imports. */
const NOT_BY_REPORTS = [
  'entity_revisions',
  'event_codings',
  'event_locations',
  'event_versions',
  'feed_rows',
  'imports',
  'keys',
  'merge_origins',
  'release_ranges',
  'releases',
  'settings',
  'tombstones',
]

test('fills every table from one report with every kind of event and every detail field', async ({ service }) => {
  const result = await accept(service, fullDocument())
  expect(result.events.map(({ certainty }) => certainty)).toEqual(EVENT_KINDS.map(() => 'REPORTED'))
  const counted = await countEverything(service)
  expect(Object.keys(counted).filter((table) => counted[table] === 0)).toEqual(NOT_BY_REPORTS)
  for (const kind of Object.keys(TYPED_KINDS) as TypedKindName[]) {
    const [row] = await service.db.select().from(TYPED_KINDS[kind].details)
    expect([kind, Object.entries(row!).filter(([, value]) => value === null || String(value) === '')]).toEqual([
      kind,
      [],
    ])
  }
  const { data } = await service.ask(`{
    ceasefires { nodes { effectiveFrom effectiveUntil } }
    articles { nodes { length textSha256 publisher { name } } }
  }`)
  expect(data).toEqual({
    ceasefires: { nodes: [{ effectiveFrom: '2020-01-05T22:00:00.000Z', effectiveUntil: '2020-01-08T00:00:00.000Z' }] },
    articles: {
      nodes: [
        {
          length: TEXT.length,
          textSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          publisher: { name: 'Example News' },
        },
      ],
    },
  })
})

test('rolls back when the insert into any table fails', async ({ service }) => {
  const before = await countEverything(service)
  for (const table of Object.keys(before).filter((name) => !NOT_BY_REPORTS.includes(name))) {
    await service.db.execute(sql`alter table ${sql.identifier(table)} add constraint never check (false) not valid`)
    await expect(accept(service, fullDocument())).rejects.toThrow(/Failed query/)
    expect([table, await countEverything(service)]).toEqual([table, before])
    await service.db.execute(sql`alter table ${sql.identifier(table)} drop constraint never`)
  }
  expect(await accept(service, fullDocument())).toMatchObject({ created: true })
})

test('rolls back a report that the last check refuses', async ({ service }) => {
  const before = await countEverything(service)
  const late = fullDocument({
    events: [
      phoneCall({
        occurred: { edtf: '2001-01-01', basis: 'EXPLICIT' },
        participations: [{ actor: 'p', role: 'INITIATOR', office: 'chair' }],
      }),
    ],
  })
  expect(await problemsOf(service, late)).toEqual([
    '- events[0].participations[0].office: "p" did not hold "chair" on 2001-01-01. Correct the office or its tenures.',
  ])
  expect(await countEverything(service)).toEqual(before)
})
