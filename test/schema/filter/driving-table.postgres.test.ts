import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { generate } from '../../../bench/generate.ts'
import { benchQueries } from '../../../bench/queries.ts'
import { findSampleIds } from '../../../bench/sample-ids.ts'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { readRows } from '../../../database/sql/rows.ts'
import { createApp } from '../../../server/graphql/app.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

const SIZE = 30_000

/** Tables that grow with events: none of them is read as a whole for a page. */
const BIG = [
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

/** What reads as many rows as it counts: of a table as small as this one, that may be most of them. */
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
  `of ${SIZE} events no list, page, or kept group or network reads a whole table`,
  { timeout: 120_000 },
  async ({ migrated }) => {
    const asked: { statement: string; values: unknown[] }[] = []
    const open = await openDatabase({
      ...migrated,
      log: silent,
      logger: { logQuery: (statement, values) => void asked.push({ statement, values }) },
    })
    try {
      await open.withoutTimeout((db) => generate(db, SIZE))
      const at = await open.withoutTimeout((db) => findSampleIds(db, 'test'))
      const app = createApp({ db: open.db, cursorKey: 'test', log: silent })
      const wholes: string[] = []
      const costs: [name: string, statements: number][] = []
      for (const { name, query } of benchQueries(at)) {
        asked.length = 0
        const response = await app.fetch('http://dateline.test/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        })
        expect([name, ((await response.json()) as { errors?: unknown }).errors]).toEqual([name, undefined])
        const statements = [...asked]
        costs.push([name, statements.length])
        for (const { statement, values } of statements) {
          const explained = explain(statement, values)
          const rows = await readRows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(open.db, explained)
          const scanned = nodesOf(rows[0]!['QUERY PLAN'][0].Plan)
            .filter((node) => node['Node Type'] === 'Seq Scan' && BIG.includes(node['Relation Name']!))
            .map((node) => node['Relation Name'])
          if (scanned.length > 0 && !COUNTING.test(name)) wholes.push(`${name}: ${scanned.join(', ')}`)
        }
      }
      expect(wholes).toEqual([])
      // One statement for the list, one for each thing that the filter names by other than its id, one for each relation.
      expect(costs.filter(([, statements]) => statements > 3)).toEqual([])
    } finally {
      await open.close()
    }
  },
)

/** The same statement with the same values, explained. */
function explain(statement: string, values: readonly unknown[]) {
  return sql.join([
    sql.raw('explain (format json) '),
    ...statement.split(/(\$\d+)/).map((part) => {
      const position = /^\$(\d+)$/.exec(part)?.[1]
      return position === undefined ? sql.raw(part) : sql`${sql.param(values[Number(position) - 1])}`
    }),
  ])
}
