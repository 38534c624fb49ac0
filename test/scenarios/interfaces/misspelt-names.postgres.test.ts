import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { readRows } from '../../../database/sql/rows.ts'
import { ACTOR_TABLES, PLACE_TABLES, type EntityTables } from '../../../database/tables/entities.ts'
import { countryNames } from '../../../database/values/country-names.ts'
import { newUuid, toId } from '../../../database/values/ids.ts'
import { rebuildSpellings } from '../../../ingest/derived/spellings.ts'
import type { Execute } from '../../../interfaces/execute.ts'
import { findCandidates } from '../../../interfaces/reconcile/candidates.ts'
import { typeWithId } from '../../../interfaces/reconcile/entity-types.ts'
import { sharedFile } from '../../importers/shared-data.ts'
import { misspell, SCRIPTS } from '../../interfaces/reconcile/misspelt-names.ts'
import { importInto } from '../../support/import.ts'
import { test, type Service } from '../../support/service.ts'

const PER_SCRIPT = 200
const SEED = 16

const MIN_FIRST = 0.85
const MIN_IN_FIRST_FIVE = 0.95

/** Files of the feeds, with people, groups and places of many countries. */
const FILES = [
  ['ucdp', 'ucdp-ged/ged231_sample1000.csv.gz'],
  ['gdelt', 'gdelt2/events/20161013151500.export.CSV.gz'],
  ['gdelt', 'gdelt2/events/20241022130000.export.CSV.gz'],
  ['gdelt', 'gdelt1/westafrica_conflict_1997.csv.gz'],
] as const

/** The feeds have Latin names only: countries get those of CLDR in other scripts, as an editor would add them. */
const LANGUAGES = ['ru', 'el', 'ar', 'zh']

interface Named {
  /** The public id. */
  id: string
  name: string
  type: 'Actor' | 'Place'
}

/** Stores the countries that no file names. */
async function addCountries({ db }: Service): Promise<void> {
  const stored = await readRows<{ code: string }>(
    db,
    sql`select value as code from place_external_ids where scheme = 'ISO3166_A2'`,
  )
  const codes = new Set(stored.map(({ code }) => code))
  for (const { iso2, names } of countryNames()) {
    if (codes.has(iso2)) continue
    const id = newUuid()
    await db.execute(sql`insert into places (id, kind, name) values (${id}, 'COUNTRY', ${names[0]})`)
    await db.execute(
      sql`insert into place_external_ids (place_id, scheme, value) values (${id}, 'ISO3166_A2', ${iso2})`,
    )
  }
}

async function addNames({ db }: Service, tables: EntityTables): Promise<void> {
  const countries = await readRows<{ id: string; code: string }>(
    db,
    sql`select ${tables.externalIdOwner}::text as id, value as code from ${tables.externalIds} where scheme = 'ISO3166_A2'`,
  )
  const owner = sql.identifier(`${tables.concept}_id`)
  for (const { id, code } of countries) {
    for (const language of LANGUAGES) {
      const name = new Intl.DisplayNames([language], { type: 'region' }).of(code)
      await db.execute(
        sql`insert into ${tables.names} (${owner}, name, kind, language) values (${id}, ${name}, 'ALIAS', ${language}) on conflict do nothing`,
      )
    }
  }
  await rebuildSpellings(
    db,
    tables,
    countries.map(({ id }) => id),
  )
}

/** The names that only one actor or place has. */
async function namesOf({ db }: Service, tables: EntityTables, type: Named['type']): Promise<Named[]> {
  const rows = await readRows<{ id: string; name: string }>(
    db,
    sql`select min(id::text) as id, name from (
      select id, name::text as name from ${tables.table} where merged_into_id is null
      union select ${tables.nameOwner}, name from ${tables.names}
    ) named group by name having count(distinct id) = 1 order by name`,
  )
  return rows.map(({ id, name }) => ({ id: toId(tables.concept, id), name, type }))
}

test(
  'misspelt names in five scripts find what was meant',
  { timeout: 600_000, skip: FILES.some(([, path]) => sharedFile(path) === undefined) },
  async ({ service }) => {
    for (const [feed, path] of FILES) await importInto(service, feed, sharedFile(path) ?? '')
    await addCountries(service)
    for (const tables of [ACTOR_TABLES, PLACE_TABLES]) await addNames(service, tables)
    const names = [
      ...(await namesOf(service, ACTOR_TABLES, 'Actor')),
      ...(await namesOf(service, PLACE_TABLES, 'Place')),
    ]
    const execute: Execute = async (text, variables) => {
      const { data, errors } = await service.ask<Record<string, unknown>>(text, variables)
      expect(errors).toBeUndefined()
      return { data }
    }
    const written = misspell(names, { perScript: PER_SCRIPT, seed: SEED })
    const ranks: { script: string; rank: number }[] = []
    for (const { meant, script, written: text } of written) {
      const type = typeWithId(meant.type)!
      const found = await findCandidates({ text, type, limit: 5, properties: new Map() }, execute)
      const rank = found.findIndex(({ id }) => id === meant.id)
      ranks.push({ script, rank })
    }
    const share = (isRight: (rank: number) => boolean, script?: string) => {
      const own = ranks.filter((each) => script === undefined || each.script === script)
      return own.filter(({ rank }) => isRight(rank)).length / own.length
    }
    const isFirst = (rank: number) => rank === 0
    const isFound = (rank: number) => rank >= 0
    console.table(
      [undefined, ...SCRIPTS].map((script) => ({
        script: script ?? 'all',
        names: ranks.filter((each) => script === undefined || each.script === script).length,
        first: share(isFirst, script),
        inFirstFive: share(isFound, script),
      })),
    )
    expect(written).toHaveLength(PER_SCRIPT * SCRIPTS.length)
    expect(share(isFirst)).toBeGreaterThanOrEqual(MIN_FIRST)
    expect(share(isFound)).toBeGreaterThanOrEqual(MIN_IN_FIRST_FIVE)
  },
)
