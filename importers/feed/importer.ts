import type { CODE_SCHEMES, DATASET_METHODS } from '../../database/tables/enums.ts'
import { showValue } from '../../database/values/show-value.ts'
import type { Input } from '../read/input.ts'
import type { EventRowDraft, MentionRowDraft } from './draft.ts'

/** A dataset as its importer declares it, with the terms of use of its data. */
export interface DatasetDeclaration {
  name: string
  /** How its events are made. */
  method: (typeof DATASET_METHODS)[number]
  title: string
  licence: string
  citation: string | null
  homepage: string | null
}

/** A row that the import does not store, because it breaks a rule of its format. */
export interface RejectedRow {
  /** The number of the line on which the row begins, from 1; in GeoJSON the position of the feature, from 1. */
  line: number
  /** The column with the wrong value; absent if the row as a whole is wrong. */
  column?: string
  /** The field of the mapping that the cell is for, such as `quantities[0].best`; absent if the feed has no mapping. */
  field?: string
  /** The rule, then `; got` and the value received. The import log counts rejected rows by the rule alone. */
  reason: string
  /** The row as it is in the file, shortened. */
  text: string
}

export type RowContent = { eventRow: EventRowDraft } | { mentionRow: MentionRowDraft } | { rejectedRow: RejectedRow }

/** A row of a file with the number of its line. */
export type ParsedRow = { line: number } & RowContent

/** One file format of a feed: how to recognize it, and how its rows become drafts. */
export interface Importer {
  /** The name of the format in the import log, such as `gdelt-2-events`. */
  format: string
  dataset: DatasetDeclaration
  /** The names of all columns; the importer uses or ignores each. */
  columns: { used: readonly string[]; ignored: readonly string[] }
  /** The labels of the codes that its events carry. */
  labels: { scheme: (typeof CODE_SCHEMES)[number]; codes: ReadonlyMap<string, string> }
  /** True if a row lists all mentions of its event. A changed row then deletes the mentions that it no longer lists. */
  listsAllMentions: boolean
  /**
   * Tells how many of the first lines have this format; 0 if the file has another one.
   * @param head the first lines that are not blank, at most fifty
   */
  recognizes(head: readonly string[]): number
  read(input: Input): AsyncGenerator<ParsedRow>
}

/** A row breaks a rule of its format; the import rejects the row. The message names column, rule and value. */
export class RejectedRowError extends Error {
  readonly column: string
  /** See `RejectedRow.field`. */
  field?: string

  /**
   * @param column the name of the column with the wrong value
   * @param rule what the column must hold, such as "must be a day YYYYMMDD"
   * @param value the cell; undefined if it is empty
   */
  constructor(column: string, rule: string, value: string | undefined) {
    super(`${column} ${rule}; got ${value === undefined ? 'an empty cell' : showValue(value)}`)
    this.column = column
  }
}
