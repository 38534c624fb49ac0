import { sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { readRows } from '../database/sql/rows.ts'
import { rebuildDerived } from '../ingest/derived/rebuild.ts'
import { generateEntities } from './entities.ts'
import { generateEventRows } from './event-rows.ts'
import { generateEvents } from './events.ts'
import { type Step } from './step.ts'

/** A step of filling a database, and how long it took. */
export interface Phase {
  name: string
  seconds: number
}

/** What all steps use: numbers that look like chance, and are the same for the same row in every run. */
const TOOLS: Step[] = [
  [
    'tools',
    `create schema bench;
    create function bench.chance(i bigint, seed int) returns float8 language sql immutable parallel safe
      as 'select (hashint8extended(i, seed) & 2147483647)::float8 / 2147483648';
    create function bench.id(concept text, i bigint) returns uuid language sql immutable parallel safe
      as $$select (lpad(to_hex(1600000000000 + i * 150000), 12, '0') || '8' || substr(md5(concept || i), 1, 3) || '8' || substr(md5(concept || i), 4, 15))::uuid$$;
    create function bench.skewed(i bigint, seed int, size int, exponent float8) returns int language sql immutable parallel safe
      as 'select floor(size * power(bench.chance(i, seed), exponent))::int'`,
  ],
]

/**
 * Fills a migrated, empty PostgreSQL database with events, skewed like real news: few actors, places, publishers and words
 * make up most of it, and the newest months have the most. The same size gives the same rows.
 * @param db connected as a superuser
 * @param size how many events; there are two and a half times as many participations and one and a half as many reports
 * @returns what was done, in order
 */
export async function generate(db: Database, size: number): Promise<Phase[]> {
  const phases: Phase[] = []
  const timed = async (name: string, work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    phases.push({ name, seconds: (performance.now() - started) / 1000 })
  }
  await db.transaction(async (tx) => {
    // The rows keep every rule of the tables; to check each reference and each index row by row takes most of the time.
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`set local maintenance_work_mem = '1GB'`)
    const indexes = await readRows<{ name: string; definition: string }>(
      tx,
      sql`select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'public' and indexname not in (select conname from pg_constraint)`,
    )
    for (const { name } of indexes) await tx.execute(sql`drop index ${sql.identifier(name)}`)
    for (const [name, statement] of [
      ...TOOLS,
      ...generateEntities(size),
      ...generateEvents(size),
      ...generateEventRows(),
    ]) {
      await timed(name, () => tx.execute(sql.raw(statement)))
    }
    await timed('indexes', async () => {
      for (const { definition } of indexes) await tx.execute(sql.raw(definition))
    })
    await tx.execute(sql`drop schema bench cascade`)
  })
  await timed('analyze', () => db.execute(sql`analyze`))
  await timed('derived', () => rebuildDerived(db))
  await timed('vacuum', () => db.execute(sql`vacuum analyze`))
  return phases
}
