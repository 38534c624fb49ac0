import { sql } from 'drizzle-orm'
import { changeEvents } from '../../intake/derived/derive.ts'
import type { RevisionDraft } from '../../intake/history.ts'
import { insertNewRows, insertRows } from '../../intake/insert.ts'
import type { Database } from '../../schema/tables/database.ts'
import { OWN_KINDS, type OwnKindName } from '../../schema/tables/event-kinds.ts'
import { events } from '../../schema/tables/event.ts'
import { reports } from '../../schema/tables/report.ts'
import type { FeedSource } from './batch.ts'
import { differences, pictureOf, storedPictures, type Picture } from './picture.ts'
import type { References } from './references.ts'
import { storeReports } from './reports.ts'
import { PARTS, rowsOf, type EventRows } from './rows.ts'
import type { Sorted } from './sort-out.ts'

/** A correction: what the event is to be, and what that changes. */
interface Correction {
  rows: EventRows
  hasOthers: boolean
  changes: ReturnType<typeof differences>
  version: number
}

/**
 * Corrects stored events to what their rows say now, and tells what that changes, for their history. Where nothing that
 * is stored changes, nothing is written.
 * @param tx a transaction
 * @param source of the rows
 * @param references what the events refer to, stored
 * @param corrected what their rows say
 */
export const correctEvents = async (
  tx: Database,
  source: FeedSource,
  references: References,
  corrected: Sorted['corrected'],
): Promise<{ eventsCorrected: number; reportsWritten: number; revisions: RevisionDraft[] }> => {
  if (corrected.length === 0) return { eventsCorrected: 0, reportsWritten: 0, revisions: [] }
  const ids = corrected.map(({ event }) => event.id)
  const stored = await storedPictures(tx, ids, source.tellsAllReports)
  const corrections = corrected.flatMap(({ event, hasOthers }): Correction[] => {
    const rows = rowsOf(event, references, source.datasetId)
    const articles = source.tellsAllReports ? event.reports.map(({ article }) => article.id) : undefined
    const before = stored.get(event.id)!
    const after = pictureOf(rows, articles)
    if (hasOthers) keepOthers(before.picture, after)
    const changes = differences(before.picture, after)
    return changes.length === 0 ? [] : [{ rows, hasOthers, changes, version: before.version + 1 }]
  })
  await changeEvents(
    tx,
    corrections.map(({ rows }) => rows.event.id),
    () => replace(tx, corrections),
  )
  if (source.tellsAllReports) await dropReports(tx, corrected)
  const reportsWritten = await storeReports(
    tx,
    corrected.flatMap(({ event }) => event.reports.map((report) => ({ eventId: event.id, report }))),
    references,
  )
  const revisions = corrections.map(({ rows, version, changes }) => ({
    eventId: rows.event.id,
    version,
    kind: 'CORRECTED' as const,
    by: source.by,
    changes,
  }))
  return { eventsCorrected: corrections.length, reportsWritten, revisions }
}

/** What rows that did not come this time say too is not taken back. */
const keepOthers = (before: Picture, after: Picture): void => {
  after['codes'] = before['codes']
}

const replace = async (tx: Database, corrections: readonly Correction[]): Promise<void> => {
  const ids = sql.param(corrections.map(({ rows }) => rows.event.id))
  const alone = sql.param(corrections.filter(({ hasOthers }) => !hasOthers).map(({ rows }) => rows.event.id))
  for (const { details } of Object.values(OWN_KINDS)) {
    await tx.execute(sql`delete from ${details} where event_id = any(${ids}::uuid[])`)
  }
  for (const [part, table] of Object.entries(PARTS)) {
    const shared = part === 'codes' || part === 'externalIds'
    await tx.execute(sql`delete from ${table} where event_id = any(${shared ? alone : ids}::uuid[])`)
  }
  for (const { rows, version } of corrections) {
    const { id, datasetId: _dataset, reportCount: _reports, publisherCount: _publishers, ...columns } = rows.event
    await tx
      .update(events)
      .set({ ...columns, version, updatedAt: sql`now()` })
      .where(sql`${events.id} = ${id}`)
  }
  for (const kind of Object.keys(OWN_KINDS) as OwnKindName[]) {
    const details = corrections.flatMap(({ rows }) =>
      rows.kind === kind ? [{ eventId: rows.event.id, ...rows.details }] : [],
    )
    await insertRows(tx, OWN_KINDS[kind].details, details as never)
  }
  for (const [part, table] of Object.entries(PARTS) as [keyof typeof PARTS, (typeof PARTS)[keyof typeof PARTS]][]) {
    await insertNewRows(tx, table, corrections.flatMap(({ rows }): object[] => rows[part]) as never)
  }
}

/** Reports that a row no longer names. */
const dropReports = async (tx: Database, corrected: Sorted['corrected']): Promise<void> => {
  const kept = corrected.flatMap(({ event }) =>
    event.reports.map(({ article }) => ({ event: event.id, article: article.id })),
  )
  await tx.execute(sql`delete from ${reports} r where r.event_id = any(${sql.param(corrected.map(({ event }) => event.id))}::uuid[])
    and (r.event_id, r.article_id) not in (select * from unnest(${sql.param(kept.map(({ event }) => event))}::uuid[], ${sql.param(kept.map(({ article }) => article))}::uuid[]))`)
}
