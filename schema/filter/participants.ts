import { and, not, sql, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { actors } from '../../database/tables/actor.ts'
import { events } from '../../database/tables/event.ts'
import { tenures } from '../../database/tables/office.ts'
import { participations } from '../../database/tables/participation.ts'
import type { Context } from '../builder/context.ts'
import { parseCountry } from '../entity/country.ts'
import { actorIdsByName } from '../entity/name-search.ts'
import { createLoader, LOAD_ORDER } from '../loaders/loader.ts'
import { uuidOf } from '../relay/node.ts'
import type { ParticipantWhere } from './condition-inputs.ts'
import type { Condition, ParsedCondition } from './condition.ts'
import { drivenByActor } from './driving-table.ts'
import type { EventFilter } from './event-filter.ts'
import { perKeyScanOf } from './per-key-scan.ts'

/** The UUIDs of a filter of one participant, after its look-ups. A missing field does not restrict. */
interface ResolvedParticipant {
  /** The ids of the actors that the filter names: by `actor`, by `actors` and by `name`. */
  actorIds: readonly (readonly string[])[]
  kinds: readonly string[] | null | undefined
  roles: readonly string[] | null | undefined
  /** Null if the country is not stored. */
  countryId: string | null | undefined
  office: { id: string; holderIds: readonly string[] } | undefined
}

/**
 * Parses a filter of participants.
 * @throws {GraphQLError} BAD_USER_INPUT if an id or a country is invalid
 */
export function participantConditions({
  some,
  every,
  none,
}: NonNullable<EventFilter['participants']>): ParsedCondition[] {
  return [
    some ? parsed('participants.some', some, hasSome) : [],
    every ? parsed('participants.every', every, (participant) => ({ where: hasOnly(participant) })) : [],
    none
      ? parsed('participants.none', none, (participant) => ({ where: not(participates(conditionOf(participant))) }))
      : [],
  ].flat()
}

function parsed(
  field: string,
  where: typeof ParticipantWhere.$inferInput,
  conditionOfEvent: (participant: ResolvedParticipant) => Condition,
): ParsedCondition {
  const resolve = parseParticipant(where)
  return { field, resolve: async (context) => conditionOfEvent(await resolve(context)) }
}

function parseParticipant({
  actor,
  actors: severalActors,
  name,
  kind,
  country,
  roles,
  office,
}: typeof ParticipantWhere.$inferInput): (context: Context) => Promise<ResolvedParticipant> {
  const givenIds = [
    ...(isGiven(actor) ? [[uuidOf('actor', actor)]] : []),
    ...(isGiven(severalActors) ? [severalActors.map((id) => uuidOf('actor', id))] : []),
  ]
  const countryIdOf = isGiven(country) ? parseCountry(country) : undefined
  const officeId = isGiven(office) ? uuidOf('office', office) : undefined
  return async (context) => {
    const [named, countryId, holderIds] = await Promise.all([
      name?.trim() ? actorIdsByName(context).load(name) : undefined,
      countryIdOf?.(context),
      officeId === undefined ? [] : holderIdsByOffice(context).load(officeId),
    ])
    return {
      actorIds: [...givenIds, ...(named ? [named] : [])],
      kinds: kind,
      roles,
      countryId,
      office: officeId === undefined ? undefined : { id: officeId, holderIds },
    }
  }
}

/** A filter that names actors in one way, and no other property than their roles, can be read from their participations. */
function hasSome(participant: ResolvedParticipant): Condition {
  const { actorIds, kinds, roles, countryId, office } = participant
  const [onlyIds, ...otherIds] = actorIds
  const isOnlyNamed = otherIds.length === 0 && !isGiven(kinds) && countryId === undefined && office === undefined
  return {
    where: participates(conditionOf(participant)),
    ...(isOnlyNamed && onlyIds && perKeyScanOf([...new Set(onlyIds)], (id) => drivenByActor(id, roles))),
    hasOnePlan: !isGiven(roles),
  }
}

function hasOnly(participant: ResolvedParticipant): SQL {
  return not(participates(sql`not coalesce(${conditionOf(participant)}, false)`))
}

function participates(condition: SQL): SQL {
  return sql`exists (select 1 from ${participations} where ${participations.eventId} = ${events.id} and ${condition})`
}

/** Returns the condition on `participations`. */
function conditionOf({ actorIds, kinds, roles, countryId, office }: ResolvedParticipant): SQL {
  const actorCondition = and(
    inList(actors.kind, kinds),
    countryId === undefined ? undefined : sql`${actors.countryId} = ${countryId}::uuid`,
  )
  return (
    and(
      ...actorIds.map((ids) => inList(participations.actorId, ids)),
      inList(participations.role, roles),
      office && inOffice(office),
      actorCondition &&
        sql`exists (select 1 from ${actors} where ${actors.id} = ${participations.actorId} and ${actorCondition})`,
    ) ?? sql`true`
  )
}

/** The day of the event is read from the sort time in `participations`, which avoids a look-up in `events`. */
function inOffice({ id, holderIds }: NonNullable<ResolvedParticipant['office']>): SQL {
  const day = sql`(${participations.occurredSort} at time zone 'UTC')::date`
  return sql`(${participations.officeId} = ${id} or (${participations.officeId} is null
    and ${participations.actorId} = any(${sql.param(holderIds)}::uuid[]) and ${participations.occurredSort} > '-infinity'
    and exists (select 1 from ${tenures} where ${tenures.personId} = ${participations.actorId} and ${tenures.officeId} = ${id}
      and (${tenures.validFrom} is null or ${tenures.validFrom} <= ${day})
      and (${tenures.validUntil} is null or ${day} < ${tenures.validUntil}))))`
}

/** Loads the UUIDs of all past and present holders of an office. */
const holderIdsByOffice = createLoader<string, string[]>(LOAD_ORDER.LOOK_UP, async (officeIds, { db }) => {
  const rows = await db
    .selectDistinct({ office: tenures.officeId, person: tenures.personId })
    .from(tenures)
    .where(sql`${tenures.officeId} = any(${sql.param(officeIds)}::uuid[])`)
  return officeIds.map((id) => rows.filter(({ office }) => office === id).map(({ person }) => person))
})
