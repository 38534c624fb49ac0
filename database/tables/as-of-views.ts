import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { pgSchema, type PgTable } from 'drizzle-orm/pg-core'
import { claimAttributions, claims } from './claim.ts'
import { eventCodes } from './code.ts'
import { columnName } from './columns.ts'
import { eventCountries } from './event-country.ts'
import { TYPED_KINDS } from './event-kinds.ts'
import { eventTexts } from './event-text.ts'
import { eventExternalIds, events } from './event.ts'
import { eventCodings } from './import.ts'
import { mentions } from './mention.ts'
import { participations } from './participation.ts'
import { quantities } from './quantity.ts'
import { eventRelations } from './relation.ts'
import { eventStorylines } from './storyline.ts'

/**
 * What was known of events at an instant: a view for each table of `EVENT_PARTS`, with its name and its columns. Where
 * `past` comes before `public` in the search path, and `dateline.as_of` is the instant, every statement reads what it
 * would have read then. Names of actors and places, and what lies within what, are as they are now.
 */
export const asOfViews = pgSchema('as_of')

const INSTANT = `current_setting('dateline.as_of')::timestamptz`

/**
 * The rows that stand, of events to which nothing has been done since, and the rows that are kept, of those that had
 * another version then. The condition is around both, not within the first, and is no join: so that the planner walks the
 * table itself by whatever index a question is best answered by, as it would in the present.
 */
function viewOf(table: PgTable) {
  const name = getTableName(table)
  const columns = Object.values(getTableColumns(table)).map(columnName)
  const key = table === events ? 'id' : 'event_id'
  const of = (alias: string) => columns.map((column) => `${alias}."${column}"`)
  // The event's own id, not the one in what is kept of it: so that the events asked for are found by the index.
  const kept = columns.map((column) => (column === key ? `v.event_id as "${key}"` : `t."${column}"`))
  return asOfViews.view(name, {}).as(
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

export const asOfEvents = viewOf(events)
export const asOfAgreements = viewOf(TYPED_KINDS.AGREEMENT.details)
export const asOfAppeals = viewOf(TYPED_KINDS.APPEAL.details)
export const asOfArmedClashes = viewOf(TYPED_KINDS.ARMED_CLASH.details)
export const asOfCeasefires = viewOf(TYPED_KINDS.CEASEFIRE.details)
export const asOfExercises = viewOf(TYPED_KINDS.EXERCISE.details)
export const asOfMediations = viewOf(TYPED_KINDS.MEDIATION.details)
export const asOfMeetings = viewOf(TYPED_KINDS.MEETING.details)
export const asOfNegotiations = viewOf(TYPED_KINDS.NEGOTIATION.details)
export const asOfPhoneCalls = viewOf(TYPED_KINDS.PHONE_CALL.details)
export const asOfStatements = viewOf(TYPED_KINDS.STATEMENT.details)
export const asOfVisits = viewOf(TYPED_KINDS.VISIT.details)
export const asOfParticipations = viewOf(participations)
export const asOfRelations = viewOf(eventRelations)
export const asOfClaims = viewOf(claims)
export const asOfAttributions = viewOf(claimAttributions)
export const asOfQuantities = viewOf(quantities)
export const asOfCodes = viewOf(eventCodes)
export const asOfExternalIds = viewOf(eventExternalIds)
export const asOfStorylines = viewOf(eventStorylines)
export const asOfCodings = viewOf(eventCodings)
export const asOfMentions = viewOf(mentions)
export const asOfCountries = viewOf(eventCountries)
export const asOfTexts = viewOf(eventTexts)

/** The history as it was: nothing that was done later is in it. */
export const asOfRevisions = asOfViews
  .view('revisions', {})
  .as(sql.raw(`select * from public.revisions where at <= ${INSTANT}`))
