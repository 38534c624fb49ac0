import { expect } from 'vitest'
import { parseEdtfSpan } from '../../../database/values/edtf.ts'
import { chanceOf } from '../../support/random.ts'
import { test } from '../../support/service.ts'
import { isAsked } from '../../support/world/oracle.ts'
import { makeWorld, type KnownEvent } from '../../support/world/world.ts'

interface Page {
  nodes: { id: string }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
}

const LONG_MS = 8 * 86_400_000

test('pages of a window in the order of time, up and down, have its events once, with those that began long before', async ({
  service,
}) => {
  const world = await makeWorld(service, chanceOf(9), 8)
  const startOf = ({ earliest }: KnownEvent) => Date.parse(earliest ?? '9999-01-01')
  const ask = async (where: object, orderBy: string, page: string, cursor: string | null): Promise<Page> => {
    const { data } = await service.ask<{ events: Page }>(
      `query ($where: EventWhere, $cursor: String) { events(where: $where, orderBy: ${orderBy}, ${page}: $cursor) {
        nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      { where, cursor },
    )
    return data.events
  }
  const read = async (where: object, orderBy: string, page: 'first: 2, after' | 'last: 2, before') => {
    const pages: string[][] = []
    for (let cursor: string | null = null, hasMore = true; hasMore;) {
      const { nodes, pageInfo }: Page = await ask(where, orderBy, page, cursor)
      pages.push(nodes.map(({ id }) => id))
      hasMore = page === 'first: 2, after' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage
      cursor = page === 'first: 2, after' ? pageInfo.endCursor : pageInfo.startCursor
    }
    return page === 'first: 2, after' ? pages.flat() : pages.toReversed().flat()
  }
  let longCount = 0
  for (const during of ['2016-04', '2016-04-05', '2016-03/2016-05', '2016']) {
    const where = { occurred: { during } }
    const expected = world.events
      .filter((event) => isAsked(where, event, world))
      .toSorted((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1))
    longCount += expected.filter(
      (event) => startOf(event) < Date.parse(parseEdtfSpan(during).earliest ?? '') - LONG_MS,
    ).length
    const known = expected.filter(({ earliest }) => earliest !== null).map(({ id }) => id)
    const unknown = expected.filter(({ earliest }) => earliest === null).map(({ id }) => id)
    const ascending = [...known, ...unknown]
    const descending = [...known.toReversed(), ...unknown.toReversed()]
    for (const page of ['first: 2, after', 'last: 2, before'] as const) {
      expect([during, page, await read(where, 'OCCURRED_ASC', page)]).toEqual([during, page, ascending])
      expect([during, page, await read(where, 'OCCURRED_DESC', page)]).toEqual([during, page, descending])
    }
  }
  expect(longCount).toBeGreaterThan(0)
})
