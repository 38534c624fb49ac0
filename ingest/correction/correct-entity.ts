import type { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { InvalidReportError, type AddProblem, type Path, type Problem } from '../format/problem.ts'
import { checkIdConcept, isStoredId, type Referable, type Reference, type UuidOf } from '../format/references.ts'
import { problemsIn, zodMessage } from '../format/zod-messages.ts'
import type { RevisedConcept } from '../history/entity-snapshots.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import { assertEntityVersion, reviseEntities } from '../history/revise-entities.ts'
import type { AuditInfo } from '../history/revise.ts'
import { describeErased, findErased } from '../resolve/erased.ts'
import { resolveStoredIds } from '../resolve/stored-ids.ts'

/** A correction that has the right shape, of one stored object. */
export interface Correcting<Correction> {
  /** A transaction that holds the write lock. */
  tx: Database
  /** UUID of the object. */
  id: string
  correction: Correction
  uuidOf: UuidOf
  /** For the revisions of events that change with the object. */
  auditInfo: AuditInfo
}

/** How the objects of one concept are corrected. */
export interface CorrectionRules<Correction> {
  concept: RevisedConcept
  schema: z.ZodType<Correction> & { shape: Record<string, z.ZodType> }
  references: (correction: Correction) => Reference[]
  /**
   * Checks a correction against what is stored.
   * @returns the change to make, derived tables included
   */
  prepare: (correcting: Correcting<Correction>, addProblem: AddProblem) => Promise<() => Promise<void>>
}

/**
 * Corrects an actor, place, office, article, storyline or publisher. Its earlier values stay in its history.
 * @param db a database; the function runs its own transaction
 * @param expected the object and the version that the client has read
 * @param input the corrected fields
 * @throws {EventConflictError} if there is no such object, it has another version, or it is merged into another
 * @throws {InvalidReportError} with all problems of the input, by their paths in it; also if it changes nothing
 */
export function correctEntity<Correction>(
  db: Database,
  { concept, schema, references, prepare }: CorrectionRules<Correction>,
  expected: ExpectedVersion,
  input: unknown,
  auditInfo: AuditInfo,
): Promise<void> {
  return withWriteLock(db, async (tx) => {
    await assertEntityVersion(tx, concept, expected)
    const erasedAt = (await findErased(tx, [expected.id])).get(expected.id)
    if (erasedAt !== undefined) throw new InvalidReportError([{ path: [concept], message: describeErased(erasedAt) }])
    const parsed = schema.safeParse(input, { error: zodMessage })
    if (!parsed.success) throw new InvalidReportError(problemsIn(parsed.error))
    const problems: Problem[] = []
    const addProblem: AddProblem = (path, message) => problems.push({ path, message })
    const throwIfInvalid = () => {
      if (problems.length > 0) throw new InvalidReportError(problems)
    }
    const stated = references(parsed.data)
    for (const reference of stated) {
      const { path, value } = reference
      if (isStoredId(value)) checkIdConcept(reference, addProblem)
      else {
        const message = `must be the id of a stored ${reference.concept}; got "${value}". Only publishReport creates a new one.`
        addProblem(path, message)
      }
    }
    throwIfInvalid()
    const uuidOfStored = await resolveStoredIds(tx, stated, addProblem)
    throwIfInvalid()
    const uuidOf: UuidOf = (_concept, reference) => uuidOfStored(reference)
    const change = await prepare({ tx, id: expected.id, correction: parsed.data, uuidOf, auditInfo }, addProblem)
    throwIfInvalid()
    const count = await reviseEntities(tx, concept, [expected.id], auditInfo, change)
    if (count === 0) {
      throw new InvalidReportError([{ path: [], message: `changes nothing: the ${concept} already has these values.` }])
    }
  })
}

/** @returns the reference in an optional field; none if the field is omitted or null */
export function referenceIn(path: Path, concept: Referable, value: string | null | undefined): Reference[] {
  return value === undefined || value === null ? [] : [{ path, concept, value }]
}

/** The added and removed items of a list. */
export interface ListChange<Item> {
  add: Item[]
  remove: Item[]
}

/** @returns the references in the items of a changed list */
export function referencesInList<Item>(
  field: string,
  change: ListChange<Item> | undefined,
  property: keyof Item & string,
  concept: Referable,
): Reference[] {
  if (change === undefined) return []
  return (['add', 'remove'] as const).flatMap((list) =>
    change[list].map((item, i) => ({ path: [field, list, i, property], concept, value: String(item[property]) })),
  )
}

/** The columns to set: those whose value is stated. Null removes a value. */
export function statedColumns<Columns extends object>(columns: Columns): Partial<Columns> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Partial<Columns>
}
