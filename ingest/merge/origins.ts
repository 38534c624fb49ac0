import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { keyColumns, keyOf, type JsonRow } from '../../database/sql/json-rows.ts'
import { readRow } from '../../database/sql/rows.ts'
import { columnName } from '../../database/tables/columns.ts'
import { mergeOrigins, type RowChanges } from '../../database/tables/merge-origin.ts'
import { toId, type Concept } from '../../database/values/ids.ts'
import { EventConflictError } from '../history/expect-version.ts'
import type { ChangesByTable } from './row-changes.ts'

export type MergeOrigin = typeof mergeOrigins.$inferSelect

/** Saves what the merge of one event, actor or place into another has changed, in any number of parts. */
export class OriginWriter {
  readonly #tx: Database
  readonly #targetId: string
  readonly #mergedId: string
  #part = 0
  #ordinal: number | undefined

  /** @param tx a transaction that holds the write lock */
  constructor(tx: Database, targetId: string, mergedId: string) {
    this.#tx = tx
    this.#targetId = targetId
    this.#mergedId = mergedId
  }

  async save(changes: ChangesByTable): Promise<void> {
    this.#ordinal ??= (
      await readRow<{ next: number }>(
        this.#tx,
        sql`select coalesce(max(ordinal), 0)::int + 1 as next from ${mergeOrigins}`,
      )
    ).next
    const origin = { mergedId: this.#mergedId, targetId: this.#targetId, ordinal: this.#ordinal, part: this.#part++ }
    await this.#tx.insert(mergeOrigins).values({ ...origin, changes })
  }
}

/**
 * Reads what a merge has changed.
 * @param mergedIntoId the target of the merged object; null if it is not merged
 * @throws {EventConflictError} if the object is not merged into this target, or its merge has no record
 */
export async function readOrigin(
  tx: Database,
  concept: Concept,
  targetId: string,
  merged: { id: string; mergedIntoId: string | null },
  path: readonly string[],
): Promise<MergeOrigin[]> {
  const mergedId = toId(concept, merged.id)
  if (merged.mergedIntoId === null) {
    throw new EventConflictError('CONFLICT', path, `${mergedId} is not merged into another ${concept}.`)
  }
  if (merged.mergedIntoId !== targetId) {
    const intoId = toId(concept, merged.mergedIntoId)
    const message = `${mergedId} is merged into ${intoId}, not into ${toId(concept, targetId)}. Split it from ${intoId}; if that is merged too, split that first.`
    throw new EventConflictError('CONFLICT', path, message)
  }
  const parts = await tx
    .select()
    .from(mergeOrigins)
    .where(eq(mergeOrigins.mergedId, merged.id))
    .orderBy(asc(mergeOrigins.part))
  if (parts.length === 0) {
    const message = `${mergedId} was merged before merges were recorded, so it is not known what it had. Publish it again or correct the ${concept} that remains.`
    throw new EventConflictError('CONFLICT', path, message)
  }
  return parts
}

/** Replaces what the record of a merge says that it has changed. */
export async function saveOrigin(tx: Database, { mergedId, part, changes }: MergeOrigin): Promise<void> {
  await tx
    .update(mergeOrigins)
    .set({ changes })
    .where(and(eq(mergeOrigins.mergedId, mergedId), eq(mergeOrigins.part, part)))
}

/** Deletes the record of a merge that a split has undone. */
export async function deleteOrigin(tx: Database, mergedId: string): Promise<void> {
  await tx.delete(mergeOrigins).where(eq(mergeOrigins.mergedId, mergedId))
}

/**
 * The other merges into a target. A row that several merged objects had is stored once; after the split of the one that
 * brought it, the target keeps it for the others.
 */
export class OtherMerges {
  readonly #origins: readonly MergeOrigin[]
  readonly #changed = new Set<MergeOrigin>()

  private constructor(origins: readonly MergeOrigin[]) {
    this.#origins = origins
  }

  /** Of rows that no other merge has changed. */
  static none(): OtherMerges {
    return new OtherMerges([])
  }

  /** Reads the other merges into the target, earliest first. */
  static async read(tx: Database, targetId: string, splitId: string): Promise<OtherMerges> {
    const origins = await tx
      .select()
      .from(mergeOrigins)
      .where(and(eq(mergeOrigins.targetId, targetId), ne(mergeOrigins.mergedId, splitId)))
      .orderBy(asc(mergeOrigins.ordinal), asc(mergeOrigins.part))
    return new OtherMerges(origins)
  }

  /**
   * Returns the row that another merged object would have given the target in place of a row, and records that its merge
   * has brought it.
   */
  takeOver(table: PgTable, row: JsonRow): JsonRow | undefined {
    const name = getTableConfig(table).name
    const identity = identityOf(table, row)
    for (const origin of this.#origins) {
      const changes = origin.changes[name]
      for (const removed of changes?.removed ?? []) {
        const moved = withOwner(removed, origin.mergedId, origin.targetId)
        if (removed === moved || identityOf(table, moved) !== identity) continue
        changes?.added.push(moved)
        this.#changed.add(origin)
        return moved
      }
    }
    return undefined
  }

  /**
   * Hands the earlier values of a row to the next merge that has changed the same row.
   * @returns whether there is one; the row then keeps its values
   */
  handOver(table: PgTable, before: JsonRow, ordinal: number): boolean {
    const name = getTableConfig(table).name
    const key = keyOf(table, before)
    const isSame = (row: JsonRow) => keyOf(table, row) === key
    for (const origin of this.#origins) {
      const changes: RowChanges | undefined = origin.changes[name]
      if (origin.ordinal < ordinal || !changes?.added.some(isSame)) continue
      const position = changes.removed.findIndex(isSame)
      if (position < 0) continue
      changes.removed[position] = before
      this.#changed.add(origin)
      return true
    }
    return false
  }

  /** Saves what was taken over and handed over. */
  async save(tx: Database): Promise<void> {
    for (const origin of this.#changed) await saveOrigin(tx, origin)
  }
}

/** @returns the row with the UUID of the target wherever it has that of the merged object; the same row if nowhere */
export function withOwner(row: JsonRow, mergedId: string, targetId: string): JsonRow {
  if (!Object.values(row).includes(mergedId)) return row
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === mergedId ? targetId : value]))
}

/** @returns the columns that make two rows the same: the key, or the unique columns of rows with an id of their own */
export function identityColumns(table: PgTable): string[] {
  const [unique] = getTableConfig(table).uniqueConstraints
  return keyColumns(table).join() === 'id' && unique ? unique.columns.map(columnName) : keyColumns(table)
}

/** @returns what makes two rows the same, as one text */
export function identityOf(table: PgTable, row: JsonRow): string {
  return JSON.stringify(identityColumns(table).map((name) => row[name] ?? null))
}
