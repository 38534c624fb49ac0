import { check, index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { actors } from './actor.ts'
import { asOfView } from './as-of-view.ts'
import { moment, oneOf } from './columns.ts'
import { BASES, ROLES } from './enums.ts'
import { events } from './event.ts'
import { offices } from './office.ts'

/** The participants of events. `occurredSort` is a copy of the event's, to list the events of an actor by time. */
export const participations = pgTable(
  'participations',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    actorId: uuid()
      .notNull()
      .references(() => actors.id),
    role: text({ enum: ROLES }).notNull(),
    ordinal: smallint().notNull(),
    side: text(),
    officeId: uuid().references(() => offices.id),
    label: text(),
    basis: text({ enum: BASES }).notNull(),
    occurredSort: moment().notNull(),
  },
  (t) => [
    primaryKey({ name: 'participations_pk', columns: [t.eventId, t.actorId, t.role] }),
    check('participations_role', oneOf(t.role, ROLES)),
    check('participations_basis', oneOf(t.basis, BASES)),
    index('participations_by_actor').on(t.actorId, t.occurredSort, t.eventId, t.role),
    index('participations_by_office').on(t.officeId, t.occurredSort, t.eventId),
  ],
)

export const asOfParticipations = asOfView(participations)

export type ParticipationRow = typeof participations.$inferSelect
