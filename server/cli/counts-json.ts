import type { ImportCounts } from '../../importers/store/import-log.ts'

/** The counts of an import as JSON: the rejected rows by rule and the warnings are lists, the most frequent first. */
export function countsToJson({ rejectedRows, warnings, ...counts }: ImportCounts): object {
  return { ...counts, rejectedRows: reasonCounts(rejectedRows), warnings: reasonCounts(warnings) }
}

function reasonCounts(counts: ReadonlyMap<string, number>): { reason: string; count: number }[] {
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count)
}
