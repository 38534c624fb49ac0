import { eq, getTableName, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { readRow } from '../../database/sql/rows.ts'
import { actorSpellings } from '../../database/tables/actor.ts'
import { cellCounts } from '../../database/tables/cell-count.ts'
import { ACTOR_TABLES, PLACE_TABLES } from '../../database/tables/entities.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { placeAncestors, placeSpellings } from '../../database/tables/place.ts'
import { counterparts, eventCounts } from '../../database/tables/rollups.ts'
import { settings } from '../../database/tables/setting.ts'
import { countWrongCertainties, recomputeAllCertainties } from './all-certainties.ts'
import { addCounterparts } from './counterparts.ts'
import { countCells } from './counts/cell-counts.ts'
import { countEvents } from './counts/event-counts.ts'
import { insertEventCountries, insertEventLocations } from './event-locations.ts'
import { insertEventTexts, rebuildSavedTexts } from './event-texts.ts'
import { countWrongEvidence, recomputeEvidence } from './evidence.ts'
import { addAncestors } from './place-ancestors.ts'
import { addAllSpellings } from './spellings.ts'

/** A table whose rows are computed from other tables. */
interface DerivedTable {
  table: PgTable
  /** Fills the target with all rows; the target is the table itself or an empty copy. */
  fill: (tx: Database, target: PgTable) => Promise<unknown>
  /** The condition for rows that a comparison includes: a row with a count of zero means the same as no row. */
  compared?: SQL
}

/** In order of dependency: each table needs only the ones before it. */
const DERIVED_TABLES: DerivedTable[] = [
  { table: actorSpellings, fill: (tx, target) => addAllSpellings(tx, ACTOR_TABLES, target) },
  { table: placeSpellings, fill: (tx, target) => addAllSpellings(tx, PLACE_TABLES, target) },
  { table: placeAncestors, fill: (db, target) => addAncestors(db, undefined, target) },
  { table: eventLocations, fill: (tx, target) => insertEventLocations(tx, 'ALL_EVENTS', target) },
  { table: eventCountries, fill: (tx, target) => insertEventCountries(tx, 'ALL_EVENTS', target) },
  { table: eventTexts, fill: (tx, target) => insertEventTexts(tx, 'ALL_EVENTS', target) },
  {
    table: eventCounts,
    fill: (tx, target) => countEvents(tx, 'ALL_EVENTS', 1, target),
    compared: sql`event_count <> 0`,
  },
  {
    table: cellCounts,
    fill: (tx, target) => countCells(tx, 'ALL_EVENTS', 1, target),
    compared: sql`event_count <> 0`,
  },
  {
    table: counterparts,
    fill: (tx, target) => addCounterparts(tx, 'ALL_EVENTS', target),
    compared: sql`event_count <> 0`,
  },
]

/** Increment it with every change of a derived table: at the next start, all derived tables are rebuilt once. */
const VERSION = '12'
const VERSION_SETTING = 'derived_version'

/**
 * Rebuilds all derived tables, and the evidence, certainty and origin counts of events. Readers and writers wait until it is done.
 * @param db a migrated database, on a connection without a statement timeout
 */
export function rebuildDerived(db: Database): Promise<void> {
  return db.transaction(rebuild)
}

/**
 * Rebuilds all derived tables if another version of the service filled them last, or none did. If several instances
 * start at once, one of them rebuilds and the others wait.
 * @param db a migrated database, on a connection without a statement timeout
 */
export function rebuildIfOutdated(db: Database): Promise<void> {
  return db.transaction(async (tx) => {
    if (await isCurrent(tx)) return
    await tx.insert(settings).values({ name: VERSION_SETTING, value: '' }).onConflictDoNothing()
    await tx.select().from(settings).where(eq(settings.name, VERSION_SETTING)).for('update')
    if (!(await isCurrent(tx))) await rebuild(tx)
  })
}

async function isCurrent(tx: Database): Promise<boolean> {
  const [row] = await tx.select({ value: settings.value }).from(settings).where(eq(settings.name, VERSION_SETTING))
  return row?.value === VERSION
}

async function rebuild(tx: Database): Promise<void> {
  await recomputeEvidence(tx, 'ALL_EVENTS')
  await recomputeAllCertainties(tx)
  for (const { table, fill } of DERIVED_TABLES) {
    await tx.execute(sql`truncate ${table}`)
    await fill(tx, table)
    // The next tables read this one: without its new size, PostgreSQL would scan it again for each event.
    await tx.execute(sql`analyze ${table}`)
  }
  await rebuildSavedTexts(tx)
  await tx
    .insert(settings)
    .values({ name: VERSION_SETTING, value: VERSION })
    .onConflictDoUpdate({ target: settings.name, set: { value: VERSION } })
}

/** The differences of a derived table, or of a derived column, from its correct content. */
export interface Drift {
  /** The name of the table, or of the table and column, such as `events.evidence`. */
  table: string
  /** The number of correct rows that are missing or have other values. */
  missing: number
  /** The number of stored rows that should not exist or have other values. */
  surplus: number
}

/**
 * Compares all derived tables and columns with a fresh computation. It changes nothing.
 * @param db a migrated database, on a connection without a statement timeout
 * @returns one entry for each table and column
 */
export function verifyDerived(db: Database): Promise<Drift[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read`)
    const drifts: Drift[] = []
    for (const derived of DERIVED_TABLES) drifts.push(await compare(tx, derived))
    const { certainty, originCount, relations } = await countWrongCertainties(tx)
    return [
      ...drifts,
      driftOfColumn('events.evidence', await countWrongEvidence(tx)),
      driftOfColumn('events.certainty', certainty),
      driftOfColumn('events.independent_origin_count', originCount),
      driftOfColumn('event_relations.certainty', relations),
    ]
  })
}

/** A wrong value is a correct row that is missing, and a surplus one. */
function driftOfColumn(table: string, wrong: number): Drift {
  return { table, missing: wrong, surplus: wrong }
}

async function compare(tx: Database, { table, fill, compared = sql`true` }: DerivedTable): Promise<Drift> {
  const name = getTableName(table)
  const fresh = sql.identifier(`fresh_${name}`)
  await tx.execute(sql`create temp table ${fresh} (like ${table} including indexes) on commit drop`)
  await fill(tx, fresh as unknown as PgTable)
  const countOnlyIn = (left: unknown, right: unknown) =>
    sql`select count(*)::int from (select * from ${left} where ${compared} except all select * from ${right} where ${compared}) d`
  const row = await readRow<Omit<Drift, 'table'>>(
    tx,
    sql`select (${countOnlyIn(fresh, table)}) as missing, (${countOnlyIn(table, fresh)}) as surplus`,
  )
  return { table: name, ...row }
}
