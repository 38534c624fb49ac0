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
import { deriveUuid } from '../database/values/ids.ts'
import type { CorrectedClaim, Correction } from './format/correction.ts'
import type { EventDraft } from './format/event.ts'
import type { UuidOf } from './format/references.ts'
import { spanOf } from './format/time.ts'
import { uuidOfId } from './resolve/stored-ids.ts'
import {
  attributionRows,
  claimRows,
  locationColumns,
  participationRows,
  quantityRows,
  relationRows,
  type PreparedEvent,
} from './store/event-rows.ts'

/**
 * The source that the row functions ask for. Its values are never stored, because the articles of a correction differ
 * by claim: `writeParts` sets `articleId` itself. The row functions also ask for the certainty and the sort time of the
 * event; placeholders stand there too, as `recomputeCertainty` and `changeEvents` set both after the correction.
 */
const NO_ARTICLE = { datasetId: '', articleId: '', publisherId: null, by: '' }

/** Updates the columns of an event that are corrected, and replaces the row with the fields that only its kind has. */
export async function writeColumns(
  tx: Database,
  { id, kind: storedKind }: EventRow,
  correction: Correction,
  details: Record<string, unknown> | undefined,
  uuidOf: UuidOf,
): Promise<void> {
  const { title, summary, realis, polarity, occurred, location, kind = storedKind as EventKindName } = correction
  const span = occurred && spanOf(occurred)
  if (storedKind in TYPED_KINDS) {
    await tx.delete(TYPED_KINDS[storedKind as TypedKindName].details).where(sql`event_id = ${id}`)
  }
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
  // The details were validated against the columns of this table.
  if (details) await tx.insert(TYPED_KINDS[kind as TypedKindName].details).values({ ...details, eventId: id } as never)
}

/**
 * Replaces the lists of an event that are corrected. Claims, relations and quantities refer to each other, so a
 * correction of one of them rewrites all three.
 * @param version of the event before the correction
 * @param draft the event after the correction
 */
export async function writeParts(
  tx: Database,
  eventId: string,
  version: number,
  draft: EventDraft,
  correction: Correction,
  uuidOf: UuidOf,
): Promise<void> {
  const event = { draft, eventId, certainty: 'REPORTED' as const, occurredSort: '-infinity' }
  const deleteRows = (table: PgTable) => tx.delete(table).where(sql`${getTableColumns(table)['eventId']} = ${eventId}`)
  if (correction.participations) {
    await deleteRows(participations)
    await insertRows(tx, participations, participationRows(event, uuidOf))
  }
  if (correction.claims ?? correction.relations ?? correction.quantities) {
    for (const table of [quantities, claimAttributions, claims, eventRelations]) await deleteRows(table)
    await insertRows(tx, eventRelations, relationRows(event, uuidOf, NO_ARTICLE))
    await writeClaims(tx, event, version, uuidOf)
  }
  if (correction.codes) {
    await deleteRows(eventCodes)
    const labelledCodes = correction.codes.flatMap(({ label, ...code }) =>
      label === undefined ? [] : [{ ...code, label }],
    )
    await insertNewRows(tx, codes, labelledCodes)
    await insertNewRows(
      tx,
      eventCodes,
      correction.codes.map(({ scheme, code }) => ({ eventId, scheme, code })),
    )
  }
  if (correction.externalIds) {
    await deleteRows(eventExternalIds)
    await insertRows(
      tx,
      eventExternalIds,
      correction.externalIds.map((externalId) => ({ eventId, ...externalId })),
    )
  }
  if (correction.storylines) {
    await deleteRows(eventStorylines)
    await insertNewRows(
      tx,
      eventStorylines,
      correction.storylines.map((id) => ({
        eventId,
        storylineId: uuidOf('storyline', id),
        occurredSort: event.occurredSort,
      })),
    )
  }
}

/**
 * Inserts the claims of a corrected event with their attributions and quantities. The row functions derive the id of a
 * claim from its position, which a correction can change. A stored claim therefore gets its stored id back; a new claim
 * gets an id that no claim of an earlier version had.
 */
async function writeClaims(tx: Database, event: PreparedEvent, version: number, uuidOf: UuidOf): Promise<void> {
  const claimIds = new Map<string, string>()
  const idOf = (derivedId: string) => claimIds.get(derivedId) ?? derivedId
  const drafts: readonly CorrectedClaim[] = event.draft.claims
  const rows = claimRows(event, uuidOf, NO_ARTICLE).map((row, n) => {
    const { claim, article } = drafts[n] ?? {}
    if (article === undefined) throw new RangeError(`Claim ${n} of the correction has no article.`)
    const id = claim ? uuidOfId(claim) : deriveUuid(0, 'claim', event.eventId, String(version + 1), String(n))
    claimIds.set(row.id, id)
    return { ...row, id, articleId: uuidOfId(article) }
  })
  await insertRows(tx, claims, rows)
  await insertRows(
    tx,
    claimAttributions,
    attributionRows(event, uuidOf).map((row) => ({ ...row, claimId: idOf(row.claimId) })),
  )
  await insertRows(
    tx,
    quantities,
    quantityRows(event).map((row) => ({ ...row, claimId: row.claimId ? idOf(row.claimId) : null })),
  )
}
