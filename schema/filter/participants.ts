import { and, eq, not, sql, type SQL } from 'drizzle-orm'
import { actors } from '../../database/tables/actor.ts'
import { events } from '../../database/tables/event.ts'
import { tenures } from '../../database/tables/office.ts'
import { participations } from '../../database/tables/participation.ts'
import { readCountry, type CountryCodes } from '../entity/country.ts'
import { anyOf, isGiven } from '../relay/conditions.ts'
import { uuidOf } from '../relay/node.ts'
import type { EventFilter, ParticipantWhere } from './event-filter.ts'

export type ParticipantFilter = typeof ParticipantWhere.$inferInput

/** What must be known before a filter of participants is a condition. */
export interface ParticipantFindings {
  codes: CountryCodes
  /** The actors one of whose names has these words. */
  bearers: (name: string) => readonly string[]
  /** Those who ever held an office. */
  holders: (officeId: string) => readonly string[]
}

/** The condition that an event has such participants. */
export const withParticipants = (
  { some, every, none }: NonNullable<EventFilter['participants']>,
  findings: ParticipantFindings,
): SQL | undefined =>
  and(
    some ? participates(isSuch(some, findings)) : undefined,
    every ? not(participates(sql`not coalesce(${isSuch(every, findings)}, false)`)) : undefined,
    none ? not(participates(isSuch(none, findings))) : undefined,
  )

const participates = (condition: SQL): SQL =>
  sql`exists (select 1 from ${participations} where ${participations.eventId} = ${events.id} and ${condition})`

/** The condition that a participation is such. */
const isSuch = (
  { actor, actors: oneOf, name, kind, country, roles, office }: ParticipantFilter,
  { codes, bearers, holders }: ParticipantFindings,
): SQL => {
  const ofActor = and(
    anyOf(actors.kind, kind),
    isGiven(country) ? sql`${actors.countryId} = ${readCountry(country, codes)}::uuid` : undefined,
  )
  return (
    and(
      isGiven(actor) ? eq(participations.actorId, uuidOf('actor', actor)) : undefined,
      anyOf(
        participations.actorId,
        oneOf?.map((id) => uuidOf('actor', id)),
      ),
      name?.trim() ? anyOf(participations.actorId, bearers(name)) : undefined,
      anyOf(participations.role, roles),
      isGiven(office) ? inOffice(uuidOf('office', office), holders) : undefined,
      ofActor && sql`exists (select 1 from ${actors} where ${actors.id} = ${participations.actorId} and ${ofActor})`,
    ) ?? sql`true`
  )
}

/** The day of the event is that of the participation's own sort time: so much the less must be read of events. */
const inOffice = (officeId: string, holders: ParticipantFindings['holders']): SQL => {
  const day = sql`(${participations.occurredSort} at time zone 'UTC')::date`
  return sql`(${participations.officeId} = ${officeId} or (${participations.officeId} is null
    and ${participations.actorId} = any(${sql.param(holders(officeId))}::uuid[]) and ${participations.occurredSort} > '-infinity'
    and exists (select 1 from ${tenures} where ${tenures.personId} = ${participations.actorId} and ${tenures.officeId} = ${officeId}
      and (${tenures.validFrom} is null or ${tenures.validFrom} <= ${day})
      and (${tenures.validUntil} is null or ${day} < ${tenures.validUntil}))))`
}
