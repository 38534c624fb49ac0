import { expect } from 'vitest'
import { tablesOf, test, type Service } from '../../support/service.ts'

const EVERYTHING = 'where: { realis: [ACTUAL, SCHEDULED, DESIRED, HYPOTHETICAL], polarity: [POSITIVE, NEGATIVE] }'

const PAGE = `query Page($first: Int!) {
  events(first: $first, ${EVERYTHING}) {
    nodes {
      __typename id kind title summary realis polarity certainty mentionCount publisherCount version createdAt updatedAt
      occurred { edtf earliest latest precision basis text }
      location { place { name kind } precision latitude longitude radiusKm text }
      participations { actor { __typename id name } role side office { title } label basis }
      quantities { measure of low best high approximation unit text consistent claim { id } }
      claims {
        id aspect detail certainty polarity hedge
        quote { exact prefix suffix start end sentence }
        article { id publishedOn textSha256 body }
        attribution { name agent { name } article { id } label verb mode }
      }
      codes { scheme code label }
      revisions { version kind by at changes { field } }
      ... on PhoneCall { initiators { actor { name } } recipients { actor { name } } topics durationMinutes }
      ... on Exercise { organisers { actor { name } } personnel { best } equipment { low } durationDays plannedBeforehand }
      ... on Meeting { participants { actor { name } } format venue }
      ... on Visit { visitors { actor { name } } hosts { actor { name } } visitKind durationDays }
      ... on Statement { speakers { actor { name } } speechAct channel }
      ... on Appeal { addressees { actor { name } } requestedAction }
      ... on Agreement { parties { actor { name } } agreed: stage }
      ... on Ceasefire { parties { actor { name } } phase scope }
      ... on ArmedClash { belligerents { side participations { actor { name } } } modes violenceType fatalities { low } }
      ... on Negotiation { parties { actor { name } } forum { actor { name } } subject outcome }
      ... on Mediation { mediators { actor { name } } subject }
    }
  }
}`

async function costOf(service: Service, first: number) {
  const { data, errors } = await service.ask<{ events: { nodes: unknown[] } }>(PAGE, { first })
  expect(errors).toBeUndefined()
  return { length: data.events.nodes.length, tables: tablesOf(service.statements) }
}

test('a page of events of all kinds with all their parts costs one statement per table, for any page size', async ({
  seeded,
}) => {
  const { length, tables } = await costOf(seeded, 100)
  expect(length).toBe(22)
  // The stored texts of articles, up to a megabyte each, have a statement of their own.
  expect(tables.filter((table, position) => tables.indexOf(table) !== position)).toEqual(['article_versions'])
  expect(tables.toSorted()).toEqual([
    'actors',
    'agreements',
    'appeals',
    'armed_clashes',
    'article_versions',
    'article_versions',
    'articles',
    'ceasefires',
    'claim_attributions',
    'claims',
    'event_codes',
    'event_locations',
    'events',
    'exercises',
    'mediations',
    'meetings',
    'negotiations',
    'offices',
    'participations',
    'phone_calls',
    'places',
    'quantities',
    'revisions',
    'statements',
    'tenures',
    'visits',
  ])
  expect((await costOf(seeded, 3)).tables.length).toBeLessThanOrEqual(tables.length)
})

test('the default filter omits events that did not happen', async ({ seeded }) => {
  const { data } = await seeded.ask(`{
    default: events { totalCount }
    everything: events(${EVERYTHING}) { totalCount }
    planned: events(where: { realis: [SCHEDULED] }) { totalCount }
    wished: events(where: { realis: [DESIRED] }) { totalCount }
    thought: events(where: { realis: [HYPOTHETICAL] }) { totalCount }
    denied: events(where: { polarity: [NEGATIVE] }) { totalCount }
  }`)
  expect(data).toEqual({
    default: { totalCount: 15 },
    everything: { totalCount: 22 },
    planned: { totalCount: 3 },
    wished: { totalCount: 1 },
    thought: { totalCount: 1 },
    denied: { totalCount: 2 },
  })
})

test('a list under many parents costs one statement for all parents, and one for their counts', async ({ seeded }) => {
  const { data, errors } = await seeded.ask<{
    actors: { nodes: { name: string; events: { totalCount: number; nodes: { title: string }[] } }[] }
  }>(`{
    actors(first: 100) {
      nodes { name events(first: 2, orderBy: OCCURRED_ASC) { totalCount nodes { title } pageInfo { hasNextPage } } }
    }
  }`)
  expect(errors).toBeUndefined()
  // Lists that are not filled by events of known time cost one more, for those of unknown time.
  expect(tablesOf(seeded.statements)).toEqual(['actors', 'unnest', 'unnest', 'unnest'])
  const putin = data.actors.nodes.find(({ name }) => name === 'Vladimir Putin')!
  expect(putin.events).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } })
  expect(putin.events.nodes).toHaveLength(2)
  expect(putin.events.nodes[0]).toEqual({ title: 'Putin voices concern through his press secretary' })
})

interface Walk {
  events: {
    nodes: { id: string }[]
    pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> & { startCursor: string; endCursor: string }
  }
}

async function walk(service: Service, size: number, order: string, backward: boolean): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 30; pages++) {
    const page = backward ? `last: ${size}, before: $cursor` : `first: ${size}, after: $cursor`
    const answer: { data: Walk; errors?: unknown } = await service.ask<Walk>(
      `query Walk($cursor: String) { events(${EVERYTHING}, orderBy: ${order}, ${page}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      { cursor },
    )
    expect(answer.errors).toBeUndefined()
    const { nodes, pageInfo } = answer.data.events
    const found = nodes.map(({ id }) => id)
    ids.splice(backward ? 0 : ids.length, 0, ...found)
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return ids
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor
  }
  throw new Error('The list does not end')
}

test('forward and backward pages of any size return every event once, in order', async ({ seeded }) => {
  for (const order of ['OCCURRED_DESC', 'OCCURRED_ASC']) {
    const { data } = await seeded.ask<Walk>(
      `{ events(first: 100, ${EVERYTHING}, orderBy: ${order}) { nodes { id } pageInfo { hasNextPage } } }`,
    )
    const whole = data.events.nodes.map(({ id }) => id)
    expect(new Set(whole).size).toBe(22)
    for (const size of [1, 3, 7, 22, 100]) {
      expect(await walk(seeded, size, order, false)).toEqual(whole)
      expect(await walk(seeded, size, order, true)).toEqual(whole)
    }
  }
})

test('a count alone reads no page, and no events if a rollup has the count', async ({ seeded }) => {
  await seeded.ask('{ events { totalCount isExact } }')
  expect(tablesOf(seeded.statements)).toEqual(['event_counts'])
  await seeded.ask('{ events(where: { occurred: { during: "2016" } }) { totalCount isExact } }')
  expect(seeded.statements).toEqual([expect.stringMatching(/^select count\(\*\)::int from \(select 1/)])
})

test('rejects invalid page arguments and cursors of other lists with BAD_USER_INPUT', async ({ seeded }) => {
  const messageOf = async (args: string) => {
    const { errors } = await seeded.ask(`{ events(${args}) { nodes { id } } }`)
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
    return errors?.[0]?.message
  }
  expect(await messageOf('first: 0')).toBe('`first` must be between 1 and 100; got 0.')
  expect(await messageOf('last: 101')).toBe('`last` must be between 1 and 100; got 101.')
  expect(await messageOf('first: -5')).toMatch(/between 1 and 100/)
  expect(await messageOf('first: 1, last: 1')).toBe(
    '`first` and `last` cannot be used together; got 1 and 1. Remove one of them.',
  )
  const { data } = await seeded.ask<Walk>('{ events(first: 1) { nodes { id } pageInfo { endCursor } } }')
  const cursor = data.events.pageInfo.endCursor
  expect(await messageOf(`orderBy: OCCURRED_ASC, after: "${cursor}"`)).toMatch(/was not issued for this list/)
  expect(await messageOf(`where: { kinds: [VISIT] }, after: "${cursor}"`)).toMatch(/was not issued for this list/)
  expect(await messageOf(`after: "${cursor.slice(0, -2)}xx"`)).toMatch(/was not issued for this list/)
  expect(await messageOf('after: ""')).toMatch(/was not issued for this list/)
})
