import { sql } from 'drizzle-orm'
import {
  check,
  date,
  doublePrecision,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { attributionColumns } from './attribution-columns.ts'
import { halfOpen, oneOf, sortedText } from './columns.ts'
import { ID_SCHEMES, NAME_KINDS, PLACE_EDGES, PLACE_KINDS } from './enums.ts'
import { mergeColumns, allOrNone } from './merge-columns.ts'

/** A place of events. The places that contain it are edges, not a column, because a disputed region has several. */
export const places = pgTable(
  'places',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: PLACE_KINDS }).notNull(),
    name: sortedText().notNull(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    ...mergeColumns((): AnyPgColumn => places.id),
  },
  (t) => [
    check('places_kind', oneOf(t.kind, PLACE_KINDS)),
    check('places_merged', allOrNone(t)),
    check('places_coordinates', sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    check('places_latitude', sql`${t.latitude} between -90 and 90`),
    check('places_longitude', sql`${t.longitude} between -180 and 180`),
    index('places_by_name').on(t.name, t.id),
  ],
)

export type PlaceRow = typeof places.$inferSelect

export const placeNames = pgTable(
  'place_names',
  {
    placeId: uuid()
      .notNull()
      .references(() => places.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    kind: text({ enum: NAME_KINDS }).notNull(),
    language: text(),
    ...attributionColumns(),
  },
  (t) => [
    primaryKey({ name: 'place_names_pk', columns: [t.placeId, t.kind, t.name] }),
    check('place_names_kind', oneOf(t.kind, NAME_KINDS)),
    index('place_names_by_name').on(t.name),
  ],
)

export const placeExternalIds = pgTable(
  'place_external_ids',
  {
    scheme: text({ enum: ID_SCHEMES }).notNull(),
    value: text().notNull(),
    placeId: uuid()
      .notNull()
      .references(() => places.id, { onDelete: 'cascade' }),
    ...attributionColumns(),
  },
  (t) => [
    primaryKey({ name: 'place_external_ids_pk', columns: [t.scheme, t.value] }),
    check('place_external_ids_scheme', oneOf(t.scheme, ID_SCHEMES)),
    index('place_external_ids_by_place').on(t.placeId),
  ],
)

/** Derived table for name look-ups: every name of a place, normalized by `normalizeName`. */
export const placeSpellings = pgTable(
  'place_spellings',
  {
    placeId: uuid()
      .notNull()
      .references(() => places.id, { onDelete: 'cascade' }),
    folded: sortedText().notNull(),
  },
  (t) => [
    primaryKey({ name: 'place_spellings_pk', columns: [t.placeId, t.folded] }),
    index('place_spellings_by_prefix').on(t.folded, t.placeId),
    index('place_spellings_by_likeness').using('gin', t.folded.op('gin_trgm_ops')),
  ],
)

/** Derived table: the place itself and all places that it reaches by PART_OF edges of any period. */
export const placeAncestors = pgTable(
  'place_ancestors',
  {
    placeId: uuid()
      .notNull()
      .references(() => places.id, { onDelete: 'cascade' }),
    ancestorId: uuid()
      .notNull()
      .references(() => places.id, { onDelete: 'cascade' }),
  },
  (t) => [
    primaryKey({ name: 'place_ancestors_pk', columns: [t.placeId, t.ancestorId] }),
    index('place_ancestors_by_ancestor').on(t.ancestorId, t.placeId),
  ],
)

/**
 * One place is part of, administered by or claimed by another, for a half-open period; null is an unknown or open end.
 */
export const placeParents = pgTable(
  'place_parents',
  {
    id: uuid().primaryKey(),
    placeId: uuid()
      .notNull()
      .references(() => places.id, { onDelete: 'cascade' }),
    parentId: uuid()
      .notNull()
      .references(() => places.id),
    kind: text({ enum: PLACE_EDGES }).notNull(),
    validFrom: date(),
    validUntil: date(),
  },
  (t) => [
    unique('place_parents_once').on(t.placeId, t.kind, t.parentId, t.validFrom).nullsNotDistinct(),
    check('place_parents_kind', oneOf(t.kind, PLACE_EDGES)),
    check('place_parents_no_self_loop', sql`${t.placeId} <> ${t.parentId}`),
    check('place_parents_half_open', halfOpen(t.validFrom, t.validUntil)),
    index('place_parents_by_parent').on(t.parentId, t.kind),
  ],
)

export type PlaceParentRow = typeof placeParents.$inferSelect
