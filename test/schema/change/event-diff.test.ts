import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { readRows } from '../../../database/sql/rows.ts'
import { parseId, splitMoment } from '../../../database/values/ids.ts'
import { diffSnapshots } from '../../../ingest/history/diff.ts'
import { readSnapshots } from '../../../ingest/history/read-snapshots.ts'
import { chanceOf, seedFor, type Chance } from '../../support/random.ts'
import { test, type Service } from '../../support/service.ts'
import { changeWorld } from '../../support/world/changes.ts'
import { randomFilter } from '../../support/world/filters.ts'
import type { Filter } from '../../support/world/oracle.ts'
import { makeWorld } from '../../support/world/world.ts'

/**
 * Planning a statement of the past takes long on the embedded engine.
 * More cases: `DIFF_CASES=1000 npx vitest run test/schema/change/event-diff.test.ts`.
 */
const CASES = { pglite: 25, postgresql: 60 }

interface Versioned {
  id: string
  version: number
}

interface Difference {
  change: string
  before: Versioned | null
  after: Versioned
  fields: { field: string; before: unknown; after: unknown }[]
  revisions: { version: number }[]
}

interface Diff {
  from: string
  to: string
  totalCount: number
  isExact: boolean
  enteredCount: number
  leftCount: number
  changedCount: number
  nodes: Difference[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null }
}

const DIFFERENCE = `change before { id version } after { id version } fields { field before after } revisions { version }`
const PAGE = `from to totalCount isExact enteredCount leftCount changedCount
  nodes { ${DIFFERENCE} } pageInfo { hasNextPage hasPreviousPage endCursor }`
const LIST = 'nodes { id version } pageInfo { hasNextPage }'

const COMPARE = `query ($where: EventWhere, $from: DateTime!, $to: DateTime!) {
  then: events(where: $where, asOf: $from, first: 100) { ${LIST} }
  now: events(where: $where, asOf: $to, first: 100) { ${LIST} }
  diff: eventDiff(where: $where, from: $from, to: $to, first: 100) { ${PAGE} }
}`

const NEXT = `query ($where: EventWhere, $from: DateTime!, $to: DateTime, $first: Int, $after: String) {
  eventDiff(where: $where, from: $from, to: $to, first: $first, after: $after) { ${PAGE} }
}`

interface List {
  nodes: Versioned[]
  pageInfo: { hasNextPage: boolean }
}

async function ask<Data>(service: Service, query: string, variables: Record<string, unknown>): Promise<Data> {
  const { data, errors } = await service.ask<Data>(query, variables)
  expect([variables, errors]).toEqual([variables, undefined])
  return data
}

/** The version of each event of a list by its id without the moment. */
function versionsOf({ nodes, pageInfo }: List): Map<string, number> {
  expect(pageInfo.hasNextPage).toBe(false)
  return new Map(nodes.map(({ id, version }) => [splitMoment(id).plainId, version]))
}

/** What a comparison of two lists gives: how each event that differs does, by its id. */
function compareLists(then: List, now: List): Map<string, string> {
  const [before, after] = [versionsOf(then), versionsOf(now)]
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((id): [string, string][] => {
    if (before.get(id) === after.get(id)) return []
    return [[id, !before.has(id) ? 'ENTERED' : after.has(id) ? 'CHANGED' : 'LEFT']]
  })
  return new Map(changes)
}

/** The moments at which something changed, the millisecond before each, and one before all. */
async function momentsOf({ db }: Service): Promise<string[]> {
  const rows = await readRows<{ at: string }>(db, sql`select distinct at::text as at from revisions order by 1`)
  const times = rows.map(({ at }) => Date.parse(at))
  return [Date.parse('2000-01-01'), ...times, ...times.map((time) => time - 1)]
    .toSorted((a, b) => a - b)
    .map((time) => new Date(time).toISOString())
}

/** Follows the cursors of a diff. @returns all its rows, and the number of pages */
async function walk(service: Service, variables: Record<string, unknown>, first: number) {
  const rows: Difference[] = []
  let after: string | null = null
  for (let pages = 1; ; pages++) {
    const page: Diff = (
      await ask<{ eventDiff: Diff }>(service, NEXT, { ...variables, to: after ? null : variables['to'], first, after })
    ).eventDiff
    rows.push(...page.nodes)
    expect([page.to, page.pageInfo.hasPreviousPage]).toEqual([variables['to'], after !== null])
    if (!page.pageInfo.hasNextPage) return { rows, pages }
    after = page.pageInfo.endCursor
  }
}

/** Compares the changed fields of a diff with those of the snapshots of both moments. */
async function expectFields({ open }: Service, { from, to, nodes }: Diff): Promise<void> {
  const ids = nodes.map(({ after }) => parseId(splitMoment(after.id).plainId)!.uuid)
  const [before, after] = [await readSnapshots(open.asOf(from), ids), await readSnapshots(open.asOf(to), ids)]
  for (const [i, { fields }] of nodes.entries()) {
    const [then, now] = [before.get(ids[i]!)?.snapshot, after.get(ids[i]!)?.snapshot]
    const expected = then && now ? diffSnapshots(then, now) : []
    const sorted = (changes: Difference['fields']) => changes.toSorted((a, b) => (a.field < b.field ? -1 : 1))
    expect(sorted(fields)).toEqual(JSON.parse(JSON.stringify(sorted(expected))))
  }
}

async function check(service: Service, chance: Chance, where: Filter | null, [from, to]: [string, string]) {
  const variables = { where, from, to }
  const { then, now, diff } = await ask<{ then: List; now: List; diff: Diff }>(service, COMPARE, variables)
  const expected = compareLists(then, now)
  const found = new Map(diff.nodes.map(({ change, after }) => [splitMoment(after.id).plainId, change]))
  expect([variables, found.size, Object.fromEntries(found)]).toEqual([
    variables,
    diff.nodes.length,
    Object.fromEntries(expected),
  ])
  const count = (kind: string) => [...expected.values()].filter((change) => change === kind).length
  expect(diff).toMatchObject({
    from,
    to,
    isExact: true,
    totalCount: expected.size,
    enteredCount: count('ENTERED'),
    leftCount: count('LEFT'),
    changedCount: count('CHANGED'),
    pageInfo: { hasNextPage: false, hasPreviousPage: false },
  })
  for (const { before, after, revisions } of diff.nodes) {
    expect(after.id).toBe(`${splitMoment(after.id).plainId}@${to}`)
    if (before) expect(before.id).toBe(`${splitMoment(after.id).plainId}@${from}`)
    const first = (before?.version ?? 0) + 1
    const versions = Array.from({ length: after.version - first + 1 }, (_, i) => first + i)
    expect(revisions.map(({ version }) => version)).toEqual(versions)
  }
  if (chance.is(0.1)) await expectFields(service, diff)
  if (expected.size > 1 && chance.is(0.1)) {
    const size = 1 + chance.below(3)
    const { rows, pages } = await walk(service, variables, size)
    expect([rows, pages]).toEqual([diff.nodes, Math.ceil(expected.size / size)])
  }
  return found
}

test(
  'a diff is what the comparison of two lists as of its moments gives, for random filters, moments and changes',
  { timeout: 600_000 },
  async ({ service }) => {
    const chance = chanceOf(seedFor(service.engine, 20160406))
    const world = await makeWorld(service, chance, 6)
    const made = await changeWorld(service, chance, world, 45)
    expect(Object.entries(made).filter(([, count]) => count === 0)).toEqual([])
    const moments = await momentsOf(service)
    const seen = new Map<string, number>()
    const cases = Number(process.env['DIFF_CASES'] ?? CASES[service.engine])
    for (let i = 0; i < cases; i++) {
      const window = [chance.of(moments), chance.of(moments)].toSorted() as [string, string]
      const where =
        i % 3 === 0 ? chance.of([null, {}, OPEN]) : { ...(chance.is(0.5) && OPEN), ...randomFilter(chance, world) }
      for (const [, change] of await check(service, chance, where, window))
        seen.set(change, (seen.get(change) ?? 0) + 1)
    }
    expect([...seen.keys()].toSorted()).toEqual(['CHANGED', 'ENTERED', 'LEFT'])
  },
)

/** With the axes open, more events match. */
const OPEN = { evidence: ['QUOTED', 'LISTED', 'CODED'], realis: ['ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'] }
