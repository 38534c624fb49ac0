import { sql } from 'drizzle-orm'
import { readRow, readRows } from '../../database/sql/rows.ts'
import { parseId } from '../../database/values/ids.ts'
import { correctEvent } from '../../ingest/correct.ts'
import { mergeActors } from '../../ingest/merge/actors.ts'
import { mergeEvents } from '../../ingest/merge/events.ts'
import { publishReport } from '../../ingest/publish.ts'
import { phoneCall, reportDocument } from '../support/documents/report-document.ts'
import type { Service } from '../support/service.ts'

export const AUDIT_INFO = { reason: 'A test', by: 'test' }

/** Text in which each word stands for the content of one object. */
const TEXT = 'On Monday Actorword called the other side about eventword, as articleword has it.'

export function quote(exact: string) {
  const start = TEXT.indexOf(exact)
  return { exact, start, end: start + exact.length }
}

/** A claim whose quote has none of the words. */
const plain = { aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: quote('On Monday') }

export function idOf(publicId: string): string {
  const id = parseId(publicId)
  if (id === null) throw new Error(`${publicId} is no id.`)
  return id.uuid
}

/** The tables that have a word in some row, in any column. */
export async function tablesWith({ db }: Service, word: string): Promise<string[]> {
  const tables = await readRows<{ name: string }>(
    db,
    sql`select tablename::text as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { count } = await readRow<{ count: number }>(
      db,
      sql`select count(*)::int as count from ${sql.identifier(name)} t where t::text ilike ${`%${word}%`}`,
    )
    if (count > 0) found.push(name)
  }
  return found
}

/** Stores three reports of calls, the second merged into the first, a later event that follows it, and corrections. */
export async function prepare(service: Service) {
  const { db } = service
  const store = async (n: number, overrides: object) => {
    const { articleId, events } = await publishReport(
      db,
      reportDocument({
        idempotencyKey: `report ${n}`,
        article: {
          url: `https://news.example/${n}`,
          headline: n === 1 ? 'Of articleword' : 'A call',
          body: n === 1 ? TEXT : undefined,
        },
        actors: [
          {
            key: 'a',
            kind: 'PERSON',
            name: 'Actorword',
            names: [{ name: 'Mx Actorword', kind: 'ALIAS' }],
            description: 'The actorword',
            externalIds: [{ scheme: 'WIKIDATA', value: 'Q77actorword' }],
          },
          { key: 'b', kind: 'STATE', name: 'State B' },
          ...(n === 2 ? [{ key: 'c', kind: 'PERSON', name: 'Actorword the Second' }] : []),
        ],
        events: [phoneCall({ title: 'A call', claims: [plain], ...overrides })],
      }),
      { by: 'test', text: TEXT },
    )
    return { article: articleId, event: events[0]?.id ?? '' }
  }
  const participations = [
    { actor: 'a', role: 'INITIATOR', label: 'Actorword' },
    { actor: 'b', role: 'RECIPIENT' },
  ]
  const claims = [
    {
      key: 'c',
      aspect: 'OCCURRENCE',
      certainty: 'REPORTED',
      quote: quote('about eventword, as articleword has it'),
      attribution: [{ agent: 'a', label: 'Actorword', mode: 'INDIRECT_SPEECH' }],
    },
  ]
  const quantities = [{ measure: 'DURATION', of: 'eventword', best: 3, approximation: 'EXACT', claim: 'c' }]
  const first = await store(1, { title: 'Of eventword', summary: 'The eventword', participations, claims, quantities })
  // The record of the merge of the second event has its rows.
  const second = await store(2, {
    title: 'Another eventword',
    participations: [
      { actor: 'c', role: 'INITIATOR', label: 'Actorword' },
      { actor: 'b', role: 'RECIPIENT' },
    ],
    claims: [{ ...plain, quote: quote('the other side') }],
  })
  const relations = [{ kind: 'FOLLOWS', event: first.event }]
  const aboutRelation = [
    {
      aspect: 'RELATION',
      certainty: 'REPORTED',
      relation: { kind: 'FOLLOWS', event: first.event },
      quote: quote('eventword'),
    },
  ]
  const later = await store(3, { relations, claims: aboutRelation })
  const expected = (id: string, expectedVersion: number) => ({
    id: idOf(id),
    expectedVersion,
    at: { event: [], expectedVersion: [] },
  })
  await correctEvent(db, idOf(first.event), 1, { title: 'Of the eventword itself' }, AUDIT_INFO)
  await correctEvent(db, idOf(later.event), 1, { title: 'A later call' }, AUDIT_INFO)
  await mergeEvents(db, expected(first.event, 2), [expected(second.event, 1)], AUDIT_INFO)
  const { data } = await service.ask<{ actors: { nodes: { id: string; name: string }[] } }>(
    '{ actors { nodes { id name } } }',
  )
  const actor = (name: string) => data.actors.nodes.find((node) => node.name === name)?.id ?? ''
  await mergeActors(db, expected(actor('Actorword'), 1), [expected(actor('Actorword the Second'), 1)], {
    reason: 'Actorword, twice',
    by: 'test',
  })
  return { first, second, later, actor: actor('Actorword') }
}
