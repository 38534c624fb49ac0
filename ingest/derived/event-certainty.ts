import { and, asc, eq, ne, or, sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { claims, type ClaimRow } from '../../database/tables/claim.ts'
import { events } from '../../database/tables/event.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import type { SourceClaim } from '../origins/origins.ts'
import { countOrigins, decidingClaims, deriveCertainty, standingClaims, sidesOf, type Certainty } from './certainty.ts'
import { towardsRealis } from './claim-realis.ts'
import { readSources } from './claim-sources.ts'
import { inScope, type EventScope } from './scope.ts'

type Polarity = ClaimRow['polarity']

/** What the claims of an event decide. */
export interface DerivedCertainty {
  /** UUID of the event. */
  id: string
  certainty: Certainty
  originCount: number
  /** The certainty of the relations that claims are about. */
  relations: { kind: string; targetId: string; certainty: Certainty }[]
}

/**
 * Derives the certainty of events and their relations, and the number of origins, from their claims. It changes nothing.
 * @param eventIds UUIDs
 * @returns one entry for each event that has claims and is not retracted
 */
export async function deriveCertainties(tx: Database, eventIds: readonly string[]): Promise<DerivedCertainty[]> {
  const claimsByEvent = new Map<string, ClaimRow[]>()
  const rows = await tx
    .select()
    .from(claims)
    .where(inUuids(claims.eventId, eventIds))
    .orderBy(asc(claims.eventId), asc(claims.ordinal))
  for (const claim of rows) {
    const ofEvent = claimsByEvent.get(claim.eventId)
    if (ofEvent === undefined) claimsByEvent.set(claim.eventId, [claim])
    else ofEvent.push(claim)
  }
  const stored = await tx
    .select({ id: events.id, polarity: events.polarity, realis: events.realis })
    .from(events)
    .where(and(inUuids(events.id, [...claimsByEvent.keys()]), ne(events.certainty, 'RETRACTED')))
  const derived: DerivedCertainty[] = []
  for (const { id, polarity, realis } of stored) {
    const eventClaims = claimsByEvent.get(id) ?? []
    const deciding = decidingClaims(eventClaims).map((claim) => towardsRealis(realis, claim.realis, claim))
    const relations = await deriveRelations(tx, eventClaims)
    derived.push({ id, ...(await deriveFrom(tx, polarity, deciding)), relations })
  }
  return derived
}

/**
 * Recomputes the certainty of events and their relations, and the number of origins, from their claims. The certainty of
 * events without claims, such as those of feeds, and of retracted events is not changed. Call it within `reviseEvents`.
 * @param eventIds UUIDs
 */
export async function recomputeCertainty(tx: Database, eventIds: readonly string[]): Promise<void> {
  await countDatasetAsOrigin(tx, eventIds)
  for (const { id, certainty, originCount, relations } of await deriveCertainties(tx, eventIds)) {
    // A row that is written again, though nothing changes, is written to every index of events.
    const isChanged = or(ne(events.certainty, certainty), ne(events.independentOriginCount, originCount))
    await tx
      .update(events)
      .set({ certainty, independentOriginCount: originCount })
      .where(and(eq(events.id, id), isChanged))
    for (const relation of relations) {
      await tx
        .update(eventRelations)
        .set({ certainty: relation.certainty })
        .where(
          and(
            eq(eventRelations.eventId, id),
            sql`${eventRelations.kind} = ${relation.kind}`,
            eq(eventRelations.targetId, relation.targetId),
          ),
        )
    }
  }
}

/** Of an event without claims, its dataset is the only origin. */
export async function countDatasetAsOrigin(tx: Database, scope: EventScope): Promise<void> {
  await tx.execute(sql`update ${events} e set independent_origin_count = 1
    where ${inScope(scope, sql`e.id`)} and ${isCountedWithoutClaims()}`)
}

/** The condition that an event `e` has no claims and a wrong number of origins. */
export function isCountedWithoutClaims(): SQL {
  return sql`e.independent_origin_count <> 1 and e.certainty <> 'RETRACTED'
    and not exists (select 1 from ${claims} c where c.event_id = e.id)`
}

async function deriveRelations(tx: Database, eventClaims: readonly ClaimRow[]): Promise<DerivedCertainty['relations']> {
  const claimsByRelation = new Map<string, ClaimRow[]>()
  for (const claim of eventClaims) {
    if (claim.relationKind === null) continue
    const relation = `${claim.relationKind} ${claim.relationTargetId}`
    claimsByRelation.set(relation, [...(claimsByRelation.get(relation) ?? []), claim])
  }
  const relations: DerivedCertainty['relations'] = []
  for (const [relation, claimed] of claimsByRelation) {
    const [kind = '', targetId = ''] = relation.split(' ')
    const { certainty } = await deriveFrom(tx, 'POSITIVE', claimed)
    relations.push({ kind, targetId, certainty })
  }
  return relations
}

/** Derives from claims; the texts are only read if the claims may have several origins. */
async function deriveFrom(
  tx: Database,
  polarity: Polarity,
  claimed: readonly ClaimRow[],
): Promise<{ certainty: Certainty; originCount: number }> {
  const { asserting } = sidesOf(polarity, standingClaims(claimed))
  const articleCount = new Set(asserting.map(({ articleId }) => articleId)).size
  const sources: (ClaimRow & SourceClaim)[] = articleCount > 1 ? await readSources(tx, claimed) : []
  const originCount = articleCount > 1 ? countOrigins(polarity, sources) : articleCount
  return { certainty: deriveCertainty(polarity, claimed, originCount), originCount }
}
