import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { PLACE_TABLES } from '../../database/tables/entities.ts'
import { placeParents, places } from '../../database/tables/place.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { isWithinItself, readPlaceIdsBelow, rebuildAncestors } from '../derived/place-ancestors.ts'
import { renamePlaces, updateEventsAt } from '../derived/rename.ts'
import { placeCorrection } from '../format/entity-corrections.ts'
import { InvalidReportError, type AddProblem } from '../format/problem.ts'
import { checkCoordinates, checkPeriods } from '../validate/entities.ts'
import { referencesInList, statedColumns, type Correcting, type CorrectionRules } from './correct-entity.ts'
import { prepareListChange } from './list-change.ts'
import { prepareNameChanges } from './names.ts'

type Correction = z.output<typeof placeCorrection>

/** How a place is corrected: what a report can state about it, its parents included. */
export const PLACE_CORRECTION: CorrectionRules<Correction> = {
  concept: 'place',
  schema: placeCorrection,
  references: ({ parents }) => referencesInList('parents', parents, 'place', 'place'),
  prepare: preparePlace,
}

async function preparePlace(correcting: Correcting<Correction>, addProblem: AddProblem): Promise<() => Promise<void>> {
  const { tx, id, correction } = correcting
  const { kind, name, latitude, longitude, parents, names } = correction
  const applyNames = await prepareNameChanges(tx, PLACE_TABLES, id, correction, addProblem)
  const applyParents = await prepareParents(correcting, addProblem)
  const columns = statedColumns({ kind, name, latitude, longitude })
  const [stored] = await tx.select().from(places).where(eq(places.id, id))
  const coordinates = { ...stored, ...columns }
  checkCoordinates(
    { latitude: coordinates.latitude ?? undefined, longitude: coordinates.longitude ?? undefined },
    [],
    addProblem,
  )
  return async () => {
    const placeIdsBelow = await readPlaceIdsBelow(tx, [id])
    if (Object.keys(columns).length > 0) await tx.update(places).set(columns).where(eq(places.id, id))
    await applyNames()
    await applyParents()
    if (parents) {
      await rebuildAncestors(tx, placeIdsBelow)
      if (await isWithinItself(tx, id)) {
        throw new InvalidReportError([{ path: ['parents', 'add'], message: 'make the place a part of itself.' }])
      }
    }
    if (name !== undefined || names) await renamePlaces(tx, [id])
    if (parents || (kind !== undefined && kind !== stored?.kind)) await updateEventsAt(tx, placeIdsBelow)
  }
}

async function prepareParents(
  { tx, id, correction, uuidOf }: Correcting<Correction>,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  checkPeriods(correction.parents?.add ?? [], ['parents', 'add'], addProblem)
  const { added, apply } = await prepareListChange(
    tx,
    {
      field: 'parents',
      noun: 'parent',
      table: placeParents,
      owner: placeParents.placeId,
      ownerId: id,
      identity: ['kind', 'parentId', 'validFrom'],
      rowOf: ({ kind, place, from = null, until = null }) => {
        const parentId = uuidOf('place', place)
        const edgeId = deriveUuid(0, 'place-parent', id, kind, parentId, from ?? '')
        return { id: edgeId, placeId: id, parentId, kind, validFrom: from, validUntil: until }
      },
    },
    correction.parents,
    addProblem,
  )
  if (added.some(({ parentId }) => parentId === id)) {
    addProblem(['parents', 'add'], 'relate the place to itself. Remove that parent.')
  }
  return apply
}
