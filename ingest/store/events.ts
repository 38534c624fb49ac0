import type { Database } from '../../database/database.ts'
import { insertNewRows, insertRows } from '../../database/sql/insert.ts'
import { claimAttributions, claims } from '../../database/tables/claim.ts'
import { codes, eventCodes } from '../../database/tables/code.ts'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { eventExternalIds, events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { participations } from '../../database/tables/participation.ts'
import { quantities } from '../../database/tables/quantity.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { deriveEvents } from '../derived/derive.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { appendRevisions } from '../history/revisions.ts'
import {
  attributionRows,
  claimRows,
  prepareEvent,
  eventRow,
  participationRows,
  quantityRows,
  relationRows,
  type PreparedEvent,
  type ReportSource,
} from './event-rows.ts'

/**
 * Inserts the events of a report with all their parts, their rows in the derived tables and their first revisions.
 * @param tx a transaction in which the references of the report are stored
 * @param report a checked document
 */
export async function writeEvents(
  tx: Database,
  report: ReportDocument,
  uuidOf: UuidOf,
  source: ReportSource,
): Promise<void> {
  const prepared = report.events.map((draft) => prepareEvent(draft, uuidOf, source))
  await insertRows(
    tx,
    events,
    prepared.map((event) => eventRow(event, uuidOf, source)),
  )
  await writeDetails(tx, prepared)
  await insertRows(
    tx,
    participations,
    prepared.flatMap((event) => participationRows(event, uuidOf)),
  )
  await insertRows(
    tx,
    eventRelations,
    prepared.flatMap((event) => relationRows(event, uuidOf, source)),
  )
  await insertRows(
    tx,
    claims,
    prepared.flatMap((event) => claimRows(event, uuidOf, source)),
  )
  await insertRows(
    tx,
    claimAttributions,
    prepared.flatMap((event) => attributionRows(event, uuidOf)),
  )
  await insertRows(tx, quantities, prepared.flatMap(quantityRows))
  await writeCodes(tx, prepared)
  await writeLinks(tx, prepared, uuidOf, source)
  await deriveEvents(
    tx,
    prepared.map(({ eventId }) => eventId),
  )
  await appendRevisions(
    tx,
    prepared.map(({ eventId }) => ({ eventId, version: 1, kind: 'CREATED', by: source.by })),
  )
}

async function writeDetails(tx: Database, prepared: readonly PreparedEvent[]): Promise<void> {
  for (const kind of Object.keys(TYPED_KINDS) as TypedKindName[]) {
    const rows = prepared.flatMap(({ draft, eventId }) => (draft.kind === kind ? [{ ...draft.details, eventId }] : []))
    // The details were validated against the columns of this table.
    await insertRows(tx, TYPED_KINDS[kind].details, rows as never)
  }
}

async function writeCodes(tx: Database, prepared: readonly PreparedEvent[]): Promise<void> {
  const rows = prepared.flatMap(({ draft, eventId }) => draft.codes.map((code) => ({ eventId, ...code })))
  await insertNewRows(
    tx,
    codes,
    rows.flatMap(({ scheme, code, label }) => (label === undefined ? [] : [{ scheme, code, label }])),
  )
  await insertNewRows(
    tx,
    eventCodes,
    rows.map(({ eventId, scheme, code }) => ({ eventId, scheme, code })),
  )
}

async function writeLinks(
  tx: Database,
  prepared: readonly PreparedEvent[],
  uuidOf: UuidOf,
  source: ReportSource,
): Promise<void> {
  const { articleId, publisherId } = source
  await insertRows(
    tx,
    eventExternalIds,
    prepared.flatMap(({ draft, eventId }) => draft.externalIds.map((externalId) => ({ eventId, ...externalId }))),
  )
  await insertNewRows(
    tx,
    eventStorylines,
    prepared.flatMap(({ draft, eventId, occurredSort }) =>
      draft.storylines.map((key) => ({ eventId, storylineId: uuidOf('storyline', key), occurredSort })),
    ),
  )
  await insertRows(
    tx,
    mentions,
    prepared.map(({ draft, eventId, occurredSort }) => {
      return { eventId, articleId, publisherId, sentence: draft.claims[0]?.quote.sentence, occurredSort }
    }),
  )
}
