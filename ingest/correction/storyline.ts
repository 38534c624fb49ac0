import { and, eq, ne } from 'drizzle-orm'
import type { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { storylines } from '../../database/tables/storyline.ts'
import { toId } from '../../database/values/ids.ts'
import { storylineCorrection } from '../format/entity-corrections.ts'
import type { AddProblem } from '../format/problem.ts'
import { referenceIn, statedColumns, type Correcting, type CorrectionRules } from './correct-entity.ts'

type Correction = z.output<typeof storylineCorrection>

/** How a storyline is corrected. Its events are corrected by correctEvent. */
export const STORYLINE_CORRECTION: CorrectionRules<Correction> = {
  concept: 'storyline',
  schema: storylineCorrection,
  references: ({ parent }) => referenceIn(['parent'], 'storyline', parent),
  prepare: prepareStoryline,
}

async function prepareStoryline(
  { tx, id, correction, uuidOf }: Correcting<Correction>,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  const { title, summary, parent } = correction
  const parentId = typeof parent === 'string' ? uuidOf('storyline', parent) : parent
  if (title !== undefined) {
    const [same] = await tx
      .select({ id: storylines.id })
      .from(storylines)
      .where(and(eq(storylines.title, title), ne(storylines.id, id)))
    if (same) addProblem(['title'], `must be unique; ${toId('storyline', same.id)} already has it.`)
  }
  if (typeof parentId === 'string' && (await isPartOf(tx, parentId, id))) {
    addProblem(['parent'], 'would make the storyline a part of itself. Give another one.')
  }
  const columns = statedColumns({ title, summary, parentId })
  return async () => {
    if (Object.keys(columns).length > 0) await tx.update(storylines).set(columns).where(eq(storylines.id, id))
  }
}

/** @returns whether a storyline is another one or a part of it */
async function isPartOf(tx: Database, storylineId: string, wholeId: string): Promise<boolean> {
  const visited = new Set<string>()
  for (let id: string | null = storylineId; id !== null && !visited.has(id);) {
    if (id === wholeId) return true
    visited.add(id)
    const [row]: { parentId: string | null }[] = await tx
      .select({ parentId: storylines.parentId })
      .from(storylines)
      .where(eq(storylines.id, id))
    id = row?.parentId ?? null
  }
  return false
}
