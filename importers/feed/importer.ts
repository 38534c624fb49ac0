import type { CODE_SCHEMES } from '../../database/tables/enums.ts'
import type { Input } from '../read/input.ts'
import type { MentionRowDraft, RowDraft } from './draft.ts'

/** A dataset as an importer declares it: what it is, and under which terms its data may be used. */
export interface DatasetDeclaration {
  name: string
  title: string
  licence: string
  citation: string
  homepage: string
}

/** A row that cannot be used. */
export interface RejectedRow {
  /** Where in the file: the number of the line on which the row begins. */
  line: number
  column?: string
  reason: string
  /** The row as it stands in the file, shortened. */
  text: string
}

/** What a file gives, in its order. */
export type ParsedRow =
  | { line: number; draft: RowDraft }
  | { line: number; mention: MentionRowDraft }
  | { line: number; rejectedRows: RejectedRow }

/** A format of a feed's files: its declaration, and how its rows become drafts. */
export interface Importer {
  /** The name by which the ledger speaks of the format, such as `gdelt-2-events`. */
  format: string
  dataset: DatasetDeclaration
  /** Every column by its name; each is used or ignored. */
  columns: { used: readonly string[]; ignored: readonly string[] }
  /** What the codes mean that its events carry. */
  labels: { scheme: (typeof CODE_SCHEMES)[number]; codes: ReadonlyMap<string, string> }
  /** Whether a row tells all reports of its event, so that a corrected row takes back those it no longer names. */
  listsAllMentions: boolean
  /**
   * Whether a file is of this format.
   * @param head its first lines, at most fifty
   */
  recognizes(head: readonly string[]): boolean
  /** Reads a file of this format from its beginning to its end. */
  read(input: Input): AsyncGenerator<ParsedRow>
}

/** Why a row cannot be used; it is set aside. */
export class RejectedRowError extends Error {
  /** The name of the column that is at fault. */
  readonly column: string

  constructor(column: string, message: string) {
    super(message)
    this.column = column
  }
}
