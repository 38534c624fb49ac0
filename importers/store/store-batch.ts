import { sql } from 'drizzle-orm'
import type { CopyRows } from '../../database/connection/bulk-load.ts'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { eventCodes } from '../../database/tables/code.ts'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { eventExternalIds, events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { mentions } from '../../database/tables/mention.ts'
import { deriveEvents } from '../../ingest/derived/derive.ts'
import { reviseEvents } from '../../ingest/history/revise.ts'
import type { RevisionDraft } from '../../ingest/history/revisions.ts'
import type { IncomingRow } from '../feed/batches.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import { classifyRows, type ClassifiedRow } from './classify-rows.ts'
import { correctEvents, correctionsOf } from './correct-events.ts'
import { PART_TABLES, rowsOf } from './event-rows.ts'
import { bestMentions, mentionRow, storeMentions } from './mentions.ts'
import { storeReferences, type StoredReferences } from './references.ts'
import { type ImportCache } from './session.ts'

/** What became of rows. */
export interface Outcome {
  rowsUnchanged: number
  rowsMerged: number
  eventsCreated: number
  eventsCorrected: number
  mentionsWritten: number
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
export async function storeBatch(
  tx: Database,
  copy: CopyRows,
  known: ImportCache,
  source: FeedSource,
  rows: readonly IncomingRow[],
): Promise<{ outcome: Outcome; history: RevisionDraft[] }> {
  const { unchanged, created, corrected, merged } = await classifyRows(tx, source.datasetId, rows)
  const outcome = {
    rowsUnchanged: unchanged,
    rowsMerged: 0,
    eventsCreated: created.length,
    eventsCorrected: 0,
    mentionsWritten: 0,
  }
  if (unchanged === rows.length) return { outcome, history: [] }
  const told = [...created, ...corrected].map(({ event }) => event)
  const references = await storeReferences(
    tx,
    known,
    told,
    [...told, ...merged.map(({ event }) => event)].flatMap((event) => event.mentions),
  )
  outcome.mentionsWritten += await createEvents(tx, copy, source, references, created)
  const corrections = await correctionsOf(tx, source, references, corrected)
  outcome.eventsCorrected = corrections.length
  const more = [...merged, ...corrected.filter(({ hasOthers }) => hasOthers)]
  const changing = [...corrections.map(({ rows: { event } }) => event.id), ...more.map(({ event }) => event.id)]
  const revised = await reviseEvents(tx, [...new Set(changing)], { by: source.by }, async () => {
    outcome.mentionsWritten += await correctEvents(tx, source, references, corrected, corrections)
    outcome.mentionsWritten += await joinEvents(tx, references, more)
  })
  await enterRows(tx, source, [...corrected, ...merged])
  const made = created.map(({ event: { id: eventId } }) => ({ eventId, version: 1, kind: 'CREATED' as const }))
  const history = [...made.map((each) => ({ ...each, reason: null, by: source.by, changes: [] })), ...revised]
  const rowsOfAll = [...created, ...corrected, ...merged].map(({ rows }) => rows.length)
  outcome.rowsMerged = rowsOfAll.reduce((sum, count) => sum + count, 0) - created.length - corrected.length
  return { outcome, history }
}

async function createEvents(
  tx: Database,
  copy: CopyRows,
  source: FeedSource,
  references: StoredReferences,
  created: readonly ClassifiedRow[],
): Promise<number> {
  if (created.length === 0) return 0
  const all = created.map(({ event }) => ({
    ...event,
    mentions: bestMentions(event.mentions.map((mention) => ({ eventId: event.id, mention }))),
  }))
  const rows = all.map((event) =>
    rowsOf({ ...event, mentions: event.mentions.map(({ mention }) => mention) }, references, source.datasetId),
  )
  await copy(
    events,
    rows.map(({ event }) => event),
  )
  for (const kind of Object.keys(TYPED_KINDS) as TypedKindName[]) {
    const details = rows.filter((row) => row.kind === kind).map((row) => ({ eventId: row.event.id, ...row.details }))
    // The details of a kind name the same columns in every row, or none.
    for (const same of groupedByColumns(details)) await copy(TYPED_KINDS[kind].details, same)
  }
  for (const [part, table] of Object.entries(PART_TABLES) as [
    keyof typeof PART_TABLES,
    (typeof PART_TABLES)[keyof typeof PART_TABLES],
  ][]) {
    await copy(
      table,
      rows.flatMap((row): object[] => row[part]),
    )
  }
  const mentionRows = all.flatMap(({ mentions: given, earliest }) =>
    given.map((mention) => mentionRow(mention, references, earliest ?? '-infinity')),
  )
  await copy(mentions, mentionRows)
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
  return mentionRows.length
}

function* groupedByColumns<Row extends object>(rows: readonly Row[]): Iterable<Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = Object.keys(row).join()
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  yield* groups.values()
}

/** Rows that tell of a stored event add their codes, numbers and mentions to it. */
async function joinEvents(
  tx: Database,
  references: StoredReferences,
  joined: readonly ClassifiedRow[],
): Promise<number> {
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
  return storeMentions(
    tx,
    of.flatMap(({ id, mentions: given }) => given.map((mention) => ({ eventId: id, mention }))),
    references,
  )
}

async function enterRows(tx: Database, { datasetId }: FeedSource, told: readonly ClassifiedRow[]): Promise<void> {
  const rows = told.flatMap(({ event, rows: ofEvent }) => ofEvent.map((row) => ({ ...row, eventId: event.id })))
  if (rows.length === 0) return
  const column = (value: (row: (typeof rows)[number]) => unknown) => sql.param(rows.map((row) => value(row) ?? null))
  await tx.execute(sql`insert into ${feedRows} (dataset_id, row_number, event_id, digest, scope, day)
    select ${datasetId}::uuid, * from unnest(${column(({ row }) => row)}::bigint[], ${column(({ eventId }) => eventId)}::uuid[],
      ${column(({ digest }) => digest)}::text[], ${column(({ scope }) => scope)}::text[], ${column(({ day }) => day)}::date[])
    on conflict (dataset_id, row_number) do update set event_id = excluded.event_id, digest = excluded.digest, scope = excluded.scope, day = excluded.day`)
}
