import { sql } from 'drizzle-orm'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { readRows } from '../../database/sql/rows.ts'
import { expectNoDrift, importLines } from '../support/import.ts'
import { test, type Service } from '../support/service.ts'
import { eventLine } from './gdelt/rows.ts'
import { sharedFile } from './shared-data.ts'
import { gedLine, headerOf } from './ucdp/rows.ts'

/** What is known of actors and places, by table: names, aliases, identifiers, parents. */
async function knowledgeOf({ db }: Service): Promise<Record<string, unknown[]>> {
  const tables: Record<string, string> = {
    actors: 'id, kind, name, description, country_id',
    actor_names: 'actor_id, name, kind, dataset_id is not null',
    actor_external_ids: 'scheme, value, actor_id',
    actor_spellings: 'actor_id, folded',
    places: 'id, kind, name, latitude, longitude',
    place_names: 'place_id, name, kind, dataset_id is not null',
    place_external_ids: 'scheme, value, place_id',
    place_parents: 'place_id, parent_id, kind',
    place_ancestors: 'place_id, ancestor_id',
    publishers: 'name',
  }
  const known: Record<string, unknown[]> = {}
  for (const [table, columns] of Object.entries(tables))
    known[table] = await readRows(db, sql.raw(`select ${columns} from ${table} order by ${columns}`))
  return known
}

/** Rows whose words for the same places and actors differ. */
const KYIV = { ActionGeo_Type: '4', ActionGeo_CountryCode: 'UP', ActionGeo_FeatureID: '-1044367' }
const GDELT_ROWS = [
  { ...KYIV, ActionGeo_FullName: 'Kyiv, Kyyiv, Misto, Ukraine', ActionGeo_ADM1Code: 'UP12' },
  { ...KYIV, ActionGeo_FullName: 'Kiev, Ukraine (general), Ukraine', ActionGeo_ADM1Code: 'UP00' },
  { ...KYIV, ActionGeo_FullName: 'Kiev, Kyiv City, Ukraine', ActionGeo_ADM1Code: 'UP12' },
  { Actor1Code: 'SYR', Actor1Name: 'DAMASCUS', Actor1CountryCode: 'SYR' },
  { Actor1Code: 'USAGOV', Actor1Name: 'UNITED STATES', Actor1CountryCode: 'USA', Actor1Type1Code: 'GOV' },
  { Actor1Code: 'USAMIL', Actor1Name: 'UNITED STATES', Actor1CountryCode: 'USA', Actor1Type1Code: 'MIL' },
  { Actor1Code: 'USALEG', Actor1Name: 'UNITED STATES', Actor1CountryCode: 'USA', Actor1Type1Code: 'LEG' },
  { Actor1Code: 'USA', Actor1Name: 'WASHINGTON', Actor1CountryCode: 'USA' },
  // The same actor and place, with less and with more known of them.
  { Actor1Code: 'TWNLEG', Actor1Name: 'TAIWANESE', Actor1CountryCode: '', Actor1Type1Code: 'LEG' },
  { Actor1Code: 'TWNLEG', Actor1Name: 'TAIWANESE', Actor1CountryCode: 'TWN', Actor1Type1Code: 'LEG' },
  { Actor1Code: 'TWNLEG', Actor1Name: 'TAIWANESE', Actor1CountryCode: '' },
  { ...KYIV, ActionGeo_FullName: 'Kyiv, Kyiv City, Ukraine', ActionGeo_Lat: '50.4333', ActionGeo_Long: '30.5167' },
  { ...KYIV, ActionGeo_FullName: 'Kyiv, Kyiv City, Ukraine', ActionGeo_Lat: '50.43', ActionGeo_Long: '30.52' },
  { SOURCEURL: 'https://blogs.example.com/1' },
  { SOURCEURL: 'https://example.com/2' },
]
const UCDP_ROWS = [
  { side_a: 'Government of Syria', side_a_new_id: '118', side_b: 'IS', side_b_new_id: '234' },
  { side_a: 'Government of Myanmar (Burma)', side_a_new_id: '144', side_b: 'IS', side_b_new_id: '234' },
]

test('what is known of actors and places does not depend on the order of rows and files', async ({ service }) => {
  const sample = sharedFile('gdelt2/events/sample100.20150218230000.export.CSV')
  const gdelt = [
    ...GDELT_ROWS.map((row, i) =>
      eventLine({ GLOBALEVENTID: `${i + 1}`, SOURCEURL: `https://news.example/${i}`, ...row }),
    ),
    ...(sample ? readFileSync(sample, 'utf8').trimEnd().split('\n') : []),
  ]
  const ucdp = UCDP_ROWS.map((row, i) => gedLine({ id: `${i + 1}`, ...row }))
  const importGdelt = (lines: readonly string[]) => importLines(service, 'gdelt', lines)
  const importUcdp = (lines: readonly string[]) => importLines(service, 'ucdp', [headerOf(), ...lines])
  await importGdelt(gdelt)
  await importUcdp(ucdp)
  const known = await knowledgeOf(service)
  const names = (known['actors'] ?? []).map((row) => (row as { name: string }).name)
  expect(names).toEqual(
    expect.arrayContaining(
      ['', ' (government)', ' (military)', ' (parliament)'].map((qualifier) => `United States${qualifier}`),
    ),
  )
  expect(names).toHaveLength(new Set(names).size)
  const parliament = (known['actors'] ?? []).find((row) => (row as { name: string }).name.startsWith('Taiwanese'))
  expect(parliament).toMatchObject({
    kind: 'ORGANIZATION',
    description: 'CAMEO TWNLEG - Taiwan, Legislature',
    country_id: expect.any(String) as unknown,
  })
  expect((known['places'] ?? []).map((row) => (row as { name: string }).name)).toContain('Kyiv City')
  expect((known['place_names'] ?? []).map((row) => (row as { name: string }).name)).toContain('Kyyiv, Misto')
  await expectNoDrift(service)
  await importGdelt(gdelt)
  expect(await knowledgeOf(service)).toEqual(known)
  await service.db.execute(
    sql`truncate datasets, actors, places, events, articles, publishers, storylines, event_counts, cell_counts, counterparts cascade`,
  )
  await importUcdp(ucdp.toReversed())
  const middle = Math.floor(gdelt.length / 2)
  await importGdelt(gdelt.slice(middle).toReversed())
  for (const line of gdelt.slice(0, GDELT_ROWS.length)) await importGdelt([line])
  await importGdelt(gdelt.slice(0, middle).toReversed())
  await importGdelt(gdelt)
  expect(await knowledgeOf(service)).toEqual(known)
  await expectNoDrift(service)
})
