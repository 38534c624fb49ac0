import { and, eq, not, sql, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { actors } from '../../database/tables/actor.ts'
import { events } from '../../database/tables/event.ts'
import { tenures } from '../../database/tables/office.ts'
import { participations } from '../../database/tables/participation.ts'
import { parseCountry, type CountryCodes } from '../entity/country.ts'
import { uuidOf } from '../relay/node.ts'
import type { EventFilter, ParticipantWhere } from './event-filter.ts'

export type ParticipantFilter = typeof ParticipantWhere.$inferInput

/** The stored ids for the names, codes and offices of a filter of participants. */
export interface ResolvedParticipants {
  codes: CountryCodes
  /** Returns the UUIDs of the actors with a name that contains these words. */
  actorIdsByName: (name: string) => readonly string[]
  /** Returns the UUIDs of all past and present holders of an office. */
  actorIdsByOffice: (officeId: string) => readonly string[]
}

/** Returns the condition on `events` for a filter of participants. */
export function hasParticipants(
  { some, every, none }: NonNullable<EventFilter['participants']>,
  resolved: ResolvedParticipants,
): SQL | undefined {
  return and(
    some ? participates(participantCondition(some, resolved)) : undefined,
    every ? not(participates(sql`not coalesce(${participantCondition(every, resolved)}, false)`)) : undefined,
    none ? not(participates(participantCondition(none, resolved))) : undefined,
  )
}

function participates(condition: SQL): SQL {
  return sql`exists (select 1 from ${participations} where ${participations.eventId} = ${events.id} and ${condition})`
}

/** Returns the condition on `participations` for a filter of one participant. */
function participantCondition(
  { actor, actors: actorIds, name, kind, country, roles, office }: ParticipantFilter,
  { codes, actorIdsByName, actorIdsByOffice }: ResolvedParticipants,
): SQL {
  const actorCondition = and(
    inList(actors.kind, kind),
    isGiven(country) ? sql`${actors.countryId} = ${parseCountry(country, codes)}::uuid` : undefined,
  )
  return (
    and(
      isGiven(actor) ? eq(participations.actorId, uuidOf('actor', actor)) : undefined,
      inList(
        participations.actorId,
        actorIds?.map((id) => uuidOf('actor', id)),
      ),
      name?.trim() ? inList(participations.actorId, actorIdsByName(name)) : undefined,
      inList(participations.role, roles),
      isGiven(office) ? inOffice(uuidOf('office', office), actorIdsByOffice) : undefined,
      actorCondition &&
        sql`exists (select 1 from ${actors} where ${actors.id} = ${participations.actorId} and ${actorCondition})`,
    ) ?? sql`true`
  )
}

/** The day of the event is read from the sort time in `participations`, which avoids a look-up in `events`. */
function inOffice(officeId: string, actorIdsByOffice: ResolvedParticipants['actorIdsByOffice']): SQL {
  const day = sql`(${participations.occurredSort} at time zone 'UTC')::date`
  return sql`(${participations.officeId} = ${officeId} or (${participations.officeId} is null
    and ${participations.actorId} = any(${sql.param(actorIdsByOffice(officeId))}::uuid[]) and ${participations.occurredSort} > '-infinity'
    and exists (select 1 from ${tenures} where ${tenures.personId} = ${participations.actorId} and ${tenures.officeId} = ${officeId}
      and (${tenures.validFrom} is null or ${tenures.validFrom} <= ${day})
      and (${tenures.validUntil} is null or ${day} < ${tenures.validUntil}))))`
}
