import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect } from 'vitest'
import { generate } from '../../bench/generate.ts'
import { benchQueries } from '../../bench/queries.ts'
import { findSampleIds } from '../../bench/sample-ids.ts'
import { openDatabase } from '../../database/connection/open-database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { createApp } from '../../server/graphql/app.ts'
import { test } from '../support/service.ts'
import { silent } from '../support/silent.ts'

const SIZE = 20_000

/** Tables that grow with the number of events: no page may read all rows of one. */
const LARGE_TABLES = [
  'articles',
  'claim_attributions',
  'claims',
  'counterparts',
  'event_codes',
  'event_countries',
  'event_counts',
  'event_storylines',
  'event_texts',
  'events',
  'participations',
  'quantities',
  'mentions',
]

/** Queries that read every row that they count, which may be most rows of a table of this size. */
const COUNTING = /^(?:count: |groups: country|groups: kind, of one day)/

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  Plans?: Plan[]
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

test(
  `no list, page, or group or network from a rollup scans a whole table at ${SIZE} events`,
  { timeout: 120_000 },
  async ({ migrated }) => {
    if (!('url' in migrated)) throw new Error('This test needs PostgreSQL.')
    const planner = new pg.Client(migrated.url)
    const executed: { statement: string; values: unknown[] }[] = []
    const open = await openDatabase({
      ...migrated,
      poolSize: 1,
      log: silent,
      logger: { logQuery: (statement, values) => void executed.push({ statement, values }) },
    })
    try {
      await planner.connect()
      await planner.query('set plan_cache_mode = force_generic_plan')
      await open.withoutTimeout((db) => generate(db, SIZE))
      const at = await open.withoutTimeout((db) => findSampleIds(db, 'test'))
      const app = createApp({ db: open.db, cursorKey: 'test', log: silent })
      const fullScans: string[] = []
      const plannedOnce = new Set<string>()
      const costs: [name: string, statements: number][] = []
      for (const { name, query } of benchQueries(at)) {
        // At its second use a statement is prepared.
        for (let use = 0; use < 2; use++) {
          executed.length = 0
          const response = await app.yoga.fetch('http://dateline.test/graphql', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query }),
          })
          expect([name, ((await response.json()) as { errors?: unknown }).errors]).toEqual([name, undefined])
        }
        const statements = [...executed]
        costs.push([name, statements.length])
        const prepared = await readRows<{ statement: string }>(
          open.db,
          sql`select statement from pg_prepared_statements where generic_plans > 0`,
        )
        for (const { statement, values } of statements) {
          const isPlannedOnce = prepared.some((once) => once.statement === statement)
          if (isPlannedOnce) plannedOnce.add(name)
          const plan = isPlannedOnce
            ? await planForAllValues(planner, statement, values)
            : (await readRows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(open.db, explain(statement, values)))[0]![
                'QUERY PLAN'
              ][0].Plan
          const scanned = nodesOf(plan)
            .filter((node) => node['Node Type'] === 'Seq Scan' && LARGE_TABLES.includes(node['Relation Name']!))
            .map((node) => node['Relation Name'])
          if (scanned.length > 0 && !COUNTING.test(name)) fullScans.push(`${name}: ${scanned.join(', ')}`)
        }
      }
      expect(fullScans).toEqual([])
      expect([...plannedOnce].toSorted()).toEqual([
        '100 actors x 5 latest events',
        'groups: country',
        'groups: day',
        'groups: month and kind',
        'groups: month and kind of the busiest country',
        'list: actor, busiest',
        'list: actor, middling',
        'list: actor, rare',
        'list: actors, several',
        'list: country, busiest',
        'list: country, rare',
        'list: kind, frequent',
        'list: kind, rare',
        'list: no filter',
        'list: participant by name',
        'list: publisher, busiest',
        'list: publisher, rare',
        'list: storyline',
        'order: MENTION_COUNT_ASC',
        'order: MENTION_COUNT_DESC',
        'order: OCCURRED_ASC',
        'order: ORIGIN_COUNT_DESC',
        'order: UPDATED_ASC',
        'order: UPDATED_DESC',
        'page: half-way down',
      ])
      // One statement for the list, one for each name or code that the filter looks up, one for each nested relation.
      expect(costs.filter(([, statements]) => statements > 3)).toEqual([])
    } finally {
      await planner.end()
      await open.close()
    }
  },
)

/** Plans a statement for all values, as a connection that prepares it does. */
async function planForAllValues(client: pg.Client, statement: string, values: readonly unknown[]): Promise<Plan> {
  const literals = values.map((value) => pg.escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value)))
  await client.query(`prepare planned as ${statement}`)
  const call = literals.length > 0 ? `planned(${literals.join()})` : 'planned'
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) execute ${call}`)
  await client.query('deallocate planned')
  const [row] = rows
  if (row === undefined) throw new Error('The statement has no plan.')
  return row['QUERY PLAN'][0].Plan
}

/** Returns the statement with its values, prefixed with `explain`. */
function explain(statement: string, values: readonly unknown[]) {
  return sql.join([
    sql.raw('explain (format json) '),
    ...statement.split(/(\$\d+)/).map((part) => {
      const position = /^\$(\d+)$/.exec(part)?.[1]
      return position === undefined ? sql.raw(part) : sql`${sql.param(values[Number(position) - 1])}`
    }),
  ])
}
