import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import type { EntityTables } from '../../database/tables/entities.ts'
import type { ID_SCHEMES, NAME_KINDS } from '../../database/tables/enums.ts'
import type { NamedRow } from '../derived/spellings.ts'

export interface NamedEntity {
  /** UUID. */
  id: string
  kind: string
  name: string
  /** The names besides the main name. */
  names: readonly { name: string; kind: (typeof NAME_KINDS)[number]; language?: string | undefined }[]
  externalIds: readonly { scheme: (typeof ID_SCHEMES)[number]; value: string }[]
}

/**
 * Inserts the names besides the main name, and the external ids, that are not stored yet.
 * @param datasetId UUID of the dataset that states them
 */
export async function storeNames(
  tx: Database,
  { names: nameTable, externalIds: externalIdTable, owner }: EntityTables,
  entities: readonly NamedEntity[],
  datasetId: string,
): Promise<void> {
  const nameRows = entities.flatMap(({ id, names }) => names.map((name) => ({ [owner]: id, ...name, datasetId })))
  await insertNewRows(tx, nameTable, nameRows)
  const idRows = entities.flatMap(({ id, externalIds }) =>
    externalIds.map((externalId) => ({ ...externalId, [owner]: id, datasetId })),
  )
  await insertNewRows(tx, externalIdTable, idRows)
}

/** Returns all names of actors or places, for the table of spellings. */
export function allNamesOf(entities: readonly Pick<NamedEntity, 'id' | 'name' | 'names'>[]): NamedRow[] {
  return entities.flatMap(({ id, name, names }) => [{ id, name }, ...names.map((other) => ({ id, name: other.name }))])
}
