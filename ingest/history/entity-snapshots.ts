import { desc, eq } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { actorExternalIds, actorNames, actors, memberships } from '../../database/tables/actor.ts'
import { articleVersions } from '../../database/tables/article-version.ts'
import { articles } from '../../database/tables/article.ts'
import type { REVISED_CONCEPTS } from '../../database/tables/enums.ts'
import { offices, tenures } from '../../database/tables/office.ts'
import { placeExternalIds, placeNames, placeParents, places } from '../../database/tables/place.ts'
import { publishers } from '../../database/tables/publisher.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { publicId } from '../parts/public-id.ts'
import type { VersionedSnapshot } from './read-snapshots.ts'
import type { Snapshot } from './snapshot.ts'

/** An object besides events that has a history. */
export type RevisedConcept = (typeof REVISED_CONCEPTS)[number]

type RevisedTable = PgTable & { id: PgColumn; version: PgColumn }
type Read<Item> = (tx: Database, ids: readonly string[]) => Promise<Item[]>

/** Where the objects of a concept are stored, and how the history shows them. */
interface Revised {
  table: RevisedTable
  read: Read<VersionedSnapshot & { id: string }>
  lists: Record<string, Read<{ id: string; item: object }>>
}

function rowsOf<Table extends RevisedTable>(
  table: Table,
  show: (row: Table['$inferSelect']) => Snapshot,
): Revised['read'] {
  return async (tx, ids) => {
    const rows = (await tx
      .select()
      .from(table as PgTable)
      .where(inUuids(table.id, ids))) as (Table['$inferSelect'] & { id: string; version: number })[]
    return rows.map((row) => ({ id: row.id, version: row.version, snapshot: show(row) }))
  }
}

function listOf<Table extends PgTable>(
  table: Table,
  owner: PgColumn,
  ownerOf: (row: Table['$inferSelect']) => string,
  show: (row: Table['$inferSelect']) => object,
): Revised['lists'][string] {
  return async (tx, ids) => {
    const rows = (await tx
      .select()
      .from(table as PgTable)
      .where(inUuids(owner, ids))) as Table['$inferSelect'][]
    return rows.map((row) => ({ id: ownerOf(row), item: show(row) }))
  }
}

interface Attribution {
  datasetId: string | null
  since: string | null
}

function showAttribution({ datasetId, since }: Attribution) {
  return { dataset: publicId('dataset', datasetId), since: since === null ? null : new Date(since).toISOString() }
}

function showName({ kind, name, language, ...row }: Omit<typeof actorNames.$inferSelect, 'actorId'>) {
  return { kind, name, language, ...showAttribution(row) }
}

function showExternalId({ scheme, value, ...row }: Omit<typeof actorExternalIds.$inferSelect, 'actorId'>) {
  return { scheme, value, ...showAttribution(row) }
}

/** The headline and the language of an article are those of its latest version. */
async function readArticles(tx: Database, ids: readonly string[]) {
  const rows = await tx
    .selectDistinctOn([articles.id], { article: articles, text: articleVersions })
    .from(articles)
    .leftJoin(articleVersions, eq(articleVersions.articleId, articles.id))
    .where(inUuids(articles.id, ids))
    .orderBy(articles.id, desc(articleVersions.version))
  return rows.map(({ article: { id, version, publisherId, publishedOn }, text }) => ({
    id,
    version,
    snapshot: {
      publisher: publicId('publisher', publisherId),
      headline: text?.headline ?? null,
      language: text?.language ?? null,
      publishedOn,
      latestVersion: text?.version ?? null,
    },
  }))
}

/** The objects with a history. Ids are public ids. */
export const REVISED: Record<RevisedConcept, Revised> = {
  actor: {
    table: actors,
    read: rowsOf(actors, ({ kind, name, description, countryId, mergedIntoId }) => ({
      kind,
      name,
      description,
      country: publicId('place', countryId),
      mergedInto: publicId('actor', mergedIntoId),
    })),
    lists: {
      names: listOf(actorNames, actorNames.actorId, ({ actorId }) => actorId, showName),
      externalIds: listOf(actorExternalIds, actorExternalIds.actorId, ({ actorId }) => actorId, showExternalId),
      memberships: listOf(
        memberships,
        memberships.memberId,
        ({ memberId }) => memberId,
        ({ organizationId, role, validFrom, validUntil }) => ({
          organization: publicId('actor', organizationId),
          role,
          from: validFrom,
          until: validUntil,
        }),
      ),
      tenures: listOf(
        tenures,
        tenures.personId,
        ({ personId }) => personId,
        ({ officeId, validFrom, validUntil }) => ({
          office: publicId('office', officeId),
          from: validFrom,
          until: validUntil,
        }),
      ),
    },
  },
  place: {
    table: places,
    read: rowsOf(places, ({ kind, name, latitude, longitude, mergedIntoId }) => ({
      kind,
      name,
      latitude,
      longitude,
      mergedInto: publicId('place', mergedIntoId),
    })),
    lists: {
      names: listOf(placeNames, placeNames.placeId, ({ placeId }) => placeId, showName),
      externalIds: listOf(placeExternalIds, placeExternalIds.placeId, ({ placeId }) => placeId, showExternalId),
      parents: listOf(
        placeParents,
        placeParents.placeId,
        ({ placeId }) => placeId,
        ({ kind, parentId, validFrom, validUntil }) => ({
          kind,
          place: publicId('place', parentId),
          from: validFrom,
          until: validUntil,
        }),
      ),
    },
  },
  office: {
    table: offices,
    read: rowsOf(offices, ({ title, organizationId, placeId }) => ({
      title,
      organization: publicId('actor', organizationId),
      place: publicId('place', placeId),
    })),
    lists: {},
  },
  article: {
    table: articles,
    read: readArticles,
    lists: {},
  },
  publisher: {
    table: publishers,
    read: rowsOf(publishers, ({ name, homepage, owner }) => ({ name, homepage, owner })),
    lists: {},
  },
  storyline: {
    table: storylines,
    read: rowsOf(storylines, ({ title, summary, parentId }) => ({
      title,
      summary,
      parent: publicId('storyline', parentId),
    })),
    lists: {},
  },
}

/**
 * Reads the snapshots of actors, places, offices, articles, storylines or publishers.
 * @param ids UUIDs
 * @returns the snapshots by UUID, without an entry for ids that are not stored
 */
export async function readEntitySnapshots(
  tx: Database,
  concept: RevisedConcept,
  ids: readonly string[],
): Promise<Map<string, VersionedSnapshot>> {
  const { read, lists } = REVISED[concept]
  const snapshots = new Map((await read(tx, ids)).map(({ id, ...snapshot }) => [id, snapshot]))
  for (const [field, readItems] of Object.entries(lists)) {
    const items = await readItems(tx, ids)
    for (const [id, { snapshot }] of snapshots) {
      snapshot[field] = items
        .filter((entry) => entry.id === id)
        .map(({ item }) => item)
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    }
  }
  return snapshots
}
