import { sql } from 'drizzle-orm'
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
    const executed: { statement: string; values: unknown[] }[] = []
    const open = await openDatabase({
      ...migrated,
      log: silent,
      logger: { logQuery: (statement, values) => void executed.push({ statement, values }) },
    })
    try {
      await open.withoutTimeout((db) => generate(db, SIZE))
      const at = await open.withoutTimeout((db) => findSampleIds(db, 'test'))
      const app = createApp({ db: open.db, cursorKey: 'test', log: silent })
      const fullScans: string[] = []
      const costs: [name: string, statements: number][] = []
      for (const { name, query } of benchQueries(at)) {
        executed.length = 0
        const response = await app.yoga.fetch('http://dateline.test/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        })
        expect([name, ((await response.json()) as { errors?: unknown }).errors]).toEqual([name, undefined])
        const statements = [...executed]
        costs.push([name, statements.length])
        for (const { statement, values } of statements) {
          const explained = explain(statement, values)
          const rows = await readRows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(open.db, explained)
          const scanned = nodesOf(rows[0]!['QUERY PLAN'][0].Plan)
            .filter((node) => node['Node Type'] === 'Seq Scan' && LARGE_TABLES.includes(node['Relation Name']!))
            .map((node) => node['Relation Name'])
          if (scanned.length > 0 && !COUNTING.test(name)) fullScans.push(`${name}: ${scanned.join(', ')}`)
        }
      }
      expect(fullScans).toEqual([])
      // One statement for the list, one for each name or code that the filter looks up, one for each nested relation.
      expect(costs.filter(([, statements]) => statements > 3)).toEqual([])
    } finally {
      await open.close()
    }
  },
)

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
