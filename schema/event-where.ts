import { and, eq, isNotNull, ne, not, or, sql, type SQL } from 'drizzle-orm'
import { Certainty, Polarity, Realis } from './axes.ts'
import { builder } from './builder.ts'
import { anyOf } from './conditions.ts'
import { readEdtf } from './edtf.ts'
import { badUserInput } from './errors.ts'
import { EventKind } from './event-kinds.ts'
import { uuidOf } from './node.ts'
import { Role } from './participation.ts'
import { events } from './tables/event.ts'
import { participations } from './tables/participation.ts'
import { eventStorylines } from './tables/storyline.ts'
import { wordsEnum } from './words.ts'

const TimeReading = wordsEnum('TimeReading', 'How an imprecise time is held against a window.', {
  POSSIBLY: 'It may have taken place within the window: the spans overlap.',
  CERTAINLY: 'It took place within the window, whatever the exact time: its span lies within.',
})

const TimeWindow = builder.inputType('TimeWindow', {
  description:
    'A window of time: either `during`, or `from` and `to` (half open; either may be left out). Events of unknown time are in no window.',
  fields: (t) => ({
    during: t.field({ type: 'EDTF', description: 'The span of an EDTF text, such as "2016-04" for the whole month.' }),
    from: t.field({ type: 'Moment', description: 'Where the window begins, itself included.' }),
    to: t.field({ type: 'Moment', description: 'Where the window ends, itself not included.' }),
    reading: t.field({
      type: TimeReading,
      description: 'How imprecise times are held against it; POSSIBLY where left out.',
    }),
  }),
})

const ParticipantWhere = builder.inputType('ParticipantWhere', {
  description: 'Which participants. All that is given must hold of the same participant.',
  fields: (t) => ({
    actor: t.id({ description: 'This actor.' }),
    actors: t.idList({ description: 'Any of these actors.' }),
    roles: t.field({ type: [Role], description: 'In any of these roles.' }),
  }),
})

const ParticipantsWhere = builder.inputType('ParticipantsWhere', {
  description: 'What must hold of the participants of an event. All that is given must hold.',
  fields: (t) => ({
    some: t.field({ type: ParticipantWhere, description: 'At least one participant is such.' }),
    every: t.field({ type: ParticipantWhere, description: 'All participants are such; there may be none.' }),
    none: t.field({ type: ParticipantWhere, description: 'No participant is such.' }),
  }),
})

export const EventWhere = builder.inputType('EventWhere', {
  description:
    'Which events. All that is given must hold. Left to themselves, lists have what took place (realis ACTUAL, polarity POSITIVE) and was not retracted; naming an axis opens it.',
  fields: (t) => ({
    kinds: t.field({ type: [EventKind], description: 'Of any of these kinds.' }),
    realis: t.field({ type: [Realis], description: 'Of any of these; ACTUAL where left out.' }),
    polarity: t.field({ type: [Polarity], description: 'Of any of these; POSITIVE where left out.' }),
    certainty: t.field({
      type: [Certainty],
      description: 'As sure as any of these; all but RETRACTED where left out.',
    }),
    occurred: t.field({ type: TimeWindow, description: 'Within this window of time.' }),
    participants: t.field({ type: ParticipantsWhere, description: 'With such participants.' }),
    storyline: t.id({ description: 'Of this storyline.' }),
  }),
})

export type EventFilter = typeof EventWhere.$inferInput

/**
 * A filter of events as a condition on the table `events`.
 * @param where what the client asked for; null and what is left out do not restrict, beyond the defaults of the three axes
 * @throws {GraphQLError} BAD_USER_INPUT where an id names something else or a window is no window
 */
export const eventCondition = (where: EventFilter | null | undefined): SQL | undefined =>
  and(
    anyOf(events.kind, where?.kinds),
    anyOf(events.realis, where?.realis ?? ['ACTUAL']),
    anyOf(events.polarity, where?.polarity ?? ['POSITIVE']),
    where?.certainty ? anyOf(events.certainty, where.certainty) : ne(events.certainty, 'RETRACTED'),
    where?.occurred ? withinWindow(where.occurred) : undefined,
    where?.participants ? withParticipants(where.participants) : undefined,
    where?.storyline ? inStoryline(uuidOf('storyline', where.storyline)) : undefined,
  )

const withinWindow = ({ during, from, to, reading }: typeof TimeWindow.$inferInput): SQL | undefined => {
  if (during && (from || to)) throw badUserInput('A window is either `during` or `from` and `to`, not both.')
  if (!during && !from && !to) throw badUserInput('A window needs `during`, or `from`, or `to`.')
  const span = during ? readEdtf(during) : { earliest: from, latest: to }
  if (!span.earliest && !span.latest)
    throw badUserInput(`"${during}" says nothing about time, so nothing can lie within it.`)
  if (span.earliest && span.latest && span.earliest >= span.latest)
    throw badUserInput('The window ends before it begins.')
  const { earliest, latest } = events
  const start = span.earliest ? sql`${span.earliest}::timestamptz` : undefined
  const end = span.latest ? sql`${span.latest}::timestamptz` : undefined
  if (reading === 'CERTAINLY') {
    return and(start && sql`${earliest} >= ${start}`, end && sql`${latest} <= ${end}`)
  }
  return and(
    or(isNotNull(earliest), isNotNull(latest)),
    start && sql`(${latest} > ${start} or ${latest} is null)`,
    end && sql`(${earliest} < ${end} or ${earliest} is null)`,
  )
}

type Participants = typeof ParticipantsWhere.$inferInput
type Participant = typeof ParticipantWhere.$inferInput

const withParticipants = ({ some, every, none }: Participants): SQL | undefined =>
  and(
    some ? participates(isSuch(some)) : undefined,
    every ? not(participates(not(isSuch(every)))) : undefined,
    none ? not(participates(isSuch(none))) : undefined,
  )

const participates = (condition: SQL): SQL =>
  sql`exists (select 1 from ${participations} where ${participations.eventId} = ${events.id} and ${condition})`

const isSuch = ({ actor, actors, roles }: Participant): SQL =>
  and(
    actor ? eq(participations.actorId, uuidOf('actor', actor)) : undefined,
    anyOf(
      participations.actorId,
      actors?.map((id) => uuidOf('actor', id)),
    ),
    anyOf(participations.role, roles),
  ) ?? sql`true`

const inStoryline = (id: string): SQL =>
  sql`exists (select 1 from ${eventStorylines} where ${eventStorylines.eventId} = ${events.id} and ${eventStorylines.storylineId} = ${id})`
