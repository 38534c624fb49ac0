import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { parseId } from '../../../database/values/ids.ts'
import { changeEvents, deriveEvents } from '../../../ingest/derived/derive.ts'
import { chanceOf } from '../../support/random.ts'
import { test, type Service } from '../../support/service.ts'
import { giveCertainties } from '../../support/world/certainties.ts'
import { isAsked, type Filter } from '../../support/world/oracle.ts'
import { makeWorld, type KnownEvent, type World } from '../../support/world/world.ts'

const ORDERS = [
  'OCCURRED_DESC',
  'OCCURRED_ASC',
  'UPDATED_DESC',
  'UPDATED_ASC',
  'MENTION_COUNT_DESC',
  'MENTION_COUNT_ASC',
  'ORIGIN_COUNT_DESC',
  'RELEVANCE',
]

/** The sort value of an event. RELEVANCE has none, since only the database computes ranks. */
function sortOf(order: string, event: KnownEvent): number {
  if (order.startsWith('OCCURRED')) {
    return event.earliest === null ? (order.endsWith('_ASC') ? Infinity : -Infinity) : Date.parse(event.earliest)
  }
  if (order.startsWith('UPDATED')) return Date.parse(event.updatedAt)
  return order.startsWith('ORIGIN_COUNT') ? event.originCount : event.mentionCount
}

interface Found {
  events: {
    nodes: { id: string }[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
  }
}

interface Walk {
  where: Filter
  order: string
  size: () => number
  backward: boolean
  /** Called before each further page, with the ids that were read so far. */
  between?: (read: readonly string[]) => Promise<void>
}

/** Reads a list to its end, page by page. */
async function walk(service: Service, { where, order, size, backward, between }: Walk): Promise<string[]> {
  const read: string[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 300; pages++) {
    const page = backward ? 'last: $size, before: $cursor' : 'first: $size, after: $cursor'
    const answer: { data: Found; errors?: unknown } = await service.ask<Found>(
      `query Walk($where: EventWhere, $order: EventOrder, $size: Int, $cursor: String) {
        events(where: $where, orderBy: $order, ${page}) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
      }`,
      { where, order, size: size(), cursor },
    )
    expect(answer.errors).toBeUndefined()
    const { nodes, pageInfo } = answer.data.events
    read.splice(backward ? 0 : read.length, 0, ...nodes.map(({ id }) => id))
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return read
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor
    await between?.(read)
  }
  throw new Error('The list does not end')
}

function FILTERS(world: World): Filter[] {
  return [
    {
      realis: ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'],
      polarity: ['POSITIVE', 'NEGATIVE'],
      search: 'amber or qaland',
    },
    { participants: { some: { actor: world.idOf('actor', 'a') } }, search: '' },
    {
      location: { country: 'QA' },
      publisher: [world.idOf('publisher', 'Wire')],
      realis: ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'],
      evidence: ['QUOTED', 'LISTED', 'CODED'],
    },
  ]
}

test('forward and backward pages of random sizes return every event once, in every order', async ({ service }) => {
  const chance = chanceOf(3)
  const world = await makeWorld(service, chance, 14)
  await giveCertainties(service, chance, world)
  for (const where of FILTERS(world)) {
    const expected = world.events.filter((event) => isAsked(where, event, world)).map(({ id }) => id)
    expect(expected.length).toBeGreaterThan(5)
    for (const order of ORDERS.filter((each) => each !== 'RELEVANCE' || where['search'])) {
      const whole = await walk(service, { where, order, size: () => 100, backward: false })
      expect(whole.toSorted()).toEqual(expected.toSorted())
      if (order !== 'RELEVANCE') {
        const sorts: number[] = whole.map((id) =>
          sortOf(
            order,
            world.events.find((event) => event.id === id)!,
          ),
        )
        expect(sorts).toEqual(sorts.toSorted((a, b) => (a === b ? 0 : a < b === order.endsWith('_ASC') ? -1 : 1)))
      }
      for (const backward of [false, true]) {
        const fixed = 1 + chance.below(4)
        expect(await walk(service, { where, order, size: () => fixed, backward })).toEqual(whole)
        expect(await walk(service, { where, order, size: () => 1 + chance.below(9), backward })).toEqual(whole)
      }
    }
  }
})

test('pages return the remaining events once while events that were read are deleted', async ({ service }) => {
  const chance = chanceOf(4)
  const world = await makeWorld(service, chance, 10)
  const where = { polarity: ['POSITIVE', 'NEGATIVE'] }
  const gone = new Set<string>()
  const expected = () =>
    world.events.filter((event) => !gone.has(event.id) && isAsked(where, event, world)).map(({ id }) => id)
  for (const order of ['OCCURRED_DESC', 'UPDATED_ASC', 'MENTION_COUNT_DESC']) {
    const before = expected()
    const between = async (read: readonly string[]) => {
      const some = chance
        .some(read, 0.3)
        .filter((id) => !gone.has(id))
        .slice(0, 2)
      await remove(service, some)
      for (const id of some) gone.add(id)
    }
    const read = await walk(service, {
      where,
      order,
      size: () => 1 + chance.below(4),
      backward: chance.is(0.5),
      between,
    })
    expect(read.toSorted()).toEqual(before.toSorted())
  }
  expect(gone.size).toBeGreaterThan(3)
  expect((await walk(service, { where, order: 'OCCURRED_ASC', size: () => 7, backward: false })).toSorted()).toEqual(
    expected().toSorted(),
  )
})

async function remove({ db }: Service, ids: readonly string[]): Promise<void> {
  const uuids = ids.map((id) => parseId(id)!.uuid)
  await db.transaction((tx) =>
    changeEvents(tx, uuids, async () => {
      await tx.execute(sql`delete from quantities where event_id = any(${sql.param(uuids)}::uuid[])`)
      await tx.execute(sql`delete from events where id = any(${sql.param(uuids)}::uuid[])`)
    }),
  )
}

test('rejects a cursor of another order or filter, and RELEVANCE without a search, with BAD_USER_INPUT', async ({
  service,
}) => {
  const world = await makeWorld(service, chanceOf(5), 4)
  const cursorOf = async (args: string) => {
    const { data, errors } = await service.ask<Found>(`{ events(first: 1, ${args}) { pageInfo { endCursor } } }`)
    expect(errors).toBeUndefined()
    return data.events.pageInfo.endCursor
  }
  const lists = [
    'orderBy: OCCURRED_DESC',
    'orderBy: UPDATED_DESC',
    'orderBy: MENTION_COUNT_DESC',
    'where: { search: "qaland" }, orderBy: RELEVANCE',
    'where: { search: "qbland" }, orderBy: RELEVANCE',
    'where: { or: [{ kinds: [MEETING] }, {}] }',
  ]
  for (const list of lists) {
    const cursor = await cursorOf(list)
    for (const other of lists) {
      const { errors } = await service.ask(`{ events(first: 1, ${other}, after: "${cursor}") { nodes { id } } }`)
      expect([other, errors?.[0]?.extensions?.['code']]).toEqual([other, other === list ? undefined : 'BAD_USER_INPUT'])
    }
  }
  const { errors } = await service.ask('{ events(orderBy: RELEVANCE) { nodes { id } } }')
  expect(errors?.[0]?.message).toMatch(/^`orderBy: RELEVANCE` needs `where.search`/)
  expect(world.events.length).toBeGreaterThan(3)
})

test('totalCount stops at 10,000 rows and isExact is false then', async ({ service }) => {
  await manyEvents(service, 10_050)
  const count = async (where: string) => {
    const { data } = await service.ask<{ events: unknown }>(`{ events(where: ${where}) { totalCount isExact } }`)
    return data.events
  }
  expect(await count('{}')).toEqual({ totalCount: 10_050, isExact: true })
  expect(await count('{ minMentions: 1 }')).toEqual({ totalCount: 10_000, isExact: false })
  expect(await count('{ minMentions: 2 }')).toEqual({ totalCount: 0, isExact: true })
})

/** Inserts many equal events by SQL, since the ingest pipeline would take too long. */
async function manyEvents({ db }: Service, size: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`insert into datasets (id, name, title, licence) values (gen_random_uuid(), 'many', 'Many', 'CC0-1.0')`,
    )
    const ids =
      (await tx.execute(sql`insert into events (id, kind, title, realis, polarity, certainty, evidence, edtf, time_precision, time_basis, mention_count, dataset_id)
      select gen_random_uuid(), 'OTHER', 'One of many', 'ACTUAL', 'POSITIVE', 'REPORTED', 'LISTED', 'XXXX-XX-XX', 'UNKNOWN', 'INFERRED', 1, d.id
      from datasets d, generate_series(1, ${size}) returning id::text as id`)) as unknown as { rows: { id: string }[] }
    await deriveEvents(
      tx,
      ids.rows.map(({ id }) => id),
    )
  })
}
