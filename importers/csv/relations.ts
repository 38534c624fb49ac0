import { deriveUuid } from '../../database/values/ids.ts'
import type { RelationDraft } from '../feed/draft.ts'
import type { FieldReader } from './field-values.ts'
import type { Mapping } from './mapping/mapping.ts'
import { ROW_RELATIONS } from './mapping/parts.ts'

const MAX_ID = 500

/** @returns the UUID of the event of a row */
export function eventIdOf(dataset: string, id: string): string {
  return deriveUuid(0, 'event', dataset, id)
}

/**
 * Reads the relations of a row to the events of other rows, which need not be stored yet.
 * @param dataset the name of the dataset
 * @param ownId the id of the row
 * @throws {RejectedRowError} if a cell is not possible, or the row is related to itself
 */
export function readRelations(
  reader: FieldReader,
  dataset: string,
  ownId: string,
  mapping: Mapping['relations'],
): RelationDraft[] {
  const relations = mapping.flatMap(({ kind: kindField, to }, n) => {
    const path = `relations[${n}]`
    const ids = reader.texts(`${path}.to`, to, MAX_ID)
    if (ids.length === 0) return []
    const kind = reader.requiredWord(`${path}.kind`, kindField, ROW_RELATIONS)
    if (ids.includes(ownId)) throw reader.reject(`${path}.to`, to, 'must be the id of another row', ownId)
    return ids.map((id) => ({ kind, eventId: eventIdOf(dataset, id) }))
  })
  return [...new Map(relations.map((relation) => [`${relation.kind} ${relation.eventId}`, relation])).values()]
}
