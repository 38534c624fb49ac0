import { sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { readRows } from '../database/sql/rows.ts'
import type { DatasetMethod } from '../ingest/derived/evidence.ts'
import { rebuildDerived } from '../ingest/derived/rebuild.ts'
import { generateEntities } from './entities.ts'
import { generateEventRows } from './event-rows.ts'
import { generateEvents } from './events.ts'
import { type Step } from './step.ts'

/** A finished step and its duration. */
export interface Phase {
  name: string
  seconds: number
}

/** Functions that all steps use: pseudo-random numbers and ids that are the same for the same row in every run. */
const FUNCTIONS: Step[] = [
  [
    'functions',
    `create schema bench;
    create function bench.pseudo_random(i bigint, seed int) returns float8 language sql immutable parallel safe
      as 'select (hashint8extended(i, seed) & 2147483647)::float8 / 2147483648';
    create function bench.id(concept text, i bigint) returns uuid language sql immutable parallel safe
      as $$select (lpad(to_hex(1600000000000 + i * 150000), 12, '0') || '8' || substr(md5(concept || i), 1, 3) || '8' || substr(md5(concept || i), 4, 15))::uuid$$;
    create function bench.skewed(i bigint, seed int, size int, exponent float8) returns int language sql immutable parallel safe
      as 'select floor(size * power(bench.pseudo_random(i, seed), exponent))::int'`,
  ],
]

/**
 * Fills a migrated, empty PostgreSQL database with events. The distribution is skewed as in real news: a few actors,
 * places, publishers and words occur in most events, and recent months have the most events. The same size gives the
 * same rows.
 * @param db connected as a superuser
 * @param size the number of events; there are 2.5 times as many participations and 1.5 times as many mentions
 * @param method how the events are made: a fifth is always QUOTED; the others are LISTED, or CODED if machines made
 * them, so that lists leave them out by default
 * @returns the steps in order
 */
export async function generate(db: Database, size: number, method: DatasetMethod = 'EDITED'): Promise<Phase[]> {
  const phases: Phase[] = []
  const timed = async (name: string, work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    phases.push({ name, seconds: (performance.now() - started) / 1000 })
  }
  await db.transaction(async (tx) => {
    // The rows satisfy all constraints. Checking references and updating indexes row by row would take most of the time.
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`set local maintenance_work_mem = '1GB'`)
    const indexes = await readRows<{ name: string; definition: string }>(
      tx,
      sql`select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'public' and indexname not in (select conname from pg_constraint)`,
    )
    for (const { name } of indexes) await tx.execute(sql`drop index ${sql.identifier(name)}`)
    for (const [name, statement] of [
      ...FUNCTIONS,
      ...generateEntities(size, method),
      ...generateEvents(size, method),
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
