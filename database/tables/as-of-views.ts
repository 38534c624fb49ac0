import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { pgSchema, type PgTable } from 'drizzle-orm/pg-core'
import { claimAttributions, claims } from './claim.ts'
import { eventCodes } from './code.ts'
import { columnName } from './columns.ts'
import { eventCountries } from './event-country.ts'
import { OWN_KINDS } from './event-kinds.ts'
import { eventTexts } from './event-text.ts'
import { eventExternalIds, events } from './event.ts'
import { eventCodings } from './import.ts'
import { participations } from './participation.ts'
import { quantities } from './quantity.ts'
import { eventRelations } from './relation.ts'
import { reports } from './report.ts'
import { eventStorylines } from './storyline.ts'

/**
 * What was known of events at an instant: a view for each table of `EVENT_PARTS`, with its name and its columns. Where
 * `past` comes before `public` in the search path, and `dateline.as_of` is the instant, every statement reads what it
 * would have read then. Names of actors and places, and what lies within what, are as they are now.
 */
export const past = pgSchema('past')

const INSTANT = `current_setting('dateline.as_of')::timestamptz`

/**
 * The rows that stand, of events to which nothing has been done since, and the rows that are kept, of those that had
 * another version then. The condition is around both, not within the first, and is no join: so that the planner walks the
 * table itself by whatever index a question is best answered by, as it would in the present.
 */
const viewOf = (table: PgTable) => {
  const name = getTableName(table)
  const columns = Object.values(getTableColumns(table)).map(columnName)
  const key = table === events ? 'id' : 'event_id'
  const of = (alias: string) => columns.map((column) => `${alias}."${column}"`)
  // The event's own id, not the one in what is kept of it: so that the events asked for are found by the index.
  const kept = columns.map((column) => (column === key ? `v.event_id as "${key}"` : `t."${column}"`))
  return past.view(name, {}).as(
    sql.raw(`select ${of('u').join(', ')} from (
      select ${of('t').join(', ')}, true as stands from public."${name}" t
      union all select ${kept.join(', ')}, false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."${name}", v.state -> '${name}') t
        where r.at <= ${INSTANT} and n.at > ${INSTANT}
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."${key}" and n.at > ${INSTANT}) else true end`),
  )
}

export const pastEvents = viewOf(events)
export const pastAgreements = viewOf(OWN_KINDS.AGREEMENT.details)
export const pastAppeals = viewOf(OWN_KINDS.APPEAL.details)
export const pastArmedClashes = viewOf(OWN_KINDS.ARMED_CLASH.details)
export const pastCeasefires = viewOf(OWN_KINDS.CEASEFIRE.details)
export const pastExercises = viewOf(OWN_KINDS.EXERCISE.details)
export const pastMediations = viewOf(OWN_KINDS.MEDIATION.details)
export const pastMeetings = viewOf(OWN_KINDS.MEETING.details)
export const pastNegotiations = viewOf(OWN_KINDS.NEGOTIATION.details)
export const pastPhoneCalls = viewOf(OWN_KINDS.PHONE_CALL.details)
export const pastStatements = viewOf(OWN_KINDS.STATEMENT.details)
export const pastVisits = viewOf(OWN_KINDS.VISIT.details)
export const pastParticipations = viewOf(participations)
export const pastRelations = viewOf(eventRelations)
export const pastClaims = viewOf(claims)
export const pastAttributions = viewOf(claimAttributions)
export const pastQuantities = viewOf(quantities)
export const pastCodes = viewOf(eventCodes)
export const pastExternalIds = viewOf(eventExternalIds)
export const pastStorylines = viewOf(eventStorylines)
export const pastCodings = viewOf(eventCodings)
export const pastReports = viewOf(reports)
export const pastCountries = viewOf(eventCountries)
export const pastTexts = viewOf(eventTexts)

/** The history as it was: nothing that was done later is in it. */
export const pastRevisions = past
  .view('revisions', {})
  .as(sql.raw(`select * from public.revisions where at <= ${INSTANT}`))
