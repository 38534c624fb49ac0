import { isDeepStrictEqual } from 'node:util'
import type { FieldChange } from '../../database/tables/revision.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * What differs between two pictures of one event, field by field, in what the later one tells. Of mentions, of which there
 * may be very many, only those are told that went, and those that came.
 */
export function diffSnapshots(before: Snapshot, after: Snapshot): FieldChange[] {
  return Object.keys(after).flatMap((field): FieldChange[] => {
    const [was, is] = [before[field], after[field]]
    if (isDeepStrictEqual(was, is)) return []
    return [
      field === 'mentions'
        ? { field, ...diffSets(was as string[], is as string[]) }
        : { field, before: was, after: is },
    ]
  })
}

function diffSets(was: readonly string[], is: readonly string[]) {
  const [old, now] = [new Set(was), new Set(is)]
  return { before: was.filter((each) => !now.has(each)), after: is.filter((each) => !old.has(each)) }
}
