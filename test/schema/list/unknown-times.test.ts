import { expect } from 'vitest'
import { chanceOf } from '../../support/random.ts'
import { tablesOf, test } from '../../support/service.ts'
import { isAsked, type Filter } from '../../support/world/oracle.ts'
import { makeWorld, type KnownEvent } from '../../support/world/world.ts'

test('the events of many actors, earliest first, end with those of unknown time, on pages of any size', async ({
  service,
}) => {
  const world = await makeWorld(service, chanceOf(6), 8)
  const known = new Map(world.events.map((event) => [event.id, event]))
  const actors = ['a', 'b', 'c', 'd', 'e'].map((key) => world.idOf('actor', key))
  interface Events {
    nodes: { id: string }[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
  }
  const ask = async (ids: readonly string[], page: string, cursor: string | null) => {
    const { data } = await service.ask<{ nodes: { events: Events }[] }>(
      `query ($ids: [ID!]!, $cursor: String) { nodes(ids: $ids) { ... on Actor {
        events(orderBy: OCCURRED_ASC, ${page}: $cursor) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
      } } }`,
      { ids, cursor },
    )
    return data.nodes.map(({ events }) => events)
  }
  const whole = await ask(actors, 'first: 100, after', null)
  for (const size of [1, 3, 100]) {
    const pages = await ask(actors, `first: ${size}, after`, null)
    expect(pages.map(({ nodes }) => nodes)).toEqual(whole.map(({ nodes }) => nodes.slice(0, size)))
  }
  for (const [i, actor] of actors.entries()) {
    const ids = whole[i]!.nodes.map(({ id }) => id)
    const sorts = ids.map((id) => Date.parse(known.get(id)!.earliest ?? '9999-01-01'))
    expect(sorts).toEqual(sorts.toSorted((a, b) => a - b))
    const read: string[] = []
    for (let cursor: string | null = null, isEnd = false; !isEnd;) {
      const [page] = await ask([actor], 'last: 2, before', cursor)
      read.unshift(...page!.nodes.map(({ id }) => id))
      isEnd = !page!.pageInfo.hasPreviousPage
      cursor = page!.pageInfo.startCursor
    }
    expect(read).toEqual(ids)
  }
  const undated = whole.flatMap(({ nodes }) => nodes).filter(({ id }) => known.get(id)!.earliest === null)
  expect(undated.length).toBeGreaterThan(0)
})

test('events of unknown time cost a second statement only where the filter may have some', async ({ service }) => {
  const world = await makeWorld(service, chanceOf(6), 8)
  const actor = world.idOf('actor', 'a')
  const known = { occurred: { during: '2016', reading: 'CERTAINLY' } }
  const dated = { occurred: { precision: ['DAY', 'MONTH', 'YEAR'] } }
  const open = { occurred: { during: '2016' } }
  const cases: [statements: number, where: Filter][] = [
    [1, known],
    [1, dated],
    [1, { occurred: { from: '2016-04-02', precision: ['DAY'] } }],
    [1, { and: [{ minMentions: 0 }, known] }],
    [1, { or: [known, dated], minMentions: 0 }],
    [1, { publisher: [world.idOf('publisher', 'Wire'), world.idOf('publisher', 'Radio')], ...known }],
    [2, {}],
    // One more for those that began long before: an index has few of them.
    [3, open],
    [2, { occurred: { to: '2017-01-01', reading: 'CERTAINLY' } }],
    [2, { occurred: { precision: ['DAY', 'RANGE'] } }],
    [2, { or: [known, open] }],
    [2, { not: known }],
  ]
  for (const [statements, where] of cases) {
    const { data } = await service.ask<{ events: { nodes: { id: string }[] } }>(
      `query ($where: EventWhere) { events(where: $where, orderBy: OCCURRED_ASC, first: 100) { nodes { id } } }`,
      { where },
    )
    const expected = world.events
      .filter((event) => isAsked(where, event, world))
      .toSorted((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1))
    expect({
      where,
      statements: tablesOf(service.statements).length,
      ids: data.events.nodes.map(({ id }) => id),
    }).toEqual({ where, statements, ids: expected.slice(0, 100).map(({ id }) => id) })
  }
  await service.ask(
    `query ($id: ID!, $where: EventWhere) { node(id: $id) { ... on Actor {
      events(where: $where, orderBy: OCCURRED_ASC, first: 100) { nodes { id } } } } }`,
    { id: actor, where: known },
  )
  expect(tablesOf(service.statements)).toEqual(['actors', 'events'])
})

function startOf({ earliest }: KnownEvent): number {
  return Date.parse(earliest ?? '9999-01-01')
}
