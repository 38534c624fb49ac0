import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../database/database.ts'
import { insertNewRows, insertRows } from '../database/sql/insert.ts'
import { claimAttributions, claims } from '../database/tables/claim.ts'
import { codes, eventCodes } from '../database/tables/code.ts'
import { TYPED_KINDS, type EventKindName, type TypedKindName } from '../database/tables/event-kinds.ts'
import { eventExternalIds, events, type EventRow } from '../database/tables/event.ts'
import { participations } from '../database/tables/participation.ts'
import { quantities } from '../database/tables/quantity.ts'
import { eventRelations } from '../database/tables/relation.ts'
import { eventStorylines } from '../database/tables/storyline.ts'
import { deriveUuid, parseId } from '../database/values/ids.ts'
import { type Correction } from './format/correction.ts'
import type { EventDraft } from './format/event.ts'
import type { UuidOf } from './format/references.ts'
import { spanOf } from './format/time.ts'
import { type StoredEvent } from './resolve/stored-event.ts'
import {
  attributionRows,
  claimRows,
  locationColumns,
  participationRows,
  quantityRows,
  relationRows,
} from './store/event-rows.ts'

export async function writeColumns(
  tx: Database,
  { id, kind: was }: EventRow,
  correction: Correction,
  details: Record<string, unknown> | undefined,
  uuidOf: UuidOf,
): Promise<void> {
  const { title, summary, realis, polarity, occurred, location, kind = was as EventKindName } = correction
  const span = occurred && spanOf(occurred)
  if (was in TYPED_KINDS) await tx.delete(TYPED_KINDS[was as TypedKindName].details).where(sql`event_id = ${id}`)
  await tx
    .update(events)
    .set({
      kind,
      ...(title !== undefined && { title }),
      ...(summary !== undefined && { summary }),
      ...(realis !== undefined && { realis }),
      ...(polarity !== undefined && { polarity }),
      ...(location !== undefined && locationColumns(location ?? undefined, uuidOf)),
      ...(occurred &&
        span && {
          edtf: occurred.edtf,
          earliest: span.earliest,
          latest: span.latest,
          timePrecision: span.precision,
          timeBasis: occurred.basis,
          timeText: occurred.text ?? null,
        }),
    })
    .where(eq(events.id, id))
  if (details) await tx.insert(TYPED_KINDS[kind as TypedKindName].details).values({ ...details, eventId: id } as never)
}

/** Claims, the relations that they are about and the numbers that they state hang together: one given, all are written. */
export async function writeParts(
  tx: Database,
  eventId: string,
  version: number,
  draft: EventDraft,
  given: Correction,
  uuidOf: UuidOf,
): Promise<void> {
  const event = { draft, eventId, certainty: 'REPORTED' as const, occurredSort: '-infinity' }
  const empty = (table: PgTable) => tx.delete(table).where(sql`${getTableColumns(table)['eventId']} = ${eventId}`)
  if (given.participations) {
    await empty(participations)
    await insertRows(tx, participations, participationRows(event, uuidOf))
  }
  if (given.claims ?? given.relations ?? given.quantities) {
    for (const table of [quantities, claimAttributions, claims, eventRelations]) await empty(table)
    const ids = idsOf(event, version, uuidOf)
    const stands = <Row extends object>(row: Row, ...keys: (keyof Row)[]): Row => ({
      ...row,
      ...Object.fromEntries(keys.map((key) => [key, ids.get(row[key] as string) ?? row[key]])),
    })
    await insertRows(tx, eventRelations, relationRows(event, uuidOf, NO_ARTICLE))
    await insertRows(
      tx,
      claims,
      claimRows(event, uuidOf, NO_ARTICLE).map((row, n) => ({
        ...stands(row, 'id'),
        articleId: parseId((draft.claims[n] as StoredEvent['claims'][number]).article!)!.uuid,
      })),
    )
    await insertRows(
      tx,
      claimAttributions,
      attributionRows(event, uuidOf).map((row) => stands(row, 'claimId')),
    )
    await insertRows(
      tx,
      quantities,
      quantityRows(event).map((row) => stands(row, 'claimId')),
    )
  }
  if (given.codes) {
    await empty(eventCodes)
    const labelled = given.codes.flatMap(({ label, ...code }) => (label === undefined ? [] : [{ ...code, label }]))
    await insertNewRows(tx, codes, labelled)
    await insertNewRows(
      tx,
      eventCodes,
      given.codes.map(({ scheme, code }) => ({ eventId, scheme, code })),
    )
  }
  if (given.externalIds) {
    await empty(eventExternalIds)
    await insertRows(
      tx,
      eventExternalIds,
      given.externalIds.map((externalId) => ({ eventId, ...externalId })),
    )
  }
  if (given.storylines) {
    await empty(eventStorylines)
    await insertNewRows(
      tx,
      eventStorylines,
      given.storylines.map((id) => ({ eventId, storylineId: uuidOf('storyline', id), occurredSort: '-infinity' })),
    )
  }
}

/** Each claim has an article of its own. */
const NO_ARTICLE = { datasetId: '', articleId: '', publisherId: null, by: '' }

/** A claim that is stored keeps its id; one more is given another than any of the event has had. */
function idsOf(
  event: Parameters<typeof claimRows>[0],
  version: number,
  uuidOf: UuidOf,
): Map<string | undefined, string> {
  return new Map(
    claimRows(event, uuidOf, NO_ARTICLE).map(({ id }, n) => {
      const { claim } = event.draft.claims[n] as StoredEvent['claims'][number]
      const own = claim && parseId(claim)?.uuid
      return [id, own ?? deriveUuid(0, 'claim', event.eventId, String(version + 1), String(n))]
    }),
  )
}
