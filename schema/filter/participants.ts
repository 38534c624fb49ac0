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

/** What must be known before a filter of participants is a condition. */
export interface ResolvedParticipants {
  codes: CountryCodes
  /** The actors one of whose names has these words. */
  actorIdsByName: (name: string) => readonly string[]
  /** Those who ever held an office. */
  actorIdsByOffice: (officeId: string) => readonly string[]
}

/** The condition that an event has such participants. */
export function hasParticipants(
  { some, every, none }: NonNullable<EventFilter['participants']>,
  findings: ResolvedParticipants,
): SQL | undefined {
  return and(
    some ? participates(participantCondition(some, findings)) : undefined,
    every ? not(participates(sql`not coalesce(${participantCondition(every, findings)}, false)`)) : undefined,
    none ? not(participates(participantCondition(none, findings))) : undefined,
  )
}

function participates(condition: SQL): SQL {
  return sql`exists (select 1 from ${participations} where ${participations.eventId} = ${events.id} and ${condition})`
}

/** The condition that a participation is such. */
function participantCondition(
  { actor, actors: oneOf, name, kind, country, roles, office }: ParticipantFilter,
  { codes, actorIdsByName, actorIdsByOffice }: ResolvedParticipants,
): SQL {
  const ofActor = and(
    inList(actors.kind, kind),
    isGiven(country) ? sql`${actors.countryId} = ${parseCountry(country, codes)}::uuid` : undefined,
  )
  return (
    and(
      isGiven(actor) ? eq(participations.actorId, uuidOf('actor', actor)) : undefined,
      inList(
        participations.actorId,
        oneOf?.map((id) => uuidOf('actor', id)),
      ),
      name?.trim() ? inList(participations.actorId, actorIdsByName(name)) : undefined,
      inList(participations.role, roles),
      isGiven(office) ? inOffice(uuidOf('office', office), actorIdsByOffice) : undefined,
      ofActor && sql`exists (select 1 from ${actors} where ${actors.id} = ${participations.actorId} and ${ofActor})`,
    ) ?? sql`true`
  )
}

/** The day of the event is that of the participation's own sort time: so much the less must be read of events. */
function inOffice(officeId: string, holders: ResolvedParticipants['actorIdsByOffice']): SQL {
  const day = sql`(${participations.occurredSort} at time zone 'UTC')::date`
  return sql`(${participations.officeId} = ${officeId} or (${participations.officeId} is null
    and ${participations.actorId} = any(${sql.param(holders(officeId))}::uuid[]) and ${participations.occurredSort} > '-infinity'
    and exists (select 1 from ${tenures} where ${tenures.personId} = ${participations.actorId} and ${tenures.officeId} = ${officeId}
      and (${tenures.validFrom} is null or ${tenures.validFrom} <= ${day})
      and (${tenures.validUntil} is null or ${day} < ${tenures.validUntil}))))`
}
