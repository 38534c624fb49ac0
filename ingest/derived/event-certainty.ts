import { and, eq, ne } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { claimAttributions, claims } from '../../database/tables/claim.ts'
import { events } from '../../database/tables/event.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import { decidingOf, deriveCertainty, type Assertion } from './certainty.ts'

/**
 * Derives anew, from the claims as they are now, how sure events and their relations are. An event without claims, such
 * as that of a feed, and one that is taken back stay what they are.
 * @param tx a transaction, within `reviseEvents`
 * @param eventIds their UUIDs
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
  const told = rows.map(({ claim, agent, label }) => ({
    ...claim,
    assertion: assertionOf(claim, agent ?? label ?? claim.articleId),
  }))
  const polarities = await tx
    .select({ id: events.id, polarity: events.polarity })
    .from(events)
    .where(and(inUuids(events.id, eventIds), ne(events.certainty, 'RETRACTED')))
  for (const { id, polarity } of polarities) {
    const ofEvent = told.filter(({ eventId }) => eventId === id)
    if (ofEvent.length === 0) continue
    const deciding = decidingOf(ofEvent).map(({ assertion }) => assertion)
    await tx
      .update(events)
      .set({ certainty: deriveCertainty(polarity, deciding) })
      .where(eq(events.id, id))
    const spokenOf = new Map<string, Assertion[]>()
    for (const { relationKind, relationTargetId, assertion } of ofEvent) {
      if (relationKind === null) continue
      const relation = `${relationKind} ${relationTargetId}`
      spokenOf.set(relation, [...(spokenOf.get(relation) ?? []), assertion])
    }
    for (const [relation, assertions] of spokenOf) {
      const [kind, targetId] = relation.split(' ') as [typeof eventRelations.$inferSelect.kind, string]
      await tx
        .update(eventRelations)
        .set({ certainty: deriveCertainty('POSITIVE', assertions) })
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
