import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, primaryKey, text, unique, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { attributionColumns } from './attribution-columns.ts'
import { halfOpen, oneOf, sortedText } from './columns.ts'
import { ACTOR_KINDS, ID_SCHEMES, NAME_KINDS } from './enums.ts'
import { mergeColumns, allOrNone } from './merge-columns.ts'
import { places } from './place.ts'

/** Persons, states, organizations, armed forces, and groups that a text leaves ambiguous. */
export const actors = pgTable(
  'actors',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ACTOR_KINDS }).notNull(),
    name: sortedText().notNull(),
    description: text(),
    countryId: uuid().references(() => places.id),
    ...mergeColumns((): AnyPgColumn => actors.id),
  },
  (t) => [
    check('actors_kind', oneOf(t.kind, ACTOR_KINDS)),
    check('actors_merged', allOrNone(t)),
    index('actors_by_name').on(t.name, t.id),
    index('actors_by_country').on(t.countryId),
  ],
)

export type ActorRow = typeof actors.$inferSelect

export const actorNames = pgTable(
  'actor_names',
  {
    actorId: uuid()
      .notNull()
      .references(() => actors.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    kind: text({ enum: NAME_KINDS }).notNull(),
    language: text(),
    ...attributionColumns(),
  },
  (t) => [
    primaryKey({ name: 'actor_names_pk', columns: [t.actorId, t.kind, t.name] }),
    check('actor_names_kind', oneOf(t.kind, NAME_KINDS)),
    index('actor_names_by_name').on(t.name),
  ],
)

export const actorExternalIds = pgTable(
  'actor_external_ids',
  {
    scheme: text({ enum: ID_SCHEMES }).notNull(),
    value: text().notNull(),
    actorId: uuid()
      .notNull()
      .references(() => actors.id, { onDelete: 'cascade' }),
    ...attributionColumns(),
  },
  (t) => [
    primaryKey({ name: 'actor_external_ids_pk', columns: [t.scheme, t.value] }),
    check('actor_external_ids_scheme', oneOf(t.scheme, ID_SCHEMES)),
    index('actor_external_ids_by_actor').on(t.actorId),
  ],
)

/** Derived table for name look-ups: every name of an actor, normalized by `normalizeName`. */
export const actorSpellings = pgTable(
  'actor_spellings',
  {
    actorId: uuid()
      .notNull()
      .references(() => actors.id, { onDelete: 'cascade' }),
    folded: sortedText().notNull(),
  },
  (t) => [
    primaryKey({ name: 'actor_spellings_pk', columns: [t.actorId, t.folded] }),
    index('actor_spellings_by_prefix').on(t.folded, t.actorId),
    index('actor_spellings_by_likeness').using('gin', t.folded.op('gin_trgm_ops')),
  ],
)

/** Membership as in Popolo: one actor belongs to another, in a role and for a period. */
export const memberships = pgTable(
  'memberships',
  {
    id: uuid().primaryKey(),
    memberId: uuid()
      .notNull()
      .references(() => actors.id, { onDelete: 'cascade' }),
    organizationId: uuid()
      .notNull()
      .references(() => actors.id),
    role: text().notNull(),
    validFrom: date(),
    validUntil: date(),
  },
  (t) => [
    unique('memberships_once').on(t.memberId, t.organizationId, t.role, t.validFrom).nullsNotDistinct(),
    check('memberships_no_self_loop', sql`${t.memberId} <> ${t.organizationId}`),
    check('memberships_half_open', halfOpen(t.validFrom, t.validUntil)),
    index('memberships_by_organization').on(t.organizationId),
  ],
)

export type MembershipRow = typeof memberships.$inferSelect
