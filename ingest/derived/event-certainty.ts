import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { claims, type ClaimRow } from '../../database/tables/claim.ts'
import { events } from '../../database/tables/event.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import type { SourceClaim } from '../origins/origins.ts'
import { countOrigins, decidingClaims, deriveCertainty, standingClaims, sidesOf, type Certainty } from './certainty.ts'
import { towardsRealis } from './claim-realis.ts'
import { readSources } from './claim-sources.ts'

type Polarity = ClaimRow['polarity']

/**
 * Recomputes the certainty of events and their relations, and the number of origins, from their claims. The certainty of
 * events without claims, such as those of feeds, and of retracted events is not changed. Call it within `reviseEvents`.
 * @param eventIds UUIDs
 */
export async function recomputeCertainty(tx: Database, eventIds: readonly string[]): Promise<void> {
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
  const polarities = await tx
    .select({ id: events.id, polarity: events.polarity, realis: events.realis })
    .from(events)
    .where(and(inUuids(events.id, eventIds), ne(events.certainty, 'RETRACTED')))
  for (const { id, polarity, realis } of polarities) {
    const eventClaims = claimsByEvent.get(id) ?? []
    if (eventClaims.length === 0) {
      await tx.update(events).set({ independentOriginCount: 1 }).where(eq(events.id, id))
      continue
    }
    const deciding = decidingClaims(eventClaims).map((claim) => towardsRealis(realis, claim.realis, claim))
    const { certainty, originCount } = await deriveFrom(tx, polarity, deciding)
    await tx.update(events).set({ certainty, independentOriginCount: originCount }).where(eq(events.id, id))
    await recomputeRelations(tx, id, eventClaims)
  }
}

async function recomputeRelations(tx: Database, eventId: string, eventClaims: readonly ClaimRow[]): Promise<void> {
  const claimsByRelation = new Map<string, ClaimRow[]>()
  for (const claim of eventClaims) {
    if (claim.relationKind === null) continue
    const relation = `${claim.relationKind} ${claim.relationTargetId}`
    claimsByRelation.set(relation, [...(claimsByRelation.get(relation) ?? []), claim])
  }
  for (const [relation, claimed] of claimsByRelation) {
    const [kind = '', targetId = ''] = relation.split(' ')
    const { certainty } = await deriveFrom(tx, 'POSITIVE', claimed)
    await tx
      .update(eventRelations)
      .set({ certainty })
      .where(
        and(
          eq(eventRelations.eventId, eventId),
          sql`${eventRelations.kind} = ${kind}`,
          eq(eventRelations.targetId, targetId),
        ),
      )
  }
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
