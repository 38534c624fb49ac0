import type { ImportCounts } from '../../importers/store/import-log.ts'

export interface FileOutcome {
  name: string
  /** Why the file was not imported, or only in part. */
  error?: string
  /** Absent if the import failed. */
  counts?: ImportCounts
  seconds: number
  /** The rows that were stored before the command was interrupted. */
  rowsKept?: number
}

/** True if a command read rows but stored nothing, because it rejected all of them. */
export function isAllRejected(outcomes: readonly FileOutcome[]): boolean {
  const sum = (name: 'rowsRead' | 'rowsRejected') =>
    outcomes.reduce((total, { counts }) => total + (counts?.[name] ?? 0), 0)
  return sum('rowsRead') > 0 && sum('rowsRead') === sum('rowsRejected')
}

function describeUnchanged({ rowsUnchanged, rowsRepeated }: ImportCounts): string {
  const repeated = rowsRepeated > 0 ? ` (${rowsRepeated} repeated in the file)` : ''
  return `${rowsUnchanged + rowsRepeated} unchanged${repeated}`
}

/** The counts of a file, its rejected rows by rule and its warnings; or why it was not imported. */
export function describeOutcome({ name, error, counts, seconds }: FileOutcome): string {
  if (counts === undefined) return `${name}: ${error}`
  const { rowsRead, eventsCreated, eventsCorrected, eventsRetracted } = counts
  const rate = Math.round(rowsRead / seconds)
  return [
    `${name}: ${rowsRead} rows in ${seconds.toFixed(1)} s (${rate} per second): ` +
      `${eventsCreated} events created, ${eventsCorrected} corrected, ${eventsRetracted} retracted; ` +
      `${counts.rowsMerged} rows merged, ${describeUnchanged(counts)}, ${counts.rowsRejected} rejected; ` +
      `${counts.mentionsWritten} mentions written`,
    ...(counts.rowsSuperseded > 0 ? [`  superseded by a newer release: ${counts.rowsSuperseded} rows`] : []),
    ...[...counts.rejectedRows].map(([rule, count]) => `  rejected: ${count} x ${rule}`),
    ...[...counts.warnings].map(([warning, count]) => `  warning: ${count} x ${warning}`),
  ].join('\n')
}
