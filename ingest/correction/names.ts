import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import { entityRevisions } from '../../database/tables/entity-revision.ts'
import { toId } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { AddProblem } from '../format/problem.ts'
import { uuidOfId } from '../format/references.ts'
import { readIdsByExternalId } from '../resolve/match-entities.ts'
import type { NamedEntity } from '../store/entity-names.ts'
import type { ListChange } from './correct-entity.ts'
import { prepareListChange } from './list-change.ts'

interface NameChanges {
  names?: ListChange<NamedEntity['names'][number]> | undefined
  externalIds?: ListChange<NamedEntity['externalIds'][number]> | undefined
}

/**
 * Checks the change of the names and external ids of an actor or place.
 * @param id UUID
 * @returns a function that makes the change
 */
export async function prepareNameChanges(
  tx: Database,
  { concept, names, nameOwner, externalIds, externalIdOwner, owner, ...tables }: EntityTables,
  id: string,
  changes: NameChanges,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  const attributions = await readEarlierAttributions(tx, id)
  const nameChange = await prepareListChange(
    tx,
    {
      field: 'names',
      noun: 'name',
      table: names,
      owner: nameOwner,
      ownerId: id,
      identity: ['kind', 'name'],
      rowOf: ({ kind, name, language }) => ({
        [owner]: id,
        kind,
        name,
        language: language ?? null,
        ...attributions.get(`${kind} ${name}`),
      }),
    },
    changes.names,
    addProblem,
  )
  const idChange = await prepareListChange(
    tx,
    {
      field: 'externalIds',
      noun: 'external id',
      table: externalIds,
      owner: externalIdOwner,
      ownerId: id,
      identity: ['scheme', 'value'],
      rowOf: ({ scheme, value }) => ({ [owner]: id, scheme, value, ...attributions.get(`${scheme} ${value}`) }),
    },
    changes.externalIds,
    addProblem,
  )
  const added = changes.externalIds?.add ?? []
  const idTables = { concept, names, nameOwner, externalIds, externalIdOwner, owner, ...tables }
  const ownerByExternalId = await readIdsByExternalId(tx, idTables, [{ externalIds: added }])
  for (const [i, { scheme, value }] of added.entries()) {
    const ownerId = ownerByExternalId.get(`${scheme} ${value}`)
    if (ownerId === undefined || ownerId === id) continue
    const message = `${scheme} ${showValue(value)} is already an external id of ${toId(concept, ownerId)}. Merge the two, or remove it there first.`
    addProblem(['externalIds', 'add', i], message)
  }
  return async () => {
    await nameChange.apply()
    await idChange.apply()
  }
}

interface Attribution {
  datasetId: string | null
  since: string | null
}

interface ShownItem {
  kind?: string
  name?: string
  scheme?: string
  value?: string
  dataset: string | null
  since: string | null
}

/**
 * Reads which dataset had added the names and external ids that corrections have removed: one that a correction adds back
 * is of that dataset again.
 */
async function readEarlierAttributions(tx: Database, id: string): Promise<Map<string, Attribution>> {
  const rows = await tx
    .select({ changes: entityRevisions.changes })
    .from(entityRevisions)
    .where(and(eq(entityRevisions.entityId, id), sql`jsonb_array_length(${entityRevisions.changes}) > 0`))
    .orderBy(desc(entityRevisions.version))
  const attributions = new Map<string, Attribution>()
  for (const { field, before } of rows.flatMap(({ changes }) => changes)) {
    if (field !== 'names' && field !== 'externalIds') continue
    for (const { kind, name, scheme, value, dataset, since } of before as ShownItem[]) {
      const key = field === 'names' ? `${kind} ${name}` : `${scheme} ${value}`
      if (!attributions.has(key)) {
        attributions.set(key, { datasetId: dataset === null ? null : uuidOfId(dataset), since })
      }
    }
  }
  return attributions
}
