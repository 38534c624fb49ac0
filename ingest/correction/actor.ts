import { and, eq, isNotNull } from 'drizzle-orm'
import type { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { actors, memberships } from '../../database/tables/actor.ts'
import { ACTOR_TABLES } from '../../database/tables/entities.ts'
import { tenures } from '../../database/tables/office.ts'
import { participations } from '../../database/tables/participation.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { renameActors } from '../derived/rename.ts'
import { actorCorrection } from '../format/entity-corrections.ts'
import type { AddProblem } from '../format/problem.ts'
import { appendRevisions } from '../history/revisions.ts'
import { reviseOrigins } from '../store/origins.ts'
import { checkPeriods } from '../validate/entities.ts'
import {
  referenceIn,
  referencesInList,
  statedColumns,
  type Correcting,
  type CorrectionRules,
} from './correct-entity.ts'
import { prepareListChange } from './list-change.ts'
import { prepareNameChanges } from './names.ts'

type Correction = z.output<typeof actorCorrection>

/** How an actor is corrected: what a report can state about it, its memberships and tenures included. */
export const ACTOR_CORRECTION: CorrectionRules<Correction> = {
  concept: 'actor',
  schema: actorCorrection,
  references: ({ country, memberships: membershipChange, tenures: tenureChange }) => [
    ...referenceIn(['country'], 'place', country),
    ...referencesInList('memberships', membershipChange, 'organization', 'actor'),
    ...referencesInList('tenures', tenureChange, 'office', 'office'),
  ],
  prepare: prepareActor,
}

async function prepareActor(correcting: Correcting<Correction>, addProblem: AddProblem): Promise<() => Promise<void>> {
  const { tx, id, correction, uuidOf, auditInfo } = correcting
  const applyNames = await prepareNameChanges(tx, ACTOR_TABLES, id, correction, addProblem)
  const applyMemberships = await prepareMemberships(correcting, addProblem)
  const applyTenures = await prepareTenures(correcting, addProblem)
  const { kind, name, description, country } = correction
  const columns = statedColumns({
    kind,
    name,
    description,
    countryId: typeof country === 'string' ? uuidOf('place', country) : country,
  })
  return async () => {
    if (Object.keys(columns).length > 0) await tx.update(actors).set(columns).where(eq(actors.id, id))
    await applyNames()
    await applyMemberships()
    await applyTenures()
    if (name !== undefined || correction.names) await renameActors(tx, [id])
    // Claims that are attributed to an agency, or to the publisher of another article, have its origin: by the name.
    if (name !== undefined) await appendRevisions(tx, await reviseOrigins(tx, { actorId: id }, auditInfo))
  }
}

async function prepareMemberships(
  { tx, id, correction, uuidOf }: Correcting<Correction>,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  checkPeriods(correction.memberships?.add ?? [], ['memberships', 'add'], addProblem)
  const { added, apply } = await prepareListChange(
    tx,
    {
      field: 'memberships',
      noun: 'membership',
      table: memberships,
      owner: memberships.memberId,
      ownerId: id,
      identity: ['organizationId', 'role', 'validFrom'],
      rowOf: ({ organization, role, from = null, until = null }) => {
        const organizationId = uuidOf('actor', organization)
        const membershipId = deriveUuid(0, 'membership', id, organizationId, role, from ?? '')
        return { id: membershipId, memberId: id, organizationId, role, validFrom: from, validUntil: until }
      },
    },
    correction.memberships,
    addProblem,
  )
  if (added.some(({ organizationId }) => organizationId === id)) {
    addProblem(['memberships', 'add'], 'relate the actor to itself. Remove that membership.')
  }
  return apply
}

async function prepareTenures(
  { tx, id, correction, uuidOf }: Correcting<Correction>,
  addProblem: AddProblem,
): Promise<() => Promise<void>> {
  checkPeriods(correction.tenures?.add ?? [], ['tenures', 'add'], addProblem)
  const { remaining, apply } = await prepareListChange(
    tx,
    {
      field: 'tenures',
      noun: 'tenure',
      table: tenures,
      owner: tenures.personId,
      ownerId: id,
      identity: ['officeId', 'validFrom'],
      rowOf: ({ office, from = null, until = null }) => {
        const officeId = uuidOf('office', office)
        const tenureId = deriveUuid(0, 'tenure', id, officeId, from ?? '')
        return { id: tenureId, personId: id, officeId, validFrom: from, validUntil: until }
      },
    },
    correction.tenures,
    addProblem,
  )
  const kind = correction.kind ?? (await readKind(tx, id))
  if (kind !== 'PERSON' && remaining.length > 0) {
    const path = correction.kind === undefined ? ['tenures', 'add'] : ['kind']
    addProblem(
      path,
      `cannot be combined: only a PERSON has tenures, and the actor is of kind ${kind}. Remove its tenures.`,
    )
  }
  if (correction.kind !== undefined && kind !== 'PERSON' && (await holdsOfficeInEvents(tx, id))) {
    const message = `must be PERSON; got ${kind}: the actor takes part in events as the holder of an office. Correct these events first.`
    addProblem(['kind'], message)
  }
  return apply
}

async function readKind(tx: Database, id: string): Promise<string | undefined> {
  const [row] = await tx.select({ kind: actors.kind }).from(actors).where(eq(actors.id, id))
  return row?.kind
}

async function holdsOfficeInEvents(tx: Database, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: participations.eventId })
    .from(participations)
    .where(and(eq(participations.actorId, id), isNotNull(participations.officeId)))
    .limit(1)
  return rows.length > 0
}
