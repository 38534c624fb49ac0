import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { nameKey } from '../../database/values/normalize-name.ts'
import type { AddProblem } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'
import { unusedIds } from '../store/unused-ids.ts'
import { describeErased, findErased } from './erased.ts'
import { findByName } from './find-by-name.ts'
import { followMerges } from './stored-ids.ts'

type Draft = ReportDocument['actors'][number] | ReportDocument['places'][number]

/** The result of matching the actors or the places of a document with the stored ones. */
export interface Matches {
  /** The UUID of each draft by its local key: that of the matching stored row, or of the row to be inserted. */
  uuids: Map<string, string>
  /** The keys of the drafts whose stored row does not have the name of the draft. */
  renamedKeys: Set<string>
  /** The keys of the drafts without a stored row. */
  newKeys: Set<string>
}

interface ExternalIdRow {
  ownerId: string
  scheme: string
  value: string
}

/**
 * Matches drafts with stored rows: by an external id, else by exact name (see `nameKey`) and kind. A row that has
 * the name but another identifier of the same scheme does not match.
 */
export async function matchDrafts(
  tx: Database,
  tables: EntityTables,
  drafts: readonly Draft[],
  addProblem: AddProblem,
): Promise<Matches> {
  const idByExternalId = await readIdsByExternalId(tx, tables, drafts)
  const idsByName = await readIdsByName(tx, tables, drafts)
  const externalIds = await readExternalIds(tx, tables, [...new Set([...idsByName.values()].flat())])
  const kindById = await readKinds(tx, tables, [...new Set(idByExternalId.values())])
  const mergeTargets = await followMerges(
    tx,
    tables.table,
    drafts.map((draft) => derivedId(tables, draft)),
  )
  const uuids = new Map<string, string>()
  const renamedKeys = new Set<string>()
  const newKeys = new Set<string>()
  const keyByUuid = new Map<string, string>()
  const candidatesOf = (draft: Draft): string[] => {
    const idsOfExternalIds = new Set(
      draft.externalIds.flatMap(({ scheme, value }) => idByExternalId.get(`${scheme} ${value}`) ?? []),
    )
    const idsOfName = idsByName.get(kindAndName(draft)) ?? []
    return idsOfExternalIds.size > 0
      ? [...idsOfExternalIds]
      : idsOfName.filter((id) => !hasConflictingId(draft, id, externalIds))
  }
  const newDrafts = drafts.filter(
    (draft) => candidatesOf(draft).length === 0 && !mergeTargets.has(derivedId(tables, draft)),
  )
  const newIds = await unusedIds(
    tx,
    tables.table,
    newDrafts.map((draft) => identityOf(tables, draft)),
  )
  const newIdByDraft = new Map(newDrafts.map((draft, i) => [draft, newIds[i]]))
  for (const [i, draft] of drafts.entries()) {
    const candidates = candidatesOf(draft)
    const [match] = candidates
    if (candidates.length > 1) {
      addProblem(
        [tables.plural, i],
        `matches ${candidates.length} stored ${tables.plural}. Give an external id that only one of them has, or refer to one of them by its id.`,
      )
    }
    const storedKind = match === undefined ? undefined : kindById.get(match)
    if (storedKind !== undefined && storedKind !== draft.kind) {
      addProblem(
        [tables.plural, i, 'kind'],
        `must be ${storedKind}, the kind of the stored row with the same external id; got ${draft.kind}. Correct the kind or the external id.`,
      )
    }
    const derived = derivedId(tables, draft)
    const storedId = match ?? mergeTargets.get(derived)
    const uuid = storedId ?? newIdByDraft.get(draft) ?? derived
    const earlierKey = keyByUuid.get(uuid)
    if (earlierKey !== undefined) {
      addProblem([tables.plural, i], `is the same as "${earlierKey}" of this document. Keep one and refer to it.`)
    }
    keyByUuid.set(uuid, draft.key)
    uuids.set(draft.key, uuid)
    if (storedId === undefined) newKeys.add(draft.key)
    else if (!idsByName.get(kindAndName(draft))?.includes(storedId)) renamedKeys.add(draft.key)
  }
  const derivedIds = drafts.map((draft) => derivedId(tables, draft))
  const erased =
    drafts.length === 0 ? new Map<string, string>() : await findErased(tx, [...uuids.values(), ...derivedIds])
  for (const [i, { key }] of drafts.entries()) {
    // A new object gets another id than an erased one, but it is the same object.
    const ownId = newKeys.has(key) ? derivedIds[i] : uuids.get(key)
    const erasedAt = erased.get(ownId ?? '')
    if (erasedAt !== undefined) addProblem([tables.plural, i], describeErased(erasedAt))
  }
  return { uuids, renamedKeys, newKeys }
}

/** The UUID of a row that a draft creates. A later draft with the same external id or name gets the same one. */
function derivedId(tables: EntityTables, draft: Draft): string {
  return deriveUuid(0, ...identityOf(tables, draft))
}

function identityOf({ plural }: EntityTables, { kind, name, externalIds: [first] }: Draft): string[] {
  return [plural, kind, ...(first ? [first.scheme, first.value] : ['', nameKey(name)])]
}

/** @returns whether a stored row has another identifier than the draft in a scheme of the draft */
function hasConflictingId(draft: Draft, id: string, stored: readonly ExternalIdRow[]): boolean {
  return draft.externalIds.some(({ scheme, value }) =>
    stored.some((row) => row.ownerId === id && row.scheme === scheme && row.value !== value),
  )
}

/** @returns the UUIDs of stored rows by external id, as `SCHEME value` */
export async function readIdsByExternalId(
  tx: Database,
  { externalIds: ids, externalIdOwner: owner }: EntityTables,
  drafts: readonly Pick<Draft, 'externalIds'>[],
): Promise<Map<string, string>> {
  const externalIds = drafts.flatMap((draft) => draft.externalIds)
  if (externalIds.length === 0) return new Map()
  const schemes = sql.param(externalIds.map(({ scheme }) => scheme))
  const values = sql.param(externalIds.map(({ value }) => value))
  const rows = await tx
    .select({ ownerId: owner, scheme: ids.scheme, value: ids.value })
    .from(ids)
    .where(sql`(${ids.scheme}, ${ids.value}) in (select * from unnest(${schemes}::text[], ${values}::text[]))`)
  return new Map((rows as ExternalIdRow[]).map(({ ownerId, scheme, value }) => [`${scheme} ${value}`, ownerId]))
}

/** @returns the UUIDs of stored rows by kind and name: see `kindAndName` */
async function readIdsByName(
  tx: Database,
  tables: EntityTables,
  drafts: readonly Draft[],
): Promise<Map<string, string[]>> {
  const idsByName = new Map<string, string[]>()
  const rows = await findByName(
    tx,
    tables,
    drafts.map(({ name }) => name),
  )
  for (const { id, kind, key } of rows) {
    const kindAndKey = `${kind} ${key}`
    idsByName.set(kindAndKey, [...(idsByName.get(kindAndKey) ?? []), id])
  }
  return idsByName
}

/** The kind and name of a draft, by which stored rows are matched. */
function kindAndName({ kind, name }: Draft): string {
  return `${kind} ${nameKey(name)}`
}

async function readExternalIds(
  tx: Database,
  { externalIds: ids, externalIdOwner: owner }: EntityTables,
  ownerIds: string[],
): Promise<ExternalIdRow[]> {
  return ownerIds.length === 0
    ? []
    : ((await tx
        .select({ ownerId: owner, scheme: ids.scheme, value: ids.value })
        .from(ids)
        .where(inUuids(owner, ownerIds))) as ExternalIdRow[])
}

async function readKinds(tx: Database, { table }: EntityTables, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.select({ id: table.id, kind: table.kind }).from(table).where(inUuids(table.id, ids))
  return new Map((rows as { id: string; kind: string }[]).map(({ id, kind }) => [id, kind]))
}
