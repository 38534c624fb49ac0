import { sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { Database } from '../../../database/database.ts'
import { insertNewRows } from '../../../database/sql/insert.ts'
import { readRows } from '../../../database/sql/rows.ts'
import type { EntityTables } from '../../../database/tables/entities.ts'
import { findErased } from '../../../ingest/resolve/erased.ts'
import { readIdsByExternalId } from '../../../ingest/resolve/match-entities.ts'
import { followMerges } from '../../../ingest/resolve/stored-ids.ts'
import type { NamedEntity } from '../../../ingest/store/entity-names.ts'
import { missingUsualNames } from '../../../ingest/store/usual-names.ts'
import type { ExternalIdDraft } from '../../feed/draft.ts'
import type { EntityCache } from '../session.ts'
import { completeFacts, richerOf, type Facts } from './facts.ts'

interface IdentifiedDraft {
  id: string
  kind: string
  name: string
  externalIds: ExternalIdDraft[]
  names?: NamedEntity['names']
}

/** A draft with what its columns say besides the name. */
type Described<Draft, DraftFacts> = Draft & { facts: DraftFacts; names: NamedEntity['names'] }

/**
 * A draft with the UUID and the main name of the stored row, if there is one. It is open if the feed may add names and
 * parents: the row is new, or was never corrected or merged.
 */
type Resolved<Draft, DraftFacts> = Described<Draft, DraftFacts> & { isNew: boolean; isOpen: boolean }

/**
 * Resolves the drafts that are not cached: to the stored rows with one of their external ids or their own UUID, or to new
 * rows. An open row gains the names that it lacks. So that the order of the rows does not matter, of the names that a
 * feed gives one object, the first in the order of their characters is the main name, and of the facts the richest are
 * kept.
 * @param datasetId UUID of the dataset of the feed, which the names are attributed to
 * @param cache receives the UUIDs of the rows by the UUIDs of the drafts
 * @param drafts may contain duplicates, and several names of one object
 * @param factsOf the values of the columns of the row besides its id and name
 */
export async function resolveDrafts<Draft extends IdentifiedDraft, DraftFacts extends Facts>(
  tx: Database,
  tables: EntityTables,
  datasetId: string,
  cache: EntityCache,
  drafts: readonly Draft[],
  factsOf: (draft: Draft) => DraftFacts,
): Promise<Resolved<Draft, DraftFacts>[]> {
  const described = drafts.map((draft) => ({ ...draft, facts: factsOf(draft), names: draft.names ?? [] }))
  const uncached = unite(described.filter((draft) => !cache.known.has(contentOf(draft))))
  if (uncached.length === 0) return []
  const existingIds = await findExisting(tx, tables, uncached)
  const erased = await findErased(tx, existingIds.values())
  // An object with an id of its own was made by a feed.
  const own = uncached.filter(({ id }) => existingIds.get(id) === id && !erased.has(id))
  await preferFirstNames(tx, tables, datasetId, own)
  await completeFacts(tx, tables.table, own)
  const stored = await readStored(tx, tables, existingIds)
  for (const draft of described) cache.known.add(contentOf(draft))
  return uncached.map((draft) => {
    const existingId = existingIds.get(draft.id)
    const id = existingId ?? draft.id
    cache.ids.set(draft.id, id)
    const row = stored.get(id)
    const mainName = row?.name ?? draft.name
    // What was corrected or merged stays as it is.
    const isOpen = row === undefined || (row.version === 1 && !erased.has(id))
    const given = draft.name === mainName ? draft.names : [...draft.names, { name: draft.name, kind: 'ALIAS' as const }]
    const names = given.filter(({ name }) => name !== mainName)
    return {
      ...draft,
      id,
      name: mainName,
      isNew: existingId === undefined,
      isOpen,
      externalIds: erased.has(id) ? [] : draft.externalIds,
      names: isOpen ? [...names, ...missingUsualNames({ ...draft, names }, mainName)] : [],
    }
  })
}

/** All that a draft says: another draft of the same object that says something else is not cached yet. */
function contentOf({
  id,
  name,
  names,
  facts,
  ...draft
}: Described<IdentifiedDraft & { within?: { id: string } }, Facts>) {
  return [id, name, ...names.map((other) => other.name), draft.within?.id, ...Object.values(facts)].join('\t')
}

/** One draft for each object, with the names of all, and the richest facts. */
function unite<Draft extends Described<IdentifiedDraft, Facts>>(drafts: readonly Draft[]): Draft[] {
  const byId = new Map<string, Draft>()
  for (const draft of drafts) {
    const earlier = byId.get(draft.id)
    if (earlier === undefined) {
      byId.set(draft.id, draft)
      continue
    }
    const [first, second] = isBefore(draft.name, earlier.name) ? [draft, earlier] : [earlier, draft]
    const others = [...earlier.names, ...draft.names, { name: second.name, kind: 'ALIAS' as const }]
    const distinct = [...new Map(others.map((other) => [`${other.kind} ${other.name}`, other])).values()]
    const names = distinct.filter(({ name }) => name !== first.name)
    byId.set(draft.id, { ...first, names, facts: richerOf(earlier.facts, draft.facts) })
  }
  return [...byId.values()]
}

/** In the order of code points, which is that of the database. */
function isBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
}

/**
 * Replaces main names by names of the drafts that come before them; the old ones become aliases. Names that a correction
 * or a report gave stay.
 */
async function preferFirstNames(
  tx: Database,
  { table, names, owner }: EntityTables,
  datasetId: string,
  own: readonly IdentifiedDraft[],
): Promise<void> {
  if (own.length === 0) return
  const renamed = await readRows<{ id: string; name: string }>(
    tx,
    sql`select t.id::text as id, t.name::text as name from ${table} t
      join unnest(${sql.param(own.map(({ id }) => id))}::uuid[], ${sql.param(own.map(({ name }) => name))}::text[]) d(id, name)
        on d.id = t.id and d.name collate "C" < t.name
      where t.version = 1 and t.merged_into_id is null`,
  )
  if (renamed.length === 0) return
  const nameById = new Map(own.map(({ id, name }) => [id, name]))
  const ids = sql.param(renamed.map(({ id }) => id))
  await tx.execute(sql`update ${table} t set name = d.name
    from unnest(${ids}::uuid[], ${sql.param(renamed.map(({ id }) => nameById.get(id)))}::text[]) d(id, name) where t.id = d.id`)
  await tx.execute(sql`delete from ${names} n using ${table} t where n.${sql.identifier(toSnakeCase(owner))} = t.id
    and n.name = t.name and n.kind = 'ALIAS' and t.id = any(${ids}::uuid[])`)
  await insertNewRows(
    tx,
    names,
    renamed.map(({ id, name }) => ({ [owner]: id, name, kind: 'ALIAS', datasetId })),
  )
}

interface StoredRow {
  id: string
  name: string
  version: number
}

/** @returns the stored rows by UUID */
async function readStored(
  tx: Database,
  { table }: EntityTables,
  existingIds: ReadonlyMap<string, string>,
): Promise<Map<string, StoredRow>> {
  if (existingIds.size === 0) return new Map()
  const ids = sql.param([...new Set(existingIds.values())])
  const rows = await readRows<StoredRow>(
    tx,
    sql`select id::text as id, name::text as name, version from ${table} where id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** @returns the UUIDs of the stored rows, or of the rows that they were merged into, by the UUIDs of the drafts */
async function findExisting(
  tx: Database,
  tables: EntityTables,
  drafts: readonly Pick<IdentifiedDraft, 'id' | 'externalIds'>[],
): Promise<Map<string, string>> {
  const { table } = tables
  const idByExternalId = await readIdsByExternalId(tx, tables, drafts)
  const existingIds = new Map<string, string>()
  for (const { id, externalIds } of drafts) {
    const [existingId] = externalIds.flatMap(({ scheme, value }) => idByExternalId.get(`${scheme} ${value}`) ?? [])
    if (existingId !== undefined) existingIds.set(id, existingId)
  }
  const ids = drafts.map(({ id }) => id).filter((id) => !existingIds.has(id))
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select id::text as id from ${table} where id = any(${sql.param(ids)}::uuid[])`,
  )
  const mergeTargets = await followMerges(
    tx,
    table,
    rows.map(({ id }) => id),
  )
  for (const { id } of rows) existingIds.set(id, mergeTargets.get(id) ?? id)
  return existingIds
}
