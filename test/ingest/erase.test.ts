import { sql } from 'drizzle-orm'
import { PassThrough } from 'node:stream'
import { expect } from 'vitest'
import { readRows } from '../../database/sql/rows.ts'
import { correctEvent } from '../../ingest/correct.ts'
import { mergeActors } from '../../ingest/merge/actors.ts'
import { UsageError } from '../../server/cli/arguments.ts'
import { parseEraseCommand, runErase } from '../../server/cli/erase.ts'
import { phoneCall, reportDocument } from '../support/documents/report-document.ts'
import { expectNoDrift } from '../support/import.ts'
import { problemsOf } from '../support/ingest.ts'
import { test, type Service } from '../support/service.ts'
import { AUDIT_INFO, idOf, prepare, quote, tablesWith } from './erasable.ts'

const DAY = /^\d{4}-\d{2}-\d{2}/

async function run({ db }: Service, ...words: string[]): Promise<string> {
  const out = new PassThrough({ encoding: 'utf8' })
  await runErase(db, parseEraseCommand(words), out)
  return String(out.read() ?? '')
}

test('erasing an event removes it, what was merged into it, and what others say about it, from every table', async ({
  service,
}) => {
  const { first, second, later } = await prepare(service)
  const moment = new Date().toISOString()
  expect(await tablesWith(service, 'Of the eventword')).toEqual(['event_versions', 'events', 'revisions'])
  const plan = await run(service, 'erase', 'event').catch((error: unknown) => error)
  expect(plan).toBeInstanceOf(UsageError)
  const command = ['event', first.event, '--reason', 'Order 7 of a court', '--by', 'Example operator']
  expect(await run(service, ...command)).toContain('Nothing was changed.')
  expect(await tablesWith(service, 'Of the eventword')).toHaveLength(3)
  const shown = await run(service, ...command, '--yes')
  for (const id of [first.event, second.event, later.event]) expect(shown).toContain(id)

  // The body of the article is the article's.
  expect(await tablesWith(service, 'eventword')).toEqual(['article_versions'])
  await expectNoDrift(service)
  const tombstones = await readRows<object>(
    service.db,
    sql`select concept, erased_by, reason, erased_at::text as at from tombstones`,
  )
  expect(tombstones).toEqual(
    Array.from({ length: 2 }, () => ({
      concept: 'event',
      erased_by: 'erase by Example operator',
      reason: 'Order 7 of a court',
      at: expect.stringMatching(DAY),
    })),
  )
  for (const query of ['event(id: $id) { id }', 'node(id: $id) { id }', 'event(id: $id, asOf: $at) { id }']) {
    const { data, errors } = await service.ask(
      `query ($id: ID!, $at: DateTime) { found: ${query} unused: events(asOf: $at) { totalCount } }`,
      { id: first.event, at: moment },
    )
    expect(data).toMatchObject({ found: null })
    expect(errors).toMatchObject([
      {
        extensions: { code: 'NOT_FOUND' },
        message: expect.stringMatching(/^The event was erased on \d{4}-\d\d-\d\d\./),
      },
    ])
  }
  const { data } = await service.ask(
    `query ($id: ID!, $at: DateTime) { changes { nodes { reason by changes { before after } event { id } } }
      event(id: $id) { title version relations { kind } claims { id } revisions { kind reason changes { field before } } }
      past: events(asOf: $at, where: { search: "eventword" }) { nodes { title } } }`,
    { id: later.event, at: moment },
  )
  expect(data).toMatchObject({
    past: { nodes: [] },
    event: {
      title: 'A later call',
      version: 3,
      relations: [],
      claims: [],
      revisions: [
        { kind: 'CREATED' },
        { changes: [{ field: 'title', before: null }] },
        { reason: 'Order 7 of a court' },
      ],
    },
  })
  await expect(run(service, ...command, '--yes')).rejects.toThrow(/was erased already, on \d{4}/)
  // A retry of the report is answered, and stores nothing.
  expect(await tablesWith(service, 'eventword')).toEqual(['article_versions'])
})

test('erasing an article removes its headline, text and quotes, and no report brings them back', async ({
  service,
}) => {
  const { first } = await prepare(service)
  await run(service, 'article', first.article, '--reason', 'Personal data', '--yes')
  expect(await tablesWith(service, 'articleword')).toEqual([])
  await expectNoDrift(service)
  const { data } = await service.ask(
    `query ($event: ID!, $article: ID!) { article(id: $article) { url headline body erasedAt }
      event(id: $event) { title claims { article { url } } quantities { claim { id } } mentions { nodes { article { erasedAt } } } } }`,
    { event: first.event, article: first.article },
  )
  expect(data).toMatchObject({
    article: { url: 'https://news.example/1', headline: null, body: null, erasedAt: expect.stringMatching(DAY) },
    event: {
      title: 'Of the eventword itself',
      claims: [{ article: { url: 'https://news.example/2' } }],
      quantities: [{ claim: null }],
    },
  })
  const again = reportDocument({
    idempotencyKey: 'again',
    article: { url: 'https://news.example/1', headline: 'Of articleword' },
  })
  expect(await problemsOf(service, again)).toEqual([
    expect.stringMatching(/article: was erased on \d{4}-\d\d-\d\d and cannot be stored again/),
  ])
  const claims = [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', article: first.article, quote: quote('articleword') }]
  await expect(correctEvent(service.db, idOf(first.event), 5, { claims }, AUDIT_INFO)).rejects.toThrow(
    'must be the id of an article that reports the event',
  )
  expect(await tablesWith(service, 'articleword')).toEqual([])
})

test('erasing an article removes its quotes from the record of a merge of its event', async ({ service }) => {
  const { second } = await prepare(service)
  expect(await tablesWith(service, 'the other side')).toContain('merge_origins')
  await run(service, 'article', second.article, '--reason', 'Personal data', '--yes')
  // The body of the first article has the same words.
  expect(await tablesWith(service, 'the other side')).toEqual(['article_versions'])
  await expectNoDrift(service)
})

test('erasing an actor removes all its names, and no report or import brings them back', async ({ service }) => {
  const { first, actor } = await prepare(service)
  await run(service, 'actor', actor, '--reason', 'Personal data', '--yes')
  // What an article says, word by word, is erased with the article.
  expect(await tablesWith(service, 'actorword')).toEqual(['article_versions'])
  await run(service, 'article', first.article, '--reason', 'Personal data', '--yes')
  expect(await tablesWith(service, 'actorword')).toEqual([])
  await expectNoDrift(service)
  const { data } = await service.ask(
    `query ($id: ID!) { actor(by: { id: $id }) { __typename name names { name } externalIds { value } erasedAt ... on Person { description } }
      byName: actor(by: { name: "Actorword" }) { id } events(where: { search: "actorword" }) { totalCount } }`,
    { id: actor },
  )
  expect(data).toEqual({
    actor: {
      __typename: 'Person',
      name: '(erased)',
      names: [],
      externalIds: [],
      erasedAt: expect.stringMatching(DAY),
      description: null,
    },
    byName: null,
    events: { totalCount: 0 },
  })
  const actors = [
    { key: 'a', kind: 'PERSON', name: 'Actorword', externalIds: [{ scheme: 'WIKIDATA', value: 'Q77actorword' }] },
  ]
  const again = reportDocument({
    article: { url: 'https://news.example/9' },
    actors,
    events: [phoneCall({ participations: [{ actor: 'a', role: 'INITIATOR' }] })],
  })
  expect(await problemsOf(service, again)).toEqual([expect.stringMatching(/actors\[0\]: was erased on/)])
  const merge = mergeActors(
    service.db,
    { id: idOf(actor), expectedVersion: 3, at: { event: [], expectedVersion: [] } },
    [],
    AUDIT_INFO,
  )
  await expect(merge).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
