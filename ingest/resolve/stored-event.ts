import { eq, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { claimAttributions, claims } from '../../database/tables/claim.ts'
import { eventCodes } from '../../database/tables/code.ts'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { eventExternalIds, events, type EventRow } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { quantities } from '../../database/tables/quantity.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { toId } from '../../database/values/ids.ts'
import type { CorrectedClaim } from '../format/correction.ts'
import { dropNulls } from '../format/drop-nulls.ts'
import type { EventDraft } from '../format/event.ts'

/** A stored event in the shape of an event of a report. References are public ids, and claims carry their own ids. */
export type StoredEvent = Omit<EventDraft, 'claims' | 'details'> & {
  claims: CorrectedClaim[]
  details?: Record<string, unknown>
}

/**
 * Reads a stored event.
 * @param id UUID
 * @throws {RangeError} if there is no event with this id
 */
export async function readStoredEvent(tx: Database, id: string): Promise<{ row: EventRow; draft: StoredEvent }> {
  const [row] = await tx.select().from(events).where(eq(events.id, id))
  if (row === undefined) throw new RangeError(`There is no event ${id}.`)
  const readPart = async <Table extends PgTable & { eventId: PgColumn }>(table: Table, order: PgColumn[] = []) =>
    (await tx
      .select()
      .from(table as PgTable)
      .where(sql`${table.eventId} = ${id}`)
      .orderBy(...order)) as Table['$inferSelect'][]
  const attributions = await readPart(claimAttributions, [claimAttributions.ordinal])
  const draft = {
    key: toId('event', id),
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    realis: row.realis,
    polarity: row.polarity,
    occurred: { edtf: row.edtf, basis: row.timeBasis, text: row.timeText },
    details: await readDetails(tx, row),
    participations: (await readPart(participations, [participations.ordinal])).map(
      ({ actorId, officeId, ...participation }) => ({
        ...participation,
        actor: toId('actor', actorId),
        office: officeId && toId('office', officeId),
      }),
    ),
    claims: (await readPart(claims, [claims.ordinal])).map((claim) => ({
      ...claim,
      key: toId('claim', claim.id),
      claim: toId('claim', claim.id),
      article: toId('article', claim.articleId),
      relation: claim.relationKind &&
        claim.relationTargetId && { kind: claim.relationKind, event: toId('event', claim.relationTargetId) },
      quote: {
        exact: claim.quoteExact,
        prefix: claim.quotePrefix,
        suffix: claim.quoteSuffix,
        start: claim.quoteStart,
        end: claim.quoteEnd,
        sentence: claim.quoteSentence,
      },
      attribution: attributions
        .filter(({ claimId }) => claimId === claim.id)
        .map(({ agentId, label, verb, mode }) => ({ agent: agentId && toId('actor', agentId), label, verb, mode })),
    })),
    quantities: (await readPart(quantities, [quantities.ordinal])).map(({ claimId, ...quantity }) => ({
      ...quantity,
      claim: claimId && toId('claim', claimId),
    })),
    relations: (await readPart(eventRelations)).map(({ targetId, ...relation }) => ({
      ...relation,
      event: toId('event', targetId),
    })),
    codes: await readPart(eventCodes),
    externalIds: await readPart(eventExternalIds),
    storylines: (await readPart(eventStorylines)).map(({ storylineId }) => toId('storyline', storylineId)),
  }
  // A report must not state the certainty of a relation that claims are about: it is derived from the claims.
  const claimedRelations = new Set(draft.claims.map(({ relation }) => relation && `${relation.kind} ${relation.event}`))
  const relations = draft.relations.map(({ certainty, ...relation }) =>
    claimedRelations.has(`${relation.kind} ${relation.event}`) ? relation : { ...relation, certainty },
  )
  return { row, draft: dropNulls({ ...draft, relations }) as StoredEvent }
}

async function readDetails(tx: Database, { id, kind }: EventRow): Promise<Record<string, unknown> | undefined> {
  if (!(kind in TYPED_KINDS)) return undefined
  const { details: table } = TYPED_KINDS[kind as TypedKindName]
  const [row] = (await tx
    .select()
    .from(table)
    .where(sql`event_id = ${id}`)) as Record<string, unknown>[]
  const { eventId: _id, kind: _kind, ...details } = row ?? {}
  return details
}
