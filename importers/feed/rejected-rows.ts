import { showValue } from '../../database/values/show-value.ts'
import type { Batch } from './batches.ts'
import type { MentionRowDraft } from './draft.ts'
import type { RejectedRow } from './importer.ts'

/** A row was rejected in an import with `strict`. */
export class StrictImportError extends Error {
  constructor({ line, column, reason }: RejectedRow) {
    const path = column === undefined || reason.startsWith(column) ? '' : `, ${column}`
    super(
      `Line ${line}${path}: ${reason.replace(/\.$/, '')}. ` +
        'Without --strict, the import rejects such rows and continues.',
    )
  }
}

/** A row of mentions whose event is not stored. */
export function unmatchedMention(line: number, mentionRow: MentionRowDraft): RejectedRow {
  return {
    line,
    column: 'GLOBALEVENTID',
    reason: `GLOBALEVENTID must be the number of a stored event; got ${showValue(String(mentionRow.rowNumber))}`,
    text: textOf(mentionRow),
  }
}

function textOf({ rowNumber, mention: { article } }: MentionRowDraft): string {
  return `${rowNumber} ${article.url ?? article.headline}`
}

/** Rows whose values the database cannot store. */
export function unstorableRows(
  { eventRows, mentionRows }: Pick<Batch, 'eventRows' | 'mentionRows'>,
  cause: string,
): RejectedRow[] {
  const reason = `the row must have values that the database can store; got ${cause}`
  return [
    ...eventRows.map(({ line, rowNumber, event }) => ({ line, reason, text: `${rowNumber} ${event.title}` })),
    ...mentionRows.map(({ line, mentionRow }) => ({ line, reason, text: textOf(mentionRow) })),
  ]
}
