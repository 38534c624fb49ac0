import { eq, getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../database/database.ts'
import { insertNewRows, insertRows } from '../database/sql/insert.ts'
import { transact } from '../database/sql/transact.ts'
import { claimAttributions, claims } from '../database/tables/claim.ts'
import { codes, eventCodes } from '../database/tables/code.ts'
import { OWN_KINDS, type EventKindName, type OwnKindName } from '../database/tables/event-kinds.ts'
import { eventExternalIds, events, type EventRow } from '../database/tables/event.ts'
import { participations } from '../database/tables/participation.ts'
import { quantities } from '../database/tables/quantity.ts'
import { eventRelations } from '../database/tables/relation.ts'
import { eventStorylines } from '../database/tables/storyline.ts'
import { deriveUuid, readId } from '../database/values/ids.ts'
import { settleCertainty } from './derived/event-certainty.ts'
import { correction as shape, type Correction } from './format/correction.ts'
import type { EventDraft } from './format/event.ts'
import { ReportRefused, type Problem } from './format/problem.ts'
import type { UuidOf } from './format/references.ts'
import { spanOf } from './format/time.ts'
import { problemsIn, say } from './format/zod-messages.ts'
import { expectVersion } from './history/expect-version.ts'
import { reviseEvents, type Deed } from './history/revise.ts'
import { enterHistory } from './history/revisions.ts'
import { checkCorrection } from './resolve/check-correction.ts'
import { readDraft, type StoredDraft } from './resolve/stored-event.ts'
import {
  attributionRows,
  claimRows,
  locationColumns,
  participationRows,
  quantityRows,
  relationRows,
} from './store/event-rows.ts'

/**
 * Corrects a stored event: what it said before stays in its history.
 * @param db a database; the transaction is begun here
 * @param id the event's UUID
 * @param expectedVersion the version that whoever corrects it has seen
 * @param given what is right: see `Correction`
 * @param deed why, and who
 * @throws {EventRefused} where there is no such event, or it is not what it was taken for
 * @throws {ReportRefused} with everything that is wrong with what is given, by paths in it
 */
export const correctEvent = (
  db: Database,
  id: string,
  expectedVersion: number,
  given: unknown,
  deed: Deed,
): Promise<void> =>
  transact(db, async (tx) => {
    await expectVersion(tx, [{ id, expectedVersion }])
    const read = shape.safeParse(given, { error: say })
    if (!read.success) throw new ReportRefused(problemsIn(read.error))
    const correction = read.data
    const { row, draft } = await readDraft(tx, id)
    const problems: Problem[] = []
    const corrected = overlaid(draft, correction)
    const { uuidOf, details } = await checkCorrection(tx, row, corrected, correction, problems)
    if (problems.length > 0) throw new ReportRefused(problems)

    const revisions = await reviseEvents(tx, [id], deed, async () => {
      await writeColumns(tx, row, correction, details, uuidOf)
      await writeParts(tx, id, row.version, corrected as unknown as EventDraft, correction, uuidOf)
      await settleCertainty(tx, [id])
    })
    if (revisions.length === 0) {
      throw new ReportRefused([{ path: [], message: 'changes nothing: the event says so already.' }])
    }
    await enterHistory(tx, revisions)
  })

/** The event as it is to be. A claim that is stored stays itself; a number whose claim is gone has none. */
const overlaid = (draft: StoredDraft, { summary, location, details, ...given }: Correction): StoredDraft => {
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const keyed = { ...named, ...(given.claims && { claims: given.claims.map(withKey) }) }
  const corrected = {
    ...draft,
    ...keyed,
    ...(summary !== undefined && { summary: summary ?? undefined }),
    ...(location !== undefined && { location: location ?? undefined }),
    ...(details !== undefined && { details }),
  } as StoredDraft
  if (given.claims === undefined || given.quantities !== undefined) return corrected
  const kept = new Set(corrected.claims.map(({ key }) => key))
  return {
    ...corrected,
    quantities: corrected.quantities.map(({ claim, ...quantity }) =>
      claim !== undefined && kept.has(claim) ? { ...quantity, claim } : quantity,
    ),
  }
}

const withKey = (claim: StoredDraft['claims'][number]): StoredDraft['claims'][number] => ({
  ...claim,
  ...(claim.key === undefined && claim.claim !== undefined && { key: claim.claim }),
})

const writeColumns = async (
  tx: Database,
  { id, kind: was }: EventRow,
  correction: Correction,
  details: Record<string, unknown> | undefined,
  uuidOf: UuidOf,
): Promise<void> => {
  const { title, summary, realis, polarity, occurred, location, kind = was as EventKindName } = correction
  const span = occurred && spanOf(occurred)
  if (was in OWN_KINDS) await tx.delete(OWN_KINDS[was as OwnKindName].details).where(sql`event_id = ${id}`)
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
  if (details) await tx.insert(OWN_KINDS[kind as OwnKindName].details).values({ ...details, eventId: id } as never)
}

/** Claims, the relations that they are about and the numbers that they state hang together: one given, all are written. */
const writeParts = async (
  tx: Database,
  eventId: string,
  version: number,
  draft: EventDraft,
  given: Correction,
  uuidOf: UuidOf,
): Promise<void> => {
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
        articleId: readId((draft.claims[n] as StoredDraft['claims'][number]).article!)!.uuid,
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
const idsOf = (
  event: Parameters<typeof claimRows>[0],
  version: number,
  uuidOf: UuidOf,
): Map<string | undefined, string> =>
  new Map(
    claimRows(event, uuidOf, NO_ARTICLE).map(({ id }, n) => {
      const { claim } = event.draft.claims[n] as StoredDraft['claims'][number]
      const own = claim && readId(claim)?.uuid
      return [id, own ?? deriveUuid(0, 'claim', event.eventId, String(version + 1), String(n))]
    }),
  )
