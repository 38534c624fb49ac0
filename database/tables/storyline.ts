import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, unique, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { moment, sortedText } from './columns.ts'
import { events } from './event.ts'
import { versionColumn } from './merge-columns.ts'

/** A curated set of events with a title, such as a conflict or an escalation. It can be part of a larger storyline. */
export const storylines = pgTable(
  'storylines',
  {
    id: uuid().primaryKey(),
    title: sortedText().notNull(),
    summary: text(),
    parentId: uuid().references((): AnyPgColumn => storylines.id),
    ...versionColumn(),
  },
  (t) => [
    unique('storylines_title').on(t.title),
    check('storylines_no_self_loop', sql`${t.parentId} <> ${t.id}`),
    index('storylines_by_words').using(
      'gin',
      sql`to_tsvector('dateline', search_words(${t.title} || ' ' || coalesce(${t.summary}, '')))`,
    ),
    index('storylines_by_parent').on(t.parentId),
  ],
)

export type StorylineRow = typeof storylines.$inferSelect

export const eventStorylines = pgTable(
  'event_storylines',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    storylineId: uuid()
      .notNull()
      .references(() => storylines.id),
    occurredSort: moment().notNull(),
  },
  (t) => [
    primaryKey({ name: 'event_storylines_pk', columns: [t.eventId, t.storylineId] }),
    index('event_storylines_by_storyline').on(t.storylineId, t.occurredSort, t.eventId),
  ],
)

export const asOfStorylines = asOfView(eventStorylines)
