import { and, eq, ne } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { claimAttributions, claims } from '../../database/tables/claim.ts'
import { events } from '../../database/tables/event.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import { decidingClaims, deriveCertainty, type Assertion } from './certainty.ts'
import { towardsRealis } from './claim-realis.ts'

/**
 * Recomputes the certainty of events and their relations from their claims. Events without claims, such as those of
 * feeds, and retracted events are not changed. Call it within `reviseEvents`.
 * @param eventIds UUIDs
 */
export async function recomputeCertainty(tx: Database, eventIds: readonly string[]): Promise<void> {
  const rows = await tx
    .select({ claim: claims, agent: claimAttributions.agentId, label: claimAttributions.label })
    .from(claims)
    .leftJoin(
      claimAttributions,
      and(
        eq(claimAttributions.eventId, claims.eventId),
        eq(claimAttributions.claimId, claims.id),
        eq(claimAttributions.ordinal, 0),
      ),
    )
    .where(inUuids(claims.eventId, eventIds))
  const allClaims = rows.map(({ claim, agent, label }) => ({
    ...claim,
    assertion: assertionOf(claim, agent ?? label ?? claim.articleId),
  }))
  const polarities = await tx
    .select({ id: events.id, polarity: events.polarity, realis: events.realis })
    .from(events)
    .where(and(inUuids(events.id, eventIds), ne(events.certainty, 'RETRACTED')))
  for (const { id, polarity, realis } of polarities) {
    const eventClaims = allClaims.filter(({ eventId }) => eventId === id)
    if (eventClaims.length === 0) continue
    const assertions = decidingClaims(eventClaims).map((claim) => towardsRealis(realis, claim.realis, claim.assertion))
    await tx
      .update(events)
      .set({ certainty: deriveCertainty(polarity, assertions) })
      .where(eq(events.id, id))
    const relationAssertions = new Map<string, Assertion[]>()
    for (const { relationKind, relationTargetId, assertion } of eventClaims) {
      if (relationKind === null) continue
      const relation = `${relationKind} ${relationTargetId}`
      relationAssertions.set(relation, [...(relationAssertions.get(relation) ?? []), assertion])
    }
    for (const [relation, claimed] of relationAssertions) {
      const [kind, targetId] = relation.split(' ') as [typeof eventRelations.$inferSelect.kind, string]
      await tx
        .update(eventRelations)
        .set({ certainty: deriveCertainty('POSITIVE', claimed) })
        .where(
          and(eq(eventRelations.eventId, id), eq(eventRelations.kind, kind), eq(eventRelations.targetId, targetId)),
        )
    }
  }
}

function assertionOf({ certainty, polarity, articleId }: typeof claims.$inferSelect, origin: string): Assertion {
  return {
    certainty,
    polarity,
    origin,
    article: articleId,
  }
}
