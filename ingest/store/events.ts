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
 * Stores the events of a report with all that belongs to them.
 * @param tx a transaction in which the report's references are stored
 * @param report a checked document
 * @param uuidOf what its references mean
 * @param source what its events have in common
 */
export async function writeEvents(
  tx: Database,
  report: ReportDocument,
  uuidOf: UuidOf,
  source: ReportSource,
): Promise<void> {
  const all = report.events.map((draft) => prepareEvent(draft, uuidOf, source))
  await insertRows(
    tx,
    events,
    all.map((event) => eventRow(event, uuidOf, source)),
  )
  await writeDetails(tx, all)
  await insertRows(
    tx,
    participations,
    all.flatMap((event) => participationRows(event, uuidOf)),
  )
  await insertRows(
    tx,
    eventRelations,
    all.flatMap((event) => relationRows(event, uuidOf, source)),
  )
  await insertRows(
    tx,
    claims,
    all.flatMap((event) => claimRows(event, uuidOf, source)),
  )
  await insertRows(
    tx,
    claimAttributions,
    all.flatMap((event) => attributionRows(event, uuidOf)),
  )
  await insertRows(tx, quantities, all.flatMap(quantityRows))
  await writeCodes(tx, all)
  await writeLinks(tx, all, uuidOf, source)
  await deriveEvents(
    tx,
    all.map(({ eventId }) => eventId),
  )
  await appendRevisions(
    tx,
    all.map(({ eventId }) => ({ eventId, version: 1, kind: 'CREATED', by: source.by })),
  )
}

async function writeDetails(tx: Database, all: readonly PreparedEvent[]): Promise<void> {
  for (const kind of Object.keys(TYPED_KINDS) as TypedKindName[]) {
    const rows = all.flatMap(({ draft, eventId }) => (draft.kind === kind ? [{ ...draft.details, eventId }] : []))
    // The details of a draft were checked against this very table's columns.
    await insertRows(tx, TYPED_KINDS[kind].details, rows as never)
  }
}

async function writeCodes(tx: Database, all: readonly PreparedEvent[]): Promise<void> {
  const given = all.flatMap(({ draft, eventId }) => draft.codes.map((code) => ({ eventId, ...code })))
  await insertNewRows(
    tx,
    codes,
    given.flatMap(({ scheme, code, label }) => (label === undefined ? [] : [{ scheme, code, label }])),
  )
  await insertNewRows(
    tx,
    eventCodes,
    given.map(({ eventId, scheme, code }) => ({ eventId, scheme, code })),
  )
}

async function writeLinks(
  tx: Database,
  all: readonly PreparedEvent[],
  uuidOf: UuidOf,
  source: ReportSource,
): Promise<void> {
  const { articleId, publisherId } = source
  await insertRows(
    tx,
    eventExternalIds,
    all.flatMap(({ draft, eventId }) => draft.externalIds.map((externalId) => ({ eventId, ...externalId }))),
  )
  await insertNewRows(
    tx,
    eventStorylines,
    all.flatMap(({ draft, eventId, occurredSort }) =>
      draft.storylines.map((key) => ({ eventId, storylineId: uuidOf('storyline', key), occurredSort })),
    ),
  )
  await insertRows(
    tx,
    mentions,
    all.map(({ draft, eventId, occurredSort }) => {
      const { sentence } = draft.claims[0]!.quote
      return { eventId, articleId, publisherId, sentence, occurredSort }
    }),
  )
}
