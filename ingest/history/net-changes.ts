import { isDeepStrictEqual } from 'node:util'
import type { FieldChange, RevisionRow } from '../../database/tables/revision.ts'
import { EVENT_PARTS } from '../parts/catalogue.ts'
import { isSupported, unsupportedFields } from './support.ts'

/** The change of a field, and whether the correction brought a claim that supports the new value: see `isSupported`. */
export type SupportedChange = FieldChange & { isSupported: boolean | null }

/**
 * The fields in which an event differs between the state before a run of revisions and the state after it.
 * @param revisions consecutive ones of one event, the oldest first
 * @returns none if the first revision created the event, or if the later revisions undo the earlier ones
 */
export function netChanges(
  revisions: readonly Pick<RevisionRow, 'version' | 'kind' | 'by' | 'changes'>[],
): SupportedChange[] {
  if (revisions[0]?.version === 1) return []
  const unsupported = unsupportedFields(revisions)
  const net = new Map<string, SupportedChange>()
  for (const revision of revisions) {
    for (const change of revision.changes) {
      const earlier = net.get(change.field)
      const support = isSupported(change, revision)
      net.set(change.field, { ...(earlier ? combined(earlier, change) : change), isSupported: support })
    }
  }
  return [...net.values()]
    .filter(({ before, after }) => !isDeepStrictEqual(before ?? null, after ?? null))
    .map((change) => ({
      ...change,
      isSupported: change.isSupported === null ? null : !unsupported.includes(change.field),
    }))
}

const LONG_FIELDS = EVENT_PARTS.filter(({ hasManyRows }) => hasManyRows).map(({ name }) => name)

function combined(first: FieldChange, second: FieldChange): FieldChange {
  const { field } = second
  if (!LONG_FIELDS.includes(field)) return { field, before: first.before, after: second.after }
  // Each change of such a field has only the removed and the added values.
  const [removed, added] = [textsOf(first.before), textsOf(first.after)]
  const [laterRemoved, laterAdded] = [textsOf(second.before), textsOf(second.after)]
  return {
    field,
    before: [...without(removed, laterAdded), ...without(laterRemoved, added)].toSorted(),
    after: [...without(added, laterRemoved), ...without(laterAdded, removed)].toSorted(),
  }
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? (value as string[]) : []
}

function without(values: readonly string[], others: readonly string[]): string[] {
  const excluded = new Set(others)
  return values.filter((value) => !excluded.has(value))
}
