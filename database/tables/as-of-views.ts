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
 * The stored state of events as of a moment: one view for each table of `EVENT_PARTS`, with the same name and columns.
 * If `as_of` is before `public` in the search path and `dateline.as_of` is set to the moment, every statement reads the
 * event rows of that moment. Actors and places, their names and edges are always the present ones.
 */
export const asOfViews = pgSchema('as_of')

const AS_OF = `current_setting('dateline.as_of')::timestamptz`

/**
 * Combines the current rows of events that have not changed since the moment with the archived rows of events that
 * had another version then. The condition on current rows is outside of the union and is not a join, so that the
 * planner can use any index of the table, as it does in the present.
 */
function createView(table: PgTable) {
  const name = getTableName(table)
  const columns = Object.values(getTableColumns(table)).map(columnName)
  const key = table === events ? 'id' : 'event_id'
  const columnsOf = (alias: string) => columns.map((column) => `${alias}."${column}"`).join(', ')
  // The event id comes from the table, not from the archived JSON, so that an index can find the events of a query.
  const archived = columns.map((column) => (column === key ? `v.event_id as "${key}"` : `t."${column}"`))
  return asOfViews.view(name, {}).as(
    sql.raw(`select ${columnsOf('u')} from (
      select ${columnsOf('t')}, true as stands from public."${name}" t
      union all select ${archived.join(', ')}, false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."${name}", v.state -> '${name}') t
        where r.at <= ${AS_OF} and n.at > ${AS_OF}
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."${key}" and n.at > ${AS_OF}) else true end`),
  )
}

export const asOfEvents = createView(events)
export const asOfAgreements = createView(TYPED_KINDS.AGREEMENT.details)
export const asOfAppeals = createView(TYPED_KINDS.APPEAL.details)
export const asOfArmedClashes = createView(TYPED_KINDS.ARMED_CLASH.details)
export const asOfCeasefires = createView(TYPED_KINDS.CEASEFIRE.details)
export const asOfExercises = createView(TYPED_KINDS.EXERCISE.details)
export const asOfMediations = createView(TYPED_KINDS.MEDIATION.details)
export const asOfMeetings = createView(TYPED_KINDS.MEETING.details)
export const asOfNegotiations = createView(TYPED_KINDS.NEGOTIATION.details)
export const asOfPhoneCalls = createView(TYPED_KINDS.PHONE_CALL.details)
export const asOfStatements = createView(TYPED_KINDS.STATEMENT.details)
export const asOfVisits = createView(TYPED_KINDS.VISIT.details)
export const asOfParticipations = createView(participations)
export const asOfRelations = createView(eventRelations)
export const asOfClaims = createView(claims)
export const asOfAttributions = createView(claimAttributions)
export const asOfQuantities = createView(quantities)
export const asOfCodes = createView(eventCodes)
export const asOfExternalIds = createView(eventExternalIds)
export const asOfStorylines = createView(eventStorylines)
export const asOfCodings = createView(eventCodings)
export const asOfMentions = createView(mentions)
export const asOfCountries = createView(eventCountries)
export const asOfTexts = createView(eventTexts)

/** The revisions up to the moment. */
export const asOfRevisions = asOfViews
  .view('revisions', {})
  .as(sql.raw(`select * from public.revisions where at <= ${AS_OF}`))
