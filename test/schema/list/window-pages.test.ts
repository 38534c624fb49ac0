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
  const readForward = async (where: object, orderBy: string): Promise<string[]> => {
    const read: string[] = []
    for (let cursor: string | null = null, hasMore = true; hasMore;) {
      const { nodes, pageInfo }: Page = await ask(where, orderBy, 'first: 2, after', cursor)
      read.push(...nodes.map(({ id }) => id))
      hasMore = pageInfo.hasNextPage
      cursor = pageInfo.endCursor
    }
    return read
  }
  const readBackward = async (where: object, orderBy: string): Promise<string[]> => {
    const read: string[] = []
    for (let cursor: string | null = null, hasMore = true; hasMore;) {
      const { nodes, pageInfo }: Page = await ask(where, orderBy, 'last: 2, before', cursor)
      read.unshift(...nodes.map(({ id }) => id))
      hasMore = pageInfo.hasPreviousPage
      cursor = pageInfo.startCursor
    }
    return read
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
    expect([during, await readForward(where, 'OCCURRED_ASC')]).toEqual([during, ascending])
    expect([during, await readBackward(where, 'OCCURRED_ASC')]).toEqual([during, ascending])
    expect([during, await readForward(where, 'OCCURRED_DESC')]).toEqual([during, descending])
    expect([during, await readBackward(where, 'OCCURRED_DESC')]).toEqual([during, descending])
  }
  expect(longCount).toBeGreaterThan(0)
})
