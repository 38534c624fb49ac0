import { and, eq, ne } from 'drizzle-orm'
import type { z } from 'zod'
import { publishers } from '../../database/tables/publisher.ts'
import { toId } from '../../database/values/ids.ts'
import { publisherCorrection } from '../format/entity-corrections.ts'
import type { AddProblem } from '../format/problem.ts'
import { appendRevisions } from '../history/revisions.ts'
import { reviseOrigins } from '../store/origins.ts'
import { statedColumns, type Correcting, type CorrectionRules } from './correct-entity.ts'

type Correction = z.output<typeof publisherCorrection>

/** How a publisher is corrected. Its name, homepage and owner decide on the origins of events. */
export const PUBLISHER_CORRECTION: CorrectionRules<Correction> = {
  concept: 'publisher',
  schema: publisherCorrection,
  references: () => [],
  prepare: preparePublisher,
}

async function preparePublisher(
  { tx, id, correction, auditInfo }: Correcting<Correction>,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  const { name, homepage, owner } = correction
  if (name !== undefined) {
    const [same] = await tx
      .select({ id: publishers.id })
      .from(publishers)
      .where(and(eq(publishers.name, name), ne(publishers.id, id)))
    if (same) addProblem(['name'], `must be unique; ${toId('publisher', same.id)} already has it.`)
  }
  const columns = statedColumns({ name, homepage, owner })
  return async () => {
    if (Object.keys(columns).length === 0) return
    await tx.update(publishers).set(columns).where(eq(publishers.id, id))
    await appendRevisions(tx, await reviseOrigins(tx, { publisherId: id }, auditInfo))
  }
}
