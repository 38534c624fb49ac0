import { and, inArray, isNull, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { actorExternalIds, actorNames, actors } from '../../database/tables/actor.ts'
import { placeExternalIds, placeNames, places } from '../../database/tables/place.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import type { AddProblem } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'
import { followMerges, type Mergeable } from './stored-ids.ts'

type Draft = ReportDocument['actors'][number] | ReportDocument['places'][number]

/** Where the rows of a concept are, and by what they are known. */
interface Catalogue {
  list: 'actors' | 'places'
  table: Mergeable & { kind: PgColumn; name: PgColumn }
  names: PgTable & { name: PgColumn }
  nameOwner: PgColumn
  ids: PgTable & { scheme: PgColumn; value: PgColumn }
  idOwner: PgColumn
}

export const ACTORS: Catalogue = {
  list: 'actors',
  table: actors,
  names: actorNames,
  nameOwner: actorNames.actorId,
  ids: actorExternalIds,
  idOwner: actorExternalIds.actorId,
}

export const PLACES: Catalogue = {
  list: 'places',
  table: places,
  names: placeNames,
  nameOwner: placeNames.placeId,
  ids: placeExternalIds,
  idOwner: placeExternalIds.placeId,
}

/** What the drafts of one list are. */
export interface Matches {
  /** The UUID of each, stored or to be stored, by its local key. */
  uuids: Map<string, string>
  /** The keys of those that are stored under other names than the one that the document has for them. */
  named: Set<string>
  /** The keys of those that are not stored. */
  fresh: Set<string>
}

interface StoredId {
  owner: string
  scheme: string
  value: string
}

/**
 * Finds out which drafts are already stored: by an external id, else by exact name and kind (DESIGN.md section 3).
 * A row that bears the name but another identifier of the same scheme is somebody else.
 * @param tx a transaction
 * @param catalogue where to look
 * @param drafts the actors or the places of a document
 * @param note takes those that may be several
 */
export async function matchDrafts(
  tx: Database,
  catalogue: Catalogue,
  drafts: readonly Draft[],
  note: AddProblem,
): Promise<Matches> {
  const byExternalId = await ownersOf(tx, catalogue, drafts)
  const byName = await bearersOf(tx, catalogue, drafts)
  const idsOfBearers = await idsOf(tx, catalogue, [...new Set([...byName.values()].flat())])
  const kinds = await kindsOf(tx, catalogue, [...new Set(byExternalId.values())])
  const merged = await followMerges(
    tx,
    catalogue.table,
    drafts.map((draft) => idOf(catalogue, draft)),
  )
  const uuids = new Map<string, string>()
  const named = new Set<string>()
  const fresh = new Set<string>()
  const taken = new Map<string, string>()
  for (const [i, draft] of drafts.entries()) {
    const owners = new Set(
      draft.externalIds.flatMap(({ scheme, value }) => byExternalId.get(`${scheme} ${value}`) ?? []),
    )
    const ofThatName = byName.get(`${draft.kind} ${draft.name}`) ?? []
    const bearers = ofThatName.filter(
      (id) =>
        !isSomebodyElse(
          draft,
          idsOfBearers.filter(({ owner }) => owner === id),
        ),
    )
    const found = owners.size > 0 ? [...owners] : bearers
    if (found.length > 1) {
      note(
        [catalogue.list, i],
        `may be any of ${found.length} that are already stored. Give an external id that only one of them has, or use its id instead.`,
      )
    }
    const [match] = found
    const kind = match === undefined ? undefined : kinds.get(match)
    if (kind !== undefined && kind !== draft.kind) {
      note([catalogue.list, i, 'kind'], `is ${draft.kind}, and what is stored under its external id is ${kind}.`)
    }
    const derived = idOf(catalogue, draft)
    const standing = match ?? merged.get(derived)
    const id = standing ?? derived
    const twin = taken.get(id)
    if (twin !== undefined) note([catalogue.list, i], `is the same as "${twin}". Give it once.`)
    taken.set(id, draft.key)
    uuids.set(draft.key, id)
    if (standing === undefined) fresh.add(draft.key)
    if (standing !== undefined && !ofThatName.includes(standing)) named.add(draft.key)
  }
  return { uuids, named, fresh }
}

function idOf({ list }: Catalogue, { kind, name, externalIds: [first] }: Draft): string {
  return deriveUuid(0, list, kind, ...(first ? [first.scheme, first.value] : ['', name]))
}

function isSomebodyElse(draft: Draft, stored: StoredId[]): boolean {
  return draft.externalIds.some(({ scheme, value }) =>
    stored.some((each) => each.scheme === scheme && each.value !== value),
  )
}

async function ownersOf(tx: Database, { ids, idOwner }: Catalogue, drafts: readonly Draft[]) {
  const wanted = drafts.flatMap(({ externalIds }) => externalIds)
  const owners = new Map<string, string>()
  if (wanted.length === 0) return owners
  const schemes = sql.param(wanted.map(({ scheme }) => scheme))
  const values = sql.param(wanted.map(({ value }) => value))
  const rows = await tx
    .select({ owner: idOwner, scheme: ids.scheme, value: ids.value })
    .from(ids)
    .where(sql`(${ids.scheme}, ${ids.value}) in (select * from unnest(${schemes}::text[], ${values}::text[]))`)
  for (const { owner, scheme, value } of rows as StoredId[]) owners.set(`${scheme} ${value}`, owner)
  return owners
}

async function bearersOf(tx: Database, { table, names, nameOwner }: Catalogue, drafts: readonly Draft[]) {
  const bearers = new Map<string, string[]>()
  if (drafts.length === 0) return bearers
  const wanted = drafts.map(({ name }) => name)
  const first = tx
    .select({ id: table.id, kind: table.kind, name: sql`${table.name}`.as('name') })
    .from(table)
    .where(and(inArray(table.name, wanted), isNull(table.mergedIntoId)))
  const others = tx
    .select({ id: table.id, kind: table.kind, name: sql`${names.name}`.as('name') })
    .from(names)
    .innerJoin(table, and(sql`${nameOwner} = ${table.id}`))
    .where(inArray(names.name, wanted))
  const rows = [...(await first), ...(await others)] as { id: string; kind: string; name: string }[]
  for (const { id, kind, name } of rows) {
    const known = bearers.get(`${kind} ${name}`) ?? []
    if (!known.includes(id)) bearers.set(`${kind} ${name}`, [...known, id])
  }
  return bearers
}

async function idsOf(tx: Database, { ids, idOwner }: Catalogue, owners: string[]): Promise<StoredId[]> {
  return owners.length === 0
    ? []
    : ((await tx
        .select({ owner: idOwner, scheme: ids.scheme, value: ids.value })
        .from(ids)
        .where(inUuids(idOwner, owners))) as StoredId[])
}

async function kindsOf(tx: Database, { table }: Catalogue, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.select({ id: table.id, kind: table.kind }).from(table).where(inUuids(table.id, ids))
  return new Map((rows as { id: string; kind: string }[]).map(({ id, kind }) => [id, kind]))
}
