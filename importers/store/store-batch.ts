import { sql } from 'drizzle-orm'
import type { Copy } from '../../database/connection/bulk-load.ts'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { eventCodes } from '../../database/tables/code.ts'
import { OWN_KINDS, type OwnKindName } from '../../database/tables/event-kinds.ts'
import { eventExternalIds, events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { reports } from '../../database/tables/report.ts'
import { deriveEvents } from '../../ingest/derived/derive.ts'
import { reviseEvents } from '../../ingest/history/revise.ts'
import type { RevisionDraft } from '../../ingest/history/revisions.ts'
import type { Arriving } from '../feed/batches.ts'
import { sortOut, type Told } from './classify-rows.ts'
import { correctEvents, correctionsOf } from './correct-events.ts'
import { PARTS, rowsOf } from './event-rows.ts'
import { storeReferences, type Known, type References } from './references.ts'
import { bestReports, reportRow, storeReports } from './reports.ts'

/** From where rows come, and who brings them in. */
export interface FeedSource {
  datasetId: string
  /** For the history: who takes the rows in. */
  by: string
  tellsAllReports: boolean
}

/** What became of rows. */
export interface Outcome {
  rowsUnchanged: number
  rowsMerged: number
  eventsCreated: number
  eventsCorrected: number
  reportsWritten: number
}

/**
 * Stores a batch of rows: what is new is copied in, what has changed corrects its event, what is as it was is left alone.
 * @param tx a transaction
 * @param copy copies into it
 * @param known what is stored already; nothing of it may be used again if the transaction fails
 * @param source of the rows
 * @param rows in the order of the file
 * @returns what became of them, and what is to be entered into the history
 */
export const storeBatch = async (
  tx: Database,
  copy: Copy,
  known: Known,
  source: FeedSource,
  rows: readonly Arriving[],
): Promise<{ outcome: Outcome; history: RevisionDraft[] }> => {
  const { unchanged, created, corrected, joined } = await sortOut(tx, source.datasetId, rows)
  const outcome = {
    rowsUnchanged: unchanged,
    rowsMerged: 0,
    eventsCreated: created.length,
    eventsCorrected: 0,
    reportsWritten: 0,
  }
  if (unchanged === rows.length) return { outcome, history: [] }
  const told = [...created, ...corrected].map(({ event }) => event)
  const references = await storeReferences(
    tx,
    known,
    told,
    [...told, ...joined.map(({ event }) => event)].flatMap((event) => event.reports),
  )
  outcome.reportsWritten += await createEvents(tx, copy, source, references, created)
  const corrections = await correctionsOf(tx, source, references, corrected)
  outcome.eventsCorrected = corrections.length
  const more = [...joined, ...corrected.filter(({ hasOthers }) => hasOthers)]
  const changing = [...corrections.map(({ rows: { event } }) => event.id), ...more.map(({ event }) => event.id)]
  const revised = await reviseEvents(tx, [...new Set(changing)], { by: source.by }, async () => {
    outcome.reportsWritten += await correctEvents(tx, source, references, corrected, corrections)
    outcome.reportsWritten += await joinEvents(tx, references, more)
  })
  await enterRows(tx, source, [...corrected, ...joined])
  const made = created.map(({ event: { id: eventId } }) => ({ eventId, version: 1, kind: 'CREATED' as const }))
  const history = [...made.map((each) => ({ ...each, reason: null, by: source.by, changes: [] })), ...revised]
  const rowsOfAll = [...created, ...corrected, ...joined].map(({ rows }) => rows.length)
  outcome.rowsMerged = rowsOfAll.reduce((sum, count) => sum + count, 0) - created.length - corrected.length
  return { outcome, history }
}

const createEvents = async (
  tx: Database,
  copy: Copy,
  source: FeedSource,
  references: References,
  created: readonly Told[],
): Promise<number> => {
  if (created.length === 0) return 0
  const all = created.map(({ event }) => ({
    ...event,
    reports: bestReports(event.reports.map((report) => ({ eventId: event.id, report }))),
  }))
  const rows = all.map((event) =>
    rowsOf({ ...event, reports: event.reports.map(({ report }) => report) }, references, source.datasetId),
  )
  await copy(
    events,
    rows.map(({ event }) => event),
  )
  for (const kind of Object.keys(OWN_KINDS) as OwnKindName[]) {
    const details = rows.filter((row) => row.kind === kind).map((row) => ({ eventId: row.event.id, ...row.details }))
    // The details of a kind name the same columns in every row, or none.
    for (const same of groupedByColumns(details)) await copy(OWN_KINDS[kind].details, same)
  }
  for (const [part, table] of Object.entries(PARTS) as [keyof typeof PARTS, (typeof PARTS)[keyof typeof PARTS]][]) {
    await copy(
      table,
      rows.flatMap((row): object[] => row[part]),
    )
  }
  const reportRows = all.flatMap(({ reports: given, earliest }) =>
    given.map((report) => reportRow(report, references, earliest ?? '-infinity')),
  )
  await copy(reports, reportRows)
  await copy(
    feedRows,
    created.flatMap(({ event, rows: ofEvent }) =>
      ofEvent.map(({ row, digest, scope = null, day = null }) => ({
        datasetId: source.datasetId,
        rowNumber: row,
        eventId: event.id,
        digest,
        scope,
        day,
      })),
    ),
  )
  await deriveEvents(
    tx,
    all.map(({ id }) => id),
  )
  return reportRows.length
}

function* groupedByColumns<Row extends object>(rows: readonly Row[]): Iterable<Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = Object.keys(row).join()
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  yield* groups.values()
}

/** Rows that tell of a stored event add their codes, numbers and reports to it. */
const joinEvents = async (tx: Database, references: References, joined: readonly Told[]): Promise<number> => {
  const of = joined.map(({ event }) => event)
  await insertNewRows(
    tx,
    eventCodes,
    of.flatMap(({ id, codes }) => codes.map((code) => ({ eventId: id, ...code }))),
  )
  await insertNewRows(
    tx,
    eventExternalIds,
    of.flatMap(({ id, externalIds }) => externalIds.map((each) => ({ eventId: id, ...each }))),
  )
  return storeReports(
    tx,
    of.flatMap(({ id, reports: given }) => given.map((report) => ({ eventId: id, report }))),
    references,
  )
}

const enterRows = async (tx: Database, { datasetId }: FeedSource, told: readonly Told[]): Promise<void> => {
  const rows = told.flatMap(({ event, rows: ofEvent }) => ofEvent.map((row) => ({ ...row, eventId: event.id })))
  if (rows.length === 0) return
  const column = (value: (row: (typeof rows)[number]) => unknown) => sql.param(rows.map((row) => value(row) ?? null))
  await tx.execute(sql`insert into ${feedRows} (dataset_id, row_number, event_id, digest, scope, day)
    select ${datasetId}::uuid, * from unnest(${column(({ row }) => row)}::bigint[], ${column(({ eventId }) => eventId)}::uuid[],
      ${column(({ digest }) => digest)}::text[], ${column(({ scope }) => scope)}::text[], ${column(({ day }) => day)}::date[])
    on conflict (dataset_id, row_number) do update set event_id = excluded.event_id, digest = excluded.digest, scope = excluded.scope, day = excluded.day`)
}
