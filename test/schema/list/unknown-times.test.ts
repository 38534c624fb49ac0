import { expect } from 'vitest'
import { chanceOf } from '../../support/random.ts'
import { test } from '../../support/service.ts'
import { makeWorld } from '../../support/world/world.ts'

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
