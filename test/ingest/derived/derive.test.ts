import { sql, type SQL } from 'drizzle-orm'
import { expect } from 'vitest'
import { parseId } from '../../../database/values/ids.ts'
import { changeEvents } from '../../../ingest/derived/derive.ts'
import { recomputeCertainty } from '../../../ingest/derived/event-certainty.ts'
import { rebuildDerived, rebuildIfOutdated, verifyDerived, type Drift } from '../../../ingest/derived/rebuild.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { claim, phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { chanceOf, type Chance } from '../../support/random.ts'
import { test, type Service } from '../../support/service.ts'
import { ACTORS, PLACES } from '../../support/world/entities.ts'
import { makeWorld } from '../../support/world/world.ts'

async function driftOf({ db }: Service): Promise<Drift[]> {
  return (await verifyDerived(db)).filter(({ missing, surplus }) => missing + surplus > 0)
}

/** Changes of stored events, as corrections, retractions, merges and deletions make them. */
const CHANGES: Record<string, (chance: Chance, id: string, other: string) => SQL[]> = {
  'another time': (chance, id) => {
    const day = chance.of(['2015-12-31', '2016-04-05', '2016-07-01'])
    return [
      sql`update events set earliest = ${day}::timestamptz, latest = ${day}::timestamptz + interval '1 day' where id = ${id}::uuid`,
    ]
  },
  'an unknown time': (_, id) => [sql`update events set earliest = null, latest = null where id = ${id}::uuid`],
  'another kind': (chance, id) => [
    sql`delete from phone_calls where event_id = ${id}::uuid`,
    sql`delete from meetings where event_id = ${id}::uuid`,
    sql`delete from armed_clashes where event_id = ${id}::uuid`,
    sql`delete from statements where event_id = ${id}::uuid`,
    sql`delete from ceasefires where event_id = ${id}::uuid`,
    sql`delete from exercises where event_id = ${id}::uuid`,
    sql`update events set kind = ${chance.of(['ATTACK', 'THREAT', 'OTHER'])} where id = ${id}::uuid`,
  ],
  'another place': (_, id, other) => [
    sql`update events set place_id = o.place_id, location_precision = coalesce(o.location_precision, 'UNKNOWN') from events o where o.id = ${other}::uuid and events.id = ${id}::uuid`,
  ],
  'a retraction': (_, id) => [sql`update events set certainty = 'RETRACTED' where id = ${id}::uuid`],
  'a verified quote': (_, id) => [
    sql`update claims set is_verified = true, certainty = 'REPORTED' where event_id = ${id}::uuid and ordinal = 0`,
  ],
  'a retracted claim': (_, id) => [sql`update claims set certainty = 'RETRACTED' where event_id = ${id}::uuid`],
  'another dataset': (_, id, other) => [
    sql`update events set dataset_id = o.dataset_id from events o where o.id = ${other}::uuid and events.id = ${id}::uuid`,
  ],
  'another title and realis': (chance, id) => [
    sql`update events set title = 'Changed', realis = ${chance.of(['ACTUAL', 'SCHEDULED'])} where id = ${id}::uuid`,
  ],
  'other participants': (_, id, other) => [
    sql`delete from participations where event_id = ${id}::uuid`,
    sql`insert into participations (event_id, actor_id, role, ordinal, basis, occurred_sort)
      select ${id}::uuid, actor_id, role, ordinal, basis, occurred_sort from participations where event_id = ${other}::uuid`,
  ],
  'another number': (_, id) => [sql`update quantities set best = 7.5 where event_id = ${id}::uuid`],
  'a merged event with its place': (_, id, other) => [
    sql`update events set certainty = 'RETRACTED', merged_into_id = ${id}::uuid where id = ${other}::uuid
      and not exists (select from events m where m.merged_into_id = ${other}::uuid)`,
  ],
  'a merge': (_, id, other) => [
    sql`insert into mentions (event_id, article_id, publisher_id, occurred_sort)
      select ${id}::uuid, article_id, publisher_id, occurred_sort from mentions where event_id = ${other}::uuid on conflict do nothing`,
    sql`update events set mention_count = (select count(*) from mentions where event_id = ${id}::uuid) where id = ${id}::uuid`,
    sql`delete from quantities where event_id = ${other}::uuid`,
    sql`delete from events where id = ${other}::uuid`,
  ],
  'another radius': (chance, id) => [
    sql`update events set location_precision = coalesce(location_precision, 'UNKNOWN'), latitude = ${chance.of([-90, 60, 10])}, longitude = 180, radius_km = ${chance.of([0, 200, 1_000, null])} where id = ${id}::uuid and merged_into_id is null`,
  ],
}

test('keeps derived tables correct after inserts, corrections, retractions, merges and deletions', async ({
  service,
}) => {
  const chance = chanceOf(11)
  const { events } = await makeWorld(service, chance, 12)
  expect(await driftOf(service)).toEqual([])
  let ids = events.map(({ id }) => parseId(id)!.uuid)
  for (const [what, change] of Object.entries(CHANGES)) {
    for (let i = 0; i < 4; i++) {
      const [id, other] = [chance.of(ids), chance.of(ids)]
      if (id === other) continue
      await service.db.transaction((tx) =>
        changeEvents(tx, [id, other], async () => {
          for (const statement of change(chance, id, other)) await tx.execute(statement)
          await recomputeCertainty(tx, [id, other])
        }),
      )
      if (what === 'a merge') ids = ids.filter((remaining) => remaining !== other)
    }
    expect([what, await driftOf(service)]).toEqual([what, []])
  }
})

test('finds events by names and parents that later reports add to their participants and places', async ({
  service,
}) => {
  await makeWorld(service, chanceOf(12), 6)
  const count = async (where: string) => {
    const { data, errors } = await service.ask<{ events: { totalCount: number } }>(
      `{ events(where: { and: [${where}], evidence: [QUOTED, LISTED, CODED] }) { totalCount } }`,
    )
    expect(errors).toBeUndefined()
    return data.events.totalCount
  }
  const ofActor = await count('{ participants: { some: { name: "zoe angstrom" } } }')
  const atRegion = await count('{ location: { within: "PLACE" } }'.replace('PLACE', await idOfClaimed(service)))
  expect([ofActor > 0, atRegion > 0]).toEqual([true, true])
  expect(await count('{ search: "nickname" }')).toBe(0)
  const before = await count('{ location: { country: "QB" } }')
  const [zoe, claimed] = [ACTORS.find(({ key }) => key === 'd')!, PLACES.find(({ key }) => key === 'claimed')!]
  const later = reportDocument({
    article: { url: 'https://news.example/later' },
    places: [
      PLACES.find(({ key }) => key === 'qb')!,
      { ...claimed, names: [{ name: 'Surname', kind: 'ALIAS' }], parents: [{ kind: 'PART_OF', place: 'qb' }] },
    ],
    actors: [
      { key: 'a', kind: 'STATE', name: 'State A' },
      { key: 'b', kind: 'STATE', name: 'State B' },
      {
        key: 'd',
        kind: 'PERSON',
        name: zoe.name,
        externalIds: zoe.externalIds,
        names: [{ name: 'Nickname', kind: 'ALIAS' }],
      },
    ],
  })
  await publishReport(service.db, later, { by: 'test' })
  expect(await count('{ search: "nickname" }')).toBe(ofActor)
  expect(await count('{ participants: { some: { name: "NICKNAME" } } }')).toBe(ofActor)
  expect(await count('{ search: "surname" }')).toBe(atRegion)
  expect(await count('{ location: { country: "QB" } }')).toBe(before + atRegion)
  expect(await driftOf(service)).toEqual([])
})

async function idOfClaimed(service: Service): Promise<string> {
  const { data } = await service.ask<{ place: { id: string } }>('{ place(by: { name: "Claimed" }) { id } }')
  return data.place.id
}

test('finds a difference in every derived table, and a rebuild removes it', async ({ service }) => {
  await makeWorld(service, chanceOf(13), 6)
  const relation = { kind: 'FOLLOWS', event: 'earlier' }
  const claims = [claim('State A'), claim('talks', { aspect: 'RELATION', relation })]
  const events = [phoneCall({ relations: [relation], claims }), phoneCall({ key: 'earlier' })]
  await publishReport(service.db, reportDocument({ article: { url: 'https://news.example/related' }, events }), {
    by: 'test',
  })
  const faults: Record<string, SQL> = {
    actor_spellings: sql`update actor_spellings set folded = folded || 'x' where folded = 'qaland'`,
    place_spellings: sql`delete from place_spellings where folded = 'north'`,
    place_ancestors: sql`delete from place_ancestors where place_id <> ancestor_id`,
    event_locations: sql`insert into event_locations (event_id, ordinal, location_precision, row_count) select id, 0, 'UNKNOWN', 1 from events limit 1`,
    event_countries: sql`delete from event_countries where event_id in (select event_id from event_countries limit 1)`,
    event_texts: sql`update event_texts set words = to_tsvector('dateline', 'other') where event_id in (select event_id from event_texts limit 1)`,
    event_counts: sql`update event_counts set event_count = event_count + 1 where grain = 'DAY'`,
    cell_counts: sql`update cell_counts set event_count = event_count + 1`,
    counterparts: sql`update counterparts set last_occurred = '2000-01-01'`,
    // So does an administrator who declares a dataset as made by a machine.
    'events.evidence': sql`update datasets set method = 'CODED'`,
    'events.certainty': sql`update events set certainty = 'CONFIRMED' where certainty = 'REPORTED'`,
    'events.independent_origin_count': sql`update events set independent_origin_count = 2 where certainty = 'REPORTED'`,
    'event_relations.certainty': sql`update event_relations set certainty = 'DISPUTED'`,
  }
  for (const [table, fault] of Object.entries(faults)) {
    await service.db.execute(fault)
    expect((await driftOf(service)).map((drift) => drift.table)).toContain(table)
    await rebuildDerived(service.db)
    expect(await driftOf(service)).toEqual([])
  }
})

test('rebuilds a database that another version filled, once', async ({ service }) => {
  await makeWorld(service, chanceOf(14), 3)
  await service.db.execute(sql`truncate event_texts, counterparts`)
  await rebuildIfOutdated(service.db)
  expect(await driftOf(service)).toEqual([])
  await service.db.execute(sql`truncate event_texts`)
  await rebuildIfOutdated(service.db)
  expect((await driftOf(service)).map(({ table }) => table)).toEqual(['event_texts'])
})
