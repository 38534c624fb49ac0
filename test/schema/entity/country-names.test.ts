import { sql, type SQL } from 'drizzle-orm'
import { expect } from 'vitest'
import { readRows } from '../../../database/sql/rows.ts'
import { ACTOR_TABLES, PLACE_TABLES, type EntityTables } from '../../../database/tables/entities.ts'
import { countryNames } from '../../../database/values/country-names.ts'
import { normalizeName } from '../../../database/values/normalize-name.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { searchByName } from '../../../schema/entity/name-search.ts'
import { eventLine } from '../../importers/gdelt/rows.ts'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { expectNoDrift, importLines } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'

const COUNTRIES_PER_REPORT = 83
const SEARCHES_PER_STATEMENT = 200

/** Publishes every country as a place and as a state, by its main name alone. */
async function publishCountries({ db }: Service): Promise<void> {
  const all = countryNames()
  for (let start = 0; start < all.length; start += COUNTRIES_PER_REPORT) {
    const some = all.slice(start, start + COUNTRIES_PER_REPORT)
    const document = reportDocument({
      article: { url: `https://news.example/${start}` },
      actors: some.map(({ iso3, names: [name] }) => ({ key: iso3.toLowerCase(), kind: 'STATE', name })),
      places: some.map(({ iso3, names: [name] }) => ({ key: `${iso3.toLowerCase()}-place`, kind: 'COUNTRY', name })),
      events: [phoneCall({ participations: [{ actor: some[0]?.iso3.toLowerCase(), role: 'INITIATOR' }] })],
    })
    await publishReport(db, document, { by: 'test' })
  }
}

/** Returns the main name of the first result of each search. */
async function firstFound({ db }: Service, tables: EntityTables, kind: string, searches: readonly string[]) {
  const found: (string | null)[] = []
  const first = (search: string): SQL => {
    const { table, drivingTable, order } = searchByName(tables, { search }, undefined)
    return sql`(select ${tables.table.name}::text from ${table} join ${drivingTable?.table} on ${drivingTable?.on}
      where ${tables.table.kind} = ${kind} order by ${order.sort} desc, ${order.id} desc limit 1)`
  }
  for (let start = 0; start < searches.length; start += SEARCHES_PER_STATEMENT) {
    const some = searches.slice(start, start + SEARCHES_PER_STATEMENT)
    const [row] = await readRows<{ found: (string | null)[] }>(
      db,
      sql`select array[${sql.join(some.map(first), sql`, `)}] as found`,
    )
    found.push(...(row?.found ?? []))
  }
  return found
}

test('no two countries share a usual name', () => {
  const owners = new Map<string, string>()
  expect(countryNames()).toHaveLength(249)
  for (const { iso3, names } of countryNames())
    for (const name of names) {
      expect(owners.get(normalizeName(name)) ?? iso3).toBe(iso3)
      owners.set(normalizeName(name), iso3)
    }
  for (const name of ['Turkey', 'Burma', 'Britain', 'USA', 'Czech Republic', 'Ivory Coast', 'Swaziland', 'Cape Verde'])
    expect(owners.has(normalizeName(name))).toBe(true)
})

test('every usual name of a country finds its state and its place first', async ({ service }) => {
  await publishCountries(service)
  // The embedded engine takes several times as long; it has every tenth name.
  const names = countryNames()
    .flatMap(({ names: all }) => all.map((name) => ({ name, main: all[0] })))
    .filter((_name, i) => service.engine === 'postgresql' || i % 10 === 0)
  const searches = names.map(({ name }) => name)
  for (const [tables, kind] of [
    [ACTOR_TABLES, 'STATE'],
    [PLACE_TABLES, 'COUNTRY'],
  ] as const) {
    const found = await firstFound(service, tables, kind, searches)
    expect(names.flatMap(({ name, main }, i) => (found[i] === main ? [] : [[name, found[i]]]))).toEqual([])
  }
  // The same through GraphQL, for a name in a report, and for a feed that knows the country by its code.
  await publishReport(
    service.db,
    reportDocument({
      article: { url: 'https://news.example/turkey' },
      actors: [{ key: 'a', kind: 'STATE', name: 'Turkey' }],
      places: [{ key: 'p', kind: 'COUNTRY', name: 'Burma' }],
      events: [
        phoneCall({
          participations: [{ actor: 'a', role: 'INITIATOR' }],
          location: { place: 'p', precision: 'COUNTRY' },
        }),
      ],
    }),
    { by: 'test' },
  )
  await importLines(service, 'gdelt', [
    eventLine({ Actor1Code: 'TUR', Actor1Name: 'ANKARA', Actor1CountryCode: 'TUR' }),
  ])
  const { data } = await service.ask(`{
    actors(where: { search: "Turkey", kinds: [STATE] }, first: 1) { nodes { name } }
    places(where: { search: "Burma", kinds: [COUNTRY] }, first: 1) { nodes { name } }
    actor(by: { name: "Turkey" }) { name events(where: { evidence: [CODED, LISTED, QUOTED] }) { totalCount } }
    place(by: { name: "U.S." }) { name }
    events(where: { search: "Turkey Burma" }) { totalCount }
  }`)
  expect(data).toEqual({
    actors: { nodes: [{ name: 'Türkiye' }] },
    places: { nodes: [{ name: 'Myanmar' }] },
    actor: { name: 'Türkiye', events: { totalCount: 2 } },
    place: { name: 'United States' },
    events: { totalCount: 1 },
  })
  await expectNoDrift(service)
})
