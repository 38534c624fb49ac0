import { and, eq, isNull, ne } from 'drizzle-orm'
import type { z } from 'zod'
import { offices } from '../../database/tables/office.ts'
import { toId } from '../../database/values/ids.ts'
import { officeCorrection } from '../format/entity-corrections.ts'
import type { AddProblem } from '../format/problem.ts'
import { referenceIn, statedColumns, type Correcting, type CorrectionRules } from './correct-entity.ts'

type Correction = z.output<typeof officeCorrection>

/** How an office is corrected. Its tenures are corrected with their persons. */
export const OFFICE_CORRECTION: CorrectionRules<Correction> = {
  concept: 'office',
  schema: officeCorrection,
  references: ({ organization, place }) => [
    ...referenceIn(['organization'], 'actor', organization),
    ...referenceIn(['place'], 'place', place),
  ],
  prepare: prepareOffice,
}

async function prepareOffice(
  { tx, id, correction, uuidOf }: Correcting<Correction>,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  const { title, organization, place } = correction
  const columns = statedColumns({
    title,
    organizationId: typeof organization === 'string' ? uuidOf('actor', organization) : organization,
    placeId: typeof place === 'string' ? uuidOf('place', place) : place,
  })
  const [stored] = await tx.select().from(offices).where(eq(offices.id, id))
  const { title: newTitle = '', organizationId = null } = { ...stored, ...columns }
  const isSameOrganization = organizationId
    ? eq(offices.organizationId, organizationId)
    : isNull(offices.organizationId)
  const [same] = await tx
    .select({ id: offices.id })
    .from(offices)
    .where(and(eq(offices.title, newTitle), isSameOrganization, ne(offices.id, id)))
  if (same) {
    const path = title === undefined ? ['organization'] : ['title']
    addProblem(path, `must differ: ${toId('office', same.id)} already has this title and organization.`)
  }
  return async () => {
    if (Object.keys(columns).length > 0) await tx.update(offices).set(columns).where(eq(offices.id, id))
  }
}
