import { sql } from 'drizzle-orm'
import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../database/database.ts'
import { contentOf, type JsonRow } from '../../database/sql/json-rows.ts'
import type { ClaimAttributionRow, ClaimRow } from '../../database/tables/claim.ts'
import type { EventCodeRow } from '../../database/tables/code.ts'
import type { EventCodingRow } from '../../database/tables/coding.ts'
import { mentions } from '../../database/tables/mention.ts'
import type { EventRelationRow } from '../../database/tables/relation.ts'
import { diffSnapshots } from '../../ingest/history/diff.ts'
import { snapshotOf } from '../../ingest/history/snapshot.ts'
import { attributionsPart } from '../../ingest/parts/attributions.ts'
import { claimsPart } from '../../ingest/parts/claims.ts'
import { codesPart } from '../../ingest/parts/codes.ts'
import { codingsPart, firstLocation } from '../../ingest/parts/codings.ts'
import { mentionsPart } from '../../ingest/parts/mentions.ts'
import { distinct, type PartRows } from '../../ingest/parts/part.ts'
import { readEvents, type EventRows } from '../../ingest/parts/read-events.ts'
import { relationsPart } from '../../ingest/parts/relations.ts'
import type { EventChange } from '../../ingest/store/events.ts'
import type { IncomingRow } from '../feed/batches.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import type { ChangedEvent, EventWithRows } from './classify-rows.ts'
import { claimIdsOf, partsOfEveryRow, rowsOf, rowsOfEveryRow } from './event-rows.ts'
import type { StoredReferences } from './references.ts'

/**
 * Finds the stored events that differ from their changed rows, and the changes that they need. The content of an event
 * follows from all of its rows, in the batch or stored. The order in which they arrive does not matter.
 */
export async function findCorrections(
  tx: Database,
  source: FeedSource,
  references: StoredReferences,
  changedEvents: readonly ChangedEvent[],
): Promise<EventChange[]> {
  const stored = await readEvents(
    tx,
    changedEvents.map(({ event }) => event.id),
  )
  return changedEvents.flatMap((changed): EventChange[] => {
    const before = stored.get(changed.event.id)
    if (before === undefined) throw new Error(`Event ${changed.event.id} has rows but is not stored.`)
    return changed.role === 'DESCRIBES'
      ? correctionOf(changed, before, source, references)
      : [additionTo(changed, before, references)]
  })
}

/** The correction of an event by the row that describes it; none if the event stays the same. */
function correctionOf(
  { event: draft, rows: incoming, hasOtherRows }: ChangedEvent,
  before: EventRows,
  source: FeedSource,
  references: StoredReferences,
): EventChange[] {
  const rows = rowsOf(draft, references, source)
  const { [mentionsPart.name]: mentionRows = [], ...stated } = rows.parts
  const claimed = claimsWithMerged(draft.id, before.parts, stated)
  const parts = { ...stated, ...claimed, ...relationsWithClaimed(before.parts, stated, claimed) }
  const isOneOfMany = hasOtherRows || draft.codings !== undefined
  const replaced = isOneOfMany ? { ...parts, ...partsOfAllRows(before.parts, rows.parts, incoming) } : parts
  const location = firstLocation(codingsIn(replaced))
  const { id, datasetId: _dataset, mentionCount: _mentions, publisherCount: _publishers, ...own } = rows.event
  const columns = { ...own, ...location }
  const after = snapshotOf({
    ...rows,
    event: { ...rows.event, ...location },
    parts: source.listsAllMentions ? { ...replaced, [mentionsPart.name]: mentionRows } : replaced,
  })
  if (diffSnapshots(snapshotOf(before), after).length === 0) return []
  return [{ id, own: { storedKind: before.event.kind, kind: draft.kind, columns, details: rows.details }, replaced }]
}

/** The claims of a row, then those of other events that were merged into its event; none if the feed has no claims. */
function claimsWithMerged(eventId: string, stored: PartRows, stated: PartRows): PartRows {
  if (stated[claimsPart.name] === undefined) return {}
  const own = new Set(claimIdsOf(eventId))
  const claimsIn = (parts: PartRows) => (parts[claimsPart.name] ?? []) as ClaimRow[]
  const merged = claimsIn(stored).filter(({ id }) => !own.has(id))
  const mergedIds = new Set(merged.map(({ id }) => id))
  const attributions = (stored[attributionsPart.name] ?? []) as ClaimAttributionRow[]
  return {
    [claimsPart.name]: [...claimsIn(stated), ...merged].map((claim, ordinal) => ({ ...claim, ordinal })),
    [attributionsPart.name]: [
      ...((stated[attributionsPart.name] ?? []) as ClaimAttributionRow[]),
      ...attributions.filter(({ claimId }) => mergedIds.has(claimId)),
    ],
  }
}

/**
 * The relations of a row, then the stored ones that the claims of merged events are about. Claims refer to relations, so
 * those of a feed without quotes are written again with them.
 */
function relationsWithClaimed(stored: PartRows, stated: PartRows, claimed: PartRows): PartRows {
  const own = stated[relationsPart.name] as EventRelationRow[] | undefined
  if (own === undefined) return {}
  const keyOf = (kind: string | null, targetId: string | null) => `${kind} ${targetId}`
  const { [claimsPart.name]: storedClaims = [], [attributionsPart.name]: storedAttributions = [] } = stored
  const kept = { [claimsPart.name]: storedClaims, [attributionsPart.name]: storedAttributions, ...claimed }
  const claims = (kept[claimsPart.name] ?? []) as ClaimRow[]
  const keys = new Set(claims.map(({ relationKind, relationTargetId }) => keyOf(relationKind, relationTargetId)))
  for (const { kind, targetId } of own) keys.delete(keyOf(kind, targetId))
  const needed = ((stored[relationsPart.name] ?? []) as EventRelationRow[]).filter(({ kind, targetId }) =>
    keys.has(keyOf(kind, targetId)),
  )
  return { ...kept, [relationsPart.name]: [...own, ...needed] }
}

/** What rows add to an event that another row describes. Only an event of the feed itself can get another first location. */
function additionTo(
  { event: draft, rows: incoming, role }: ChangedEvent,
  before: EventRows,
  references: StoredReferences,
): EventChange {
  const replaced = partsOfAllRows(before.parts, rowsOfEveryRow(draft, references), incoming)
  const [locationBefore, location] = [before.parts, replaced].map((parts) => firstLocation(codingsIn(parts)))
  const isMoved = role === 'ADDS' && location && !isDeepStrictEqual(location, locationBefore)
  return { id: draft.id, replaced, ...(isMoved && { columns: location }) }
}

/** The rows of the parts that every row of a feed adds to, after the incoming rows have replaced what they said before. */
function partsOfAllRows(stored: PartRows, added: PartRows, incoming: readonly IncomingRow[]): PartRows {
  const numbers = new Set(incoming.map(({ rowNumber }) => rowNumber))
  const storedCodings = codingsIn(stored)
  const keptCodings = storedCodings.filter(({ rowNumber }) => !numbers.has(rowNumber))
  const codes = new Set([...keptCodings, ...codingsIn(added)].map(({ code }) => code))
  const goneCodes = new Set(storedCodings.map(({ code }) => code).filter((code) => !codes.has(code)))
  const storedCodes = (stored[codesPart.name] ?? []) as EventCodeRow[]
  const kept: PartRows = {
    ...stored,
    [codingsPart.name]: keptCodings,
    [codesPart.name]: storedCodes.filter(({ code }) => !goneCodes.has(code)),
  }
  return Object.fromEntries(
    partsOfEveryRow().map(({ name }) => [
      name,
      distinct([...(added[name] ?? []), ...(kept[name] ?? [])], (row) => contentOf(row as JsonRow)) ?? [],
    ]),
  )
}

function codingsIn(parts: PartRows): EventCodingRow[] {
  return (parts[codingsPart.name] ?? []) as EventCodingRow[]
}

/**
 * Deletes the mentions that the changed rows no longer list.
 * @param tx a transaction, within `reviseEvents`
 */
export async function deleteUnlistedMentions(tx: Database, changedEvents: readonly EventWithRows[]): Promise<void> {
  const listed = changedEvents.flatMap(({ event }) =>
    event.mentions.map(({ article }) => ({ eventId: event.id, articleId: article.id })),
  )
  const changedIds = sql.param(changedEvents.map(({ event }) => event.id))
  const eventIds = sql.param(listed.map(({ eventId }) => eventId))
  const articleIds = sql.param(listed.map(({ articleId }) => articleId))
  await tx.execute(sql`delete from ${mentions} m where m.event_id = any(${changedIds}::uuid[])
    and (m.event_id, m.article_id) not in (select * from unnest(${eventIds}::uuid[], ${articleIds}::uuid[]))`)
}
