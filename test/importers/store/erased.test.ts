import { expect } from 'vitest'
import { parseId } from '../../../database/values/ids.ts'
import { erase } from '../../../ingest/erase.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'
import { eventLine, LINES, mentionLine } from '../gdelt/rows.ts'

const AUDIT_INFO = { reason: 'Personal data', by: 'test' }

interface Call {
  id: string
  participations: { actor: { id: string; name: string } }[]
  mentions: { nodes: { article: { id: string; headline: string | null; url: string | null } }[] }
}

async function calls(service: Service): Promise<Call[]> {
  const { data } = await service.ask<{ phoneCalls: { nodes: Call[] } }>(
    '{ phoneCalls(where: { evidence: [CODED] }) { nodes { id participations { actor { id name } } mentions { nodes { article { id headline url } } } } } }',
  )
  return data.phoneCalls.nodes
}

/** Rows of the erased event: as they were, changed, new, and a mention. */
const LATER_LINES = [
  [...LINES, eventLine({ EventCode: '0411', AvgTone: '3' }), eventLine({ GLOBALEVENTID: '1009' })],
  [mentionLine({ MentionIdentifier: 'http://other.example/4' })],
]

test('an import does not store an erased event again', async ({ service }) => {
  await importLines(service, 'gdelt', LINES)
  const [call] = await calls(service)
  await erase(service.db, { concept: 'event', id: parseId(call!.id)!.uuid }, AUDIT_INFO)
  for (const lines of LATER_LINES) {
    const { counts } = await importLines(service, 'gdelt', lines)
    expect(counts).toMatchObject({ eventsCreated: 0, eventsCorrected: 0, mentionsWritten: 0, rowsRejected: 0 })
  }
  expect(await calls(service)).toEqual([])
  await expectNoDrift(service)
})

test('an import gives an erased actor or article no content again', async ({ service }) => {
  await importLines(service, 'gdelt', LINES)
  const [call] = await calls(service)
  const { actor } = call!.participations[0]!
  const { article } = call!.mentions.nodes[0]!
  await erase(service.db, { concept: 'actor', id: parseId(actor.id)!.uuid }, AUDIT_INFO)
  await erase(service.db, { concept: 'article', id: parseId(article.id)!.uuid }, AUDIT_INFO)
  for (const lines of LATER_LINES) await importLines(service, 'gdelt', lines)
  const { data } = await service.ask(
    `query ($actor: ID!, $article: ID!, $name: String!) { erased: actor(by: { id: $actor }) { name names { name } externalIds { value } }
      named: actor(by: { name: $name }) { id } article(id: $article) { headline body } events(where: { evidence: [CODED] }) { totalCount } }`,
    { actor: actor.id, article: article.id, name: actor.name },
  )
  expect(data).toMatchObject({
    erased: { name: '(erased)', names: [], externalIds: [] },
    named: null,
    article: { headline: article.url === null ? '(erased)' : null, body: null },
  })
  await expectNoDrift(service)
})
