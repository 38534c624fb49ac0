import { eq, getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { readRow } from '../../database/sql/rows.ts'
import { actorSpellings } from '../../database/tables/actor.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { placeAncestors, placeSpellings } from '../../database/tables/place.ts'
import { counterparts, eventCounts } from '../../database/tables/rollups.ts'
import { settings } from '../../database/tables/setting.ts'
import { addCounterparts } from './counterparts.ts'
import { insertEventCountries } from './event-countries.ts'
import { countEvents } from './event-counts.ts'
import { insertEventTexts } from './event-texts.ts'
import { addAncestors } from './place-ancestors.ts'
import { addAllSpellings } from './spellings.ts'

/** A table that follows from others, and how all of it is made anew, in its own place or in another. */
interface Derived {
  table: PgTable
  fill: (tx: Database, target: PgTable) => Promise<unknown>
  /** What of a row says something: a count of zero is as good as none. */
  telling?: ReturnType<typeof sql>
}

/** In this order each needs only those before it. */
const DERIVED: Derived[] = [
  { table: actorSpellings, fill: (tx, target) => addAllSpellings(tx, 'actor', target) },
  { table: placeSpellings, fill: (tx, target) => addAllSpellings(tx, 'place', target) },
  { table: placeAncestors, fill: (db, target) => addAncestors(db, undefined, target) },
  { table: eventCountries, fill: (tx, target) => insertEventCountries(tx, 'EVERY', target) },
  { table: eventTexts, fill: (tx, target) => insertEventTexts(tx, 'EVERY', target) },
  { table: eventCounts, fill: (tx, target) => countEvents(tx, 'EVERY', 1, target), telling: sql`event_count <> 0` },
  { table: counterparts, fill: (tx, target) => addCounterparts(tx, 'EVERY', target), telling: sql`event_count <> 0` },
]

/** Raised with every change of what is derived: a database that was filled by another version is filled anew. */
const VERSION = '3'
const SETTING = 'derived_version'

/**
 * Makes everything anew that follows from other tables.
 * @param db a migrated database, on a connection without a time limit; readers and writers wait until it is done
 */
export function rebuildDerived(db: Database): Promise<void> {
  return db.transaction(rebuild)
}

/**
 * Makes everything anew that follows from other tables where that was done by another version of the service, or never.
 * Of several instances that start at once, one does it.
 * @param db a migrated database, on a connection without a time limit
 */
export function rebuildIfOutdated(db: Database): Promise<void> {
  return db.transaction(async (tx) => {
    if (await isCurrent(tx)) return
    await tx.insert(settings).values({ name: SETTING, value: '' }).onConflictDoNothing()
    await tx.select().from(settings).where(eq(settings.name, SETTING)).for('update')
    if (!(await isCurrent(tx))) await rebuild(tx)
  })
}

async function isCurrent(tx: Database): Promise<boolean> {
  const [row] = await tx.select({ value: settings.value }).from(settings).where(eq(settings.name, SETTING))
  return row?.value === VERSION
}

async function rebuild(tx: Database): Promise<void> {
  for (const { table, fill } of DERIVED) {
    await tx.execute(sql`truncate ${table}`)
    await fill(tx, table)
  }
  await tx
    .insert(settings)
    .values({ name: SETTING, value: VERSION })
    .onConflictDoUpdate({ target: settings.name, set: { value: VERSION } })
}

/** How far a derived table is from what it should be. */
export interface Drift {
  table: string
  /** Rows that should be there, and are not, or not like that. */
  missing: number
  /** Rows that are there, and should not, or not like that. */
  surplus: number
}

/**
 * Computes everything anew that follows from other tables, beside what is stored, and compares. Changes nothing.
 * @param db a migrated database, on a connection without a time limit
 * @returns one entry a table
 */
export function verifyDerived(db: Database): Promise<Drift[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read`)
    const drifts: Drift[] = []
    for (const derived of DERIVED) drifts.push(await compare(tx, derived))
    return drifts
  })
}

async function compare(tx: Database, { table, fill, telling = sql`true` }: Derived): Promise<Drift> {
  const name = getTableName(table)
  const fresh = sql.identifier(`fresh_${name}`)
  await tx.execute(sql`create temp table ${fresh} (like ${table} including indexes) on commit drop`)
  await fill(tx, fresh as unknown as PgTable)
  const only = (one: unknown, other: unknown) =>
    sql`select count(*)::int from (select * from ${one} where ${telling} except all select * from ${other} where ${telling}) d`
  const row = await readRow<Omit<Drift, 'table'>>(
    tx,
    sql`select (${only(fresh, table)}) as missing, (${only(table, fresh)}) as surplus`,
  )
  return { table: name, ...row }
}
