import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows, insertRows } from '../../database/sql/insert.ts'
import { OWN_KINDS, type OwnKindName } from '../../database/tables/event-kinds.ts'
import { events } from '../../database/tables/event.ts'
import { reports } from '../../database/tables/report.ts'
import { settleCertainty } from '../../ingest/derived/event-certainty.ts'
import { differences, pictureOf, storedPictures, type Picture } from '../../ingest/history/snapshot.ts'
import type { EventDraft } from '../feed/draft.ts'
import type { Sorted } from './classify-rows.ts'
import { PARTS, rowsOf, type EventRows } from './event-rows.ts'
import type { References } from './references.ts'
import { storeReports } from './reports.ts'
import type { FeedSource } from './store-batch.ts'

/** A correction: what the event is to be. */
interface Correction {
  rows: EventRows
  hasOthers: boolean
}

/**
 * Finds out which stored events say something else than their rows say now.
 * @param tx a transaction
 * @param source of the rows
 * @param references what the events refer to, stored
 * @param corrected what their rows say
 */
export const correctionsOf = async (
  tx: Database,
  source: FeedSource,
  references: References,
  corrected: Sorted['corrected'],
): Promise<Correction[]> => {
  const stored = await storedPictures(
    tx,
    corrected.map(({ event }) => event.id),
  )
  return corrected.flatMap(({ event, hasOthers }): Correction[] => {
    const rows = rowsOf(event, references, source.datasetId)
    const before = stored.get(event.id)!.picture
    const after = pictureOf({ ...rows, ...(source.tellsAllReports && { reports: reportsOf(event) }) })
    if (hasOthers) keepOthers(before, after)
    return differences(before, after).length === 0 ? [] : [{ rows, hasOthers }]
  })
}

/** Only which articles there are is compared. */
const reportsOf = ({ id, reports: given }: EventDraft) =>
  [...new Set(given.map(({ article }) => article.id))].map((articleId) => ({
    eventId: id,
    articleId,
    occurredSort: '',
  }))

/**
 * Makes stored events what their rows say now.
 * @param tx a transaction, within `reviseEvents`
 * @param source of the rows
 * @param references what the events refer to, stored
 * @param corrected what all the rows say that were brought
 * @param corrections of those, what changes anything
 * @returns how many reports were written
 */
export const correctEvents = async (
  tx: Database,
  source: FeedSource,
  references: References,
  corrected: Sorted['corrected'],
  corrections: readonly Correction[],
): Promise<number> => {
  if (corrected.length === 0) return 0
  await replace(tx, corrections)
  // What was merged into an event may have brought claims, which no feed has.
  await settleCertainty(
    tx,
    corrections.map(({ rows }) => rows.event.id),
  )
  if (source.tellsAllReports) await dropReports(tx, corrected)
  return storeReports(
    tx,
    corrected.flatMap(({ event }) => event.reports.map((report) => ({ eventId: event.id, report }))),
    references,
  )
}

/** What rows that did not come this time say too is not taken back. */
const keepOthers = (before: Picture, after: Picture): void => {
  for (const field of ['codes', 'externalIds']) after[field] = before[field]
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
  for (const { rows } of corrections) {
    const { id, datasetId: _dataset, reportCount: _reports, publisherCount: _publishers, ...columns } = rows.event
    await tx
      .update(events)
      .set(columns)
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
