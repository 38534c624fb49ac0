import { getTableName } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import {
  contentOf,
  deleteJson,
  insertJson,
  keyColumns,
  keyOf,
  readRowsOf,
  updateJson,
  type JsonRow,
} from '../../database/sql/json-rows.ts'
import { columnName } from '../../database/tables/columns.ts'
import { storedParts } from '../parts/catalogue.ts'
import { mentionsPart } from '../parts/mentions.ts'
import type { EventPart } from '../parts/part.ts'
import { relationsPart } from '../parts/relations.ts'
import { withOwner, type MergeOrigin, type OtherMerges } from './origins.ts'
import { changedColumns, correctedSince } from './return-rows.ts'

/** What a split does with the rows of one part of events. */
interface PartPlan {
  part: EventPart
  /** The rows that leave the target or become rows of the merged event. */
  deleted: Set<JsonRow>
  /** The rows that would leave the target, but other rows of the target need them. */
  kept: JsonRow[]
  inserted: JsonRow[]
  updated: JsonRow[]
  /** All rows of the target and of the events related to the merged event. */
  current: JsonRow[]
  /** The rows of the merge that were corrected since. */
  corrected: JsonRow[]
}

/** A row that stands in the way of a split. */
export interface CorrectedRow {
  part: string
  row: JsonRow
}

/** Columns of parts that follow from other values. */
const DERIVED_COLUMNS: Record<string, readonly string[]> = {
  claims: ['quote_fate', 'quote_fate_version'],
  event_relations: ['certainty'],
}

/**
 * Returns the rows that a merge has moved to the target to the merged event, and undoes what it has changed in related
 * events. Rows that were added since stay with the target.
 * @param tx a transaction, within `reviseEvents`
 * @returns the rows that were corrected since; if there are any, nothing is changed
 */
export async function returnEventRows(tx: Database, origin: MergeOrigin, others: OtherMerges): Promise<CorrectedRow[]> {
  const plans: PartPlan[] = []
  for (const part of storedParts()) plans.push(await planPart(tx, part, origin, others))
  const corrected = [
    ...plans.flatMap(({ part, corrected: rows }) => rows.map((row) => ({ part: part.name, row }))),
    ...findDependents(plans),
  ]
  if (corrected.length > 0) return corrected
  for (const { part, inserted, updated } of plans) {
    await insertJson(tx, part.table, inserted)
    await updateJson(tx, part.table, updated)
  }
  for (const { part, deleted } of plans.toReversed()) await deleteJson(tx, part.table, [...deleted])
  for (const { part, deleted, kept } of plans) {
    const isNumbered = part.ordinal !== undefined && keyColumns(part.table).includes(columnName(part.ordinal))
    if (isNumbered) continue
    for (const row of deleted) {
      const taken = others.takeOver(part.table, row)
      if (taken) await insertJson(tx, part.table, [{ ...taken, ...('ordinal' in row && { ordinal: row['ordinal'] }) }])
    }
    for (const row of kept) {
      const taken = others.takeOver(part.table, row)
      if (taken) await updateJson(tx, part.table, [taken])
    }
  }
  return []
}

async function planPart(
  tx: Database,
  part: EventPart,
  { changes, mergedId, targetId, ordinal }: MergeOrigin,
  others: OtherMerges,
): Promise<PartPlan> {
  const { table } = part
  const { removed, added } = changes[getTableName(table)] ?? { removed: [], added: [] }
  const eventIds = new Set([targetId, ...added.map((row) => String(row['event_id']))])
  const current = await readRowsOf(tx, table, 'event_id', [...eventIds])
  const plan: PartPlan = { part, deleted: new Set(), kept: [], inserted: [], updated: [], current, corrected: [] }
  const ignored = [
    'occurred_sort',
    ...(part.ordinal ? [columnName(part.ordinal)] : []),
    ...(DERIVED_COLUMNS[getTableName(table)] ?? []),
  ]
  if (part.correctedWith.length === 0) return planFeedPart(plan, removed, added, { mergedId, targetId })
  const removedByKey = new Map(removed.map((row) => [keyOf(table, row), row]))
  const currentByContent = new Map<string, JsonRow[]>()
  for (const row of current) {
    const content = contentOf(row, ignored)
    currentByContent.set(content, [...(currentByContent.get(content) ?? []), row])
  }
  for (const row of added) {
    const match = currentByContent.get(contentOf(row, ignored))?.shift()
    const before = removedByKey.get(keyOf(table, row))
    if (match === undefined) plan.corrected.push(row)
    else if (before === undefined) plan.deleted.add(match)
    else {
      removedByKey.delete(keyOf(table, row))
      if (!others.handOver(table, before, ordinal)) plan.updated.push(changedColumns(table, before, row))
    }
  }
  plan.inserted.push(...removedByKey.values())
  return plan
}

/** Only feeds change the rows of such a part: a row returns with the values that it has now, and nothing is a conflict. */
function planFeedPart(
  plan: PartPlan,
  removed: readonly JsonRow[],
  added: readonly JsonRow[],
  { mergedId, targetId }: Pick<MergeOrigin, 'mergedId' | 'targetId'>,
): PartPlan {
  const { table } = plan.part
  const currentByKey = new Map(plan.current.map((row) => [keyOf(table, row), row]))
  const changedByKey = new Map<string, JsonRow>()
  for (const row of added) {
    const now = currentByKey.get(keyOf(table, row))
    if (now === undefined) continue
    plan.deleted.add(now)
    changedByKey.set(
      keyOf(table, row),
      correctedSince({ ...row, ...('occurred_sort' in now && { occurred_sort: now['occurred_sort'] }) }, now),
    )
  }
  for (const row of removed) {
    plan.inserted.push({ ...row, ...changedByKey.get(keyOf(table, withOwner(row, mergedId, targetId))) })
  }
  return plan
}

/**
 * Finds rows that were added since the merge and refer to a row that leaves the target. A relation or a mention that they
 * need stays with the target too; a claim cannot be in two events.
 */
function findDependents(plans: readonly PartPlan[]): CorrectedRow[] {
  const dependents: CorrectedRow[] = []
  for (const child of plans) {
    const updates = new Map(child.updated.map((row) => [keyOf(child.part.table, row), row]))
    const remaining = child.current
      .filter((row) => !child.deleted.has(row))
      .map((row) => ({ ...row, ...updates.get(keyOf(child.part.table, row)) }))
    for (const { parent, isReferred } of parentsOf(child, plans)) {
      for (const leaving of parent.deleted) {
        const dependent = remaining.find((row) => isReferred(row, leaving))
        if (dependent === undefined) continue
        if (parent.part === relationsPart || parent.part === mentionsPart) {
          parent.deleted.delete(leaving)
          parent.kept.push(leaving)
        } else dependents.push({ part: child.part.name, row: dependent })
      }
    }
  }
  return dependents
}

interface ParentPlan {
  parent: PartPlan
  isReferred: (child: JsonRow, parent: JsonRow) => boolean
}

/** The parts that the rows of a part refer to: by foreign keys, or by the id of the same article. */
function parentsOf(child: PartPlan, plans: readonly PartPlan[]): ParentPlan[] {
  const byForeignKey = getTableConfig(child.part.table).foreignKeys.flatMap((key): ParentPlan[] => {
    const { columns, foreignColumns, foreignTable } = key.reference()
    const parent = plans.find(({ part }) => part.table === foreignTable)
    if (parent === undefined || parent === child) return []
    const names = columns.map((column, i) => [columnName(column), foreignColumns[i]] as const)
    const isReferred: ParentPlan['isReferred'] = (row, leaving) =>
      names.every(([name, foreign]) => foreign !== undefined && row[name] === leaving[columnName(foreign)])
    return [{ parent, isReferred }]
  })
  const mentions = plans.find(({ part }) => part === mentionsPart)
  const citesArticle = 'articleId' in child.part.table && mentions !== undefined && mentions !== child
  return citesArticle
    ? [
        ...byForeignKey,
        {
          parent: mentions,
          isReferred: (row, leaving) =>
            row['event_id'] === leaving['event_id'] && row['article_id'] === leaving['article_id'],
        },
      ]
    : byForeignKey
}
