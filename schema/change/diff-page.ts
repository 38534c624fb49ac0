import { sql, type SQL } from 'drizzle-orm'
import { readRow, readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { contextAsOf } from '../builder/as-of-plugin.ts'
import type { Context } from '../builder/context.ts'
import { parseFilter, conditionOf, resolveFilter } from '../filter/parse-filter.ts'
import { schedulerFor } from '../loaders/batch-scheduler.ts'
import { LOAD_ORDER } from '../loaders/loader.ts'
import { lazy, parsePageArguments, type Page, type Slice } from '../relay/keyset.ts'
import { memoizeByArguments } from '../relay/nested-list.ts'
import { cursorOf, parseWindow, type DiffArguments, type DiffPosition, type DiffWindow } from './diff-window.ts'

/**
 * The number of changed events that one page, or the counts, compare at most: few of them may match the filter, and all
 * of an import change at once.
 */
export const MAX_COMPARED = 5_000

type DiffKindName = 'ENTERED' | 'LEFT' | 'CHANGED'

/** An event that was changed between two moments and matches the filter at one of them or both. */
export interface DiffRow extends DiffPosition {
  change: DiffKindName
  window: DiffWindow
}

/** The counts of a diff. If `isExact` is false, more events were changed than were compared. */
interface DiffCounts extends Record<DiffKindName, number> {
  isExact: boolean
}

/** A page of a diff. Its rows and its counts are read only if they are selected. */
export interface DiffPage extends Page<DiffRow> {
  window: DiffWindow
  counts: () => Promise<DiffCounts>
}

/**
 * Returns a page of the events that a filter matches at one of two moments or both, and that were changed between them.
 * It is driven by the revisions between the moments, so that its work grows with the number of changes, not with that of
 * the events. Equal pages of a request are read once.
 * @throws {GraphQLError} BAD_USER_INPUT if the filter, a moment, the size or the cursor is invalid
 */
export function diffEvents(args: DiffArguments, context: Context): DiffPage {
  const { position, ...window } = parseWindow(args, context)
  return pageOf({ args, window, position }, context)
}

interface Diff {
  args: DiffArguments
  window: DiffWindow
  position: DiffPosition | undefined
}

const pageOf = memoizeByArguments(({ args, window, position }: Diff, context: Context): DiffPage => {
  const { size } = parsePageArguments({ first: args.first })
  const filter = parseFilter(args.where)
  const sides = [contextAsOf(context, window.from), contextAsOf(context, window.to)] as const
  // What a filter looks up has no earlier states, so both sides have the same condition.
  const condition = lazy(async () => {
    const resolved = await resolveFilter(filter, context)
    context.onPlan?.({ drivenBy: 'revisions', checked: resolved.conditions.map(({ field }) => field) })
    return conditionOf(resolved)
  })
  const read = <Value>(work: () => Promise<Value>) => schedulerFor(context).run(LOAD_ORDER.ROOT, work)
  const counts = lazy(() =>
    read(async () => {
      const matches = await condition()
      const [before = '', after = ''] = await Promise.all(sides.map(({ db }) => matchesAt(db, window, matches)))
      return countsOf(before, after)
    }),
  )
  const slice = lazy(() =>
    read(async (): Promise<Slice<DiffRow>> => {
      const matches = await condition()
      const [before = [], after = []] = await Promise.all(
        sides.map(({ db }) => firstMatchesAt(db, { window, position, condition: matches, limit: size + 1 })),
      )
      const found = mergeSides(before, after, window)
      const rows = found.slice(0, size)
      // Fewer rows than a page has: they are all that match among those that were compared.
      const end = found.length > size ? undefined : await lastCompared(context, window, position)
      return {
        rows,
        hasNextPage: found.length > size || end !== undefined,
        hasPreviousPage: position !== undefined,
        cursorOf: (row) => cursorOf(args, window, row, context),
        endCursor: end && cursorOf(args, window, end, context),
      }
    }),
  )
  const count = async () => {
    const { ENTERED, LEFT, CHANGED, isExact } = await counts()
    return { value: ENTERED + LEFT + CHANGED, isExact }
  }
  return { window, slice, counts, count }
})

/**
 * The events that were changed in the window, each once, in the order of their last change in it; events that were
 * changed at the same moment in the order of their ids.
 */
function changedEvents({ from, to }: DiffWindow, limit: number, position?: DiffPosition): SQL {
  const beyond = position ? sql`and (r.at, r.event_id) > (${position.at}::timestamptz, ${position.id}::uuid)` : sql``
  // The schema is named because the view of the earlier moment has no later revisions.
  return sql`(select r.event_id, r.at from public.revisions r
    where r.at > ${from}::timestamptz and r.at <= ${to}::timestamptz ${beyond}
      and (exists (select 1 from public.revisions later
        where later.event_id = r.event_id and later.version = r.version + 1 and later.at <= ${to}::timestamptz)) is not true
    order by r.at, r.event_id limit ${limit}) changed`
}

/**
 * Whether a changed event matches, which PostgreSQL checks for each of them (`is true`): it would else plan a join with
 * all events, and read them before the first changed event.
 */
function isMatch(condition: SQL | undefined): SQL {
  const matches = condition ? sql`and (${condition}) is true` : sql``
  return sql`(exists (select 1 from ${events} where ${events.id} = changed.event_id ${matches})) is true`
}

interface SideOfPage {
  window: DiffWindow
  position: DiffPosition | undefined
  condition: SQL | undefined
  limit: number
}

/** Returns the first changed events that match at the moment of a database. */
function firstMatchesAt(
  db: Context['db'],
  { window, position, condition, limit }: SideOfPage,
): Promise<DiffPosition[]> {
  return readRows<DiffPosition>(
    db,
    sql`select changed.event_id::text as id, changed.at::text as at
      from ${changedEvents(window, MAX_COMPARED, position)}
      where ${isMatch(condition)} order by changed.at, changed.event_id limit ${limit}`,
  )
}

/**
 * Merges the first matches of both sides. Each side has as many as the page needs, so that none of the merged page is
 * beyond the end of either side.
 */
function mergeSides(before: readonly DiffPosition[], after: readonly DiffPosition[], window: DiffWindow): DiffRow[] {
  const [beforeIds, afterIds] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))]
  return [...before, ...after.filter(({ id }) => !beforeIds.has(id))]
    .toSorted((a, b) => (a.at === b.at ? compare(a.id, b.id) : compare(momentOf(a), momentOf(b))))
    .map(({ id, at }) => ({
      id,
      at,
      change: !beforeIds.has(id) ? 'ENTERED' : afterIds.has(id) ? 'CHANGED' : 'LEFT',
      window,
    }))
}

function momentOf({ at }: DiffPosition): number {
  return Date.parse(at)
}

function compare<Value extends string | number>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Returns the last changed event that a page has compared, if there are more; undefined if it has compared all. */
async function lastCompared(
  { db }: Context,
  window: DiffWindow,
  position: DiffPosition | undefined,
): Promise<DiffPosition | undefined> {
  const rows = await readRows<DiffPosition>(
    db,
    sql`select changed.event_id::text as id, changed.at::text as at
      from ${changedEvents(window, MAX_COMPARED + 1, position)}
      order by changed.at, changed.event_id offset ${MAX_COMPARED - 1}`,
  )
  return rows.length > 1 ? rows[0] : undefined
}

/** Returns a text with one character for each changed event: 1 if it matches at the moment of a database, else 0. */
async function matchesAt(db: Context['db'], window: DiffWindow, condition: SQL | undefined): Promise<string> {
  const { matches } = await readRow<{ matches: string }>(
    db,
    sql`select coalesce(string_agg(case when ${isMatch(condition)} then '1' else '0' end, '' order by changed.at, changed.event_id), '') as matches
      from ${changedEvents(window, MAX_COMPARED + 1)}`,
  )
  return matches
}

function countsOf(before: string, after: string): DiffCounts {
  const counts: DiffCounts = { ENTERED: 0, LEFT: 0, CHANGED: 0, isExact: before.length <= MAX_COMPARED }
  for (let i = 0; i < Math.min(before.length, MAX_COMPARED); i++) {
    if (before[i] === '1') counts[after[i] === '1' ? 'CHANGED' : 'LEFT']++
    else if (after[i] === '1') counts.ENTERED++
  }
  return counts
}
