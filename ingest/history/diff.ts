import { isDeepStrictEqual } from 'node:util'
import type { FieldChange } from '../../database/tables/revision.ts'
import { EVENT_PARTS } from '../parts/catalogue.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Compares two snapshots of an event, field by field, in the fields of the later one. Of a part with very many
 * rows, such as the mentions, the result has only the removed and the added ones.
 */
export function diffSnapshots(before: Snapshot, after: Snapshot): FieldChange[] {
  const longFields = EVENT_PARTS.filter(({ hasManyRows }) => hasManyRows).map(({ name }) => name)
  return Object.keys(after).flatMap((field): FieldChange[] => {
    const [oldValue, newValue] = [before[field], after[field]]
    if (isDeepStrictEqual(oldValue, newValue)) return []
    return [
      longFields.includes(field)
        ? { field, ...diffSets(oldValue as string[], newValue as string[]) }
        : { field, before: oldValue, after: newValue },
    ]
  })
}

function diffSets(oldIds: readonly string[], newIds: readonly string[]): { before: string[]; after: string[] } {
  const [oldSet, newSet] = [new Set(oldIds), new Set(newIds)]
  return { before: oldIds.filter((id) => !newSet.has(id)), after: newIds.filter((id) => !oldSet.has(id)) }
}
