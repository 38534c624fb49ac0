import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { z } from 'zod'
import type { Database } from '../../database/database.ts'
import type { CERTAINTIES, CLAIM_CERTAINTIES, REALIS } from '../../database/tables/enums.ts'
import type { ClaimDraft, QuoteFate } from '../format/claim.ts'
import type { eventParts } from '../format/event.ts'
import type { UuidOf } from '../format/references.ts'

/** A table with rows of events. Its primary key begins with the event. */
export type EventPartTable = PgTable & { eventId: PgColumn }

/** The rows of an event by the name of the part. A part that is omitted is unknown, or does not change. */
export type PartRows = Readonly<Record<string, readonly object[]>>

/**
 * A part of events: one table with any number of rows for each event, and all that differs between the parts. The part
 * is declared in a file of its own and listed in `catalogue.ts`; publishing, imports, corrections, merges, history and
 * archives read it there. Its as-of view is declared beside its table.
 */
export interface EventPart<Row extends object = object> {
  /** The name of its field in drafts and in the history. */
  readonly name: string
  readonly table: EventPartTable
  /** The column that numbers the rows of an event from 0; absent if they have no order. */
  readonly ordinal?: PgColumn
  /** The fields of a correction that replace the rows: those that the rows are made from or refer to. */
  readonly correctedWith: readonly string[]
  /**
   * What a merge does with the rows of a merged event. APPEND: they follow the rows of the target. UNITE: the target
   * keeps its rows and gets those that it does not have. A function moves the rows itself; it runs before the other
   * parts are moved, and the rows that it leaves with the merged event are deleted.
   */
  readonly onMerge: 'APPEND' | 'UNITE' | ((tx: Database, targetId: string, mergedId: string) => Promise<void>)
  /** True if an event can have very many rows: its history then has only the removed and the added ones. */
  readonly hasManyRows?: boolean
  /** True if the rows are computed from others: merges and splits leave them to the derivation. */
  readonly isDerived?: boolean
  /** True if every row of a feed adds to the part; otherwise the part comes from the first row of its event. */
  readonly isAddedByEveryRow?: boolean
  /** The rows of an event, complete and without duplicates; undefined if its draft does not state the part. */
  rows(event: EventContent): Row[] | undefined
  /** The value of its field in the history, with public ids; absent if the field of another part has it. */
  snapshot?(rows: readonly Row[], parts: PartRows): unknown
  /** The value of its field in a draft of the stored event, with public ids; absent if corrections do not state it. */
  toDraft?(rows: readonly Row[], parts: PartRows): unknown
}

/** Allows null wherever a field may be omitted: feeds state unknown values as null. */
type Nullable<Value> = Value extends readonly (infer Item)[]
  ? readonly Nullable<Item>[]
  : Value extends object
    ? { [Field in keyof Value]: Nullable<Value[Field]> | (undefined extends Value[Field] ? null : never) }
    : Value

type ReportedEvent = z.output<typeof eventParts>

/**
 * A claim with its UUID, the version of its article, its realis, and whether its quote was found in the text of that
 * version.
 */
export interface IdentifiedClaim extends Omit<ClaimDraft, 'certainty'> {
  id: string
  certainty: (typeof CLAIM_CERTAINTIES)[number]
  articleId: string
  articleVersion: number
  realis: (typeof REALIS)[number]
  isVerified: boolean
  /** Undefined if the quote was not located again. */
  quoteFate?: QuoteFate | undefined
}

/** A relation whose certainty is stated or derived. */
export type CertainRelation = Omit<ReportedEvent['relations'][number], 'certainty'> & {
  certainty: (typeof CERTAINTIES)[number]
}

/** The fields of an event that are columns of `events`, and those that are completed for their rows. */
type OtherField = 'key' | 'title' | 'summary' | 'realis' | 'polarity' | 'occurred' | 'location' | 'claims' | 'relations'

/**
 * What is stated about the parts of an event: the lists of the report format. A part that reports do not state adds its
 * field in its own file. A part that is omitted is unknown, or does not change.
 */
export interface PartsDraft extends Partial<Nullable<Omit<ReportedEvent, OtherField>>> {
  claims?: readonly IdentifiedClaim[]
  relations?: readonly CertainRelation[]
}

/** What the rows of the parts of an event are made from. */
export interface EventContent {
  /** UUID. */
  eventId: string
  /** The time by which lists sort the event. The rows of some parts have a copy. */
  occurredSort: string
  draft: PartsDraft
  /** Resolves the references of the draft. */
  uuidOf: UuidOf
}

/** The rows without those that have the key of an earlier one. */
export function distinct<Row>(rows: readonly Row[] | undefined, keyOf: (row: Row) => string): Row[] | undefined {
  if (rows === undefined) return undefined
  const first = new Map<string, Row>()
  for (const row of rows) if (!first.has(keyOf(row))) first.set(keyOf(row), row)
  return [...first.values()]
}
