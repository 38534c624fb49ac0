import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { actorNames, actors, actorSpellings } from '../../database/tables/actor.ts'
import { claims } from '../../database/tables/claim.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { eventVersions } from '../../database/tables/event-version.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { placeAncestors, placeNames, places, placeSpellings } from '../../database/tables/place.ts'
import { inScope, type EventScope } from './scope.ts'

/**
 * Inserts the search texts of events. The events must not have rows in the target yet. The SQL function `search_words`
 * prepares the texts as `parseSearchText` prepares searched words. Names are indexed in Latin letters, and also as they
 * are if they have other characters, so that a search finds them in either spelling; so is what the sources call the
 * participants.
 * @param target the table `event_texts` or a copy of it
 */
export async function insertEventTexts(db: Database, scope: EventScope, target: PgTable = eventTexts): Promise<void> {
  const { words, joins } = wordsOfEvent(CURRENT)
  await db.execute(sql`insert into ${target} (event_id, occurred_sort, words)
    select e.id, e.occurred_sort, ${words} from ${events} e ${joins} where ${inScope(scope, sql`e.id`)}`)
}

/** The rows of an event `e` that its search text has, as relations. */
interface TextSources {
  participations: SQL
  claims: SQL
  /** The further locations. */
  locations: SQL
}

const CURRENT: TextSources = {
  participations: sql`(select actor_id, label from ${participations} where event_id = e.id) t`,
  claims: sql`(select quote_exact, ordinal from ${claims} where event_id = e.id) t`,
  locations: sql`(select place_id from ${eventLocations} where event_id = e.id) t`,
}

const ARCHIVED: TextSources = {
  participations: sql`jsonb_to_recordset(v.state -> 'participations') as t(actor_id uuid, label text)`,
  claims: sql`jsonb_to_recordset(v.state -> 'claims') as t(quote_exact text, ordinal int)`,
  locations: sql`jsonb_to_recordset(v.state -> 'event_locations') as t(place_id uuid)`,
}

/**
 * The search text of an event `e` as a tsvector, and the lateral joins that it needs. They are joins and not subqueries, so
 * that the planner reads the names of a place once for all its events.
 */
function wordsOfEvent(from: TextSources): { words: SQL; joins: SQL } {
  const participant = sql`(select * from ${from.participations}) p`
  const namesOfPlaces = (located: SQL) => sql`
    select s.folded::text as name from ${located} join ${placeSpellings} s on s.place_id = l.ancestor_id
    union select search_words(q.name::text) from ${located} join ${places} q on q.id = l.ancestor_id where q.name ~ '[^ -~]'
    union select search_words(o.name) from ${located} join ${placeNames} o on o.place_id = l.ancestor_id where o.name ~ '[^ -~]'`
  const place = sql`(select ancestor_id from ${placeAncestors} where place_id = e.place_id) l`
  const otherPlaces = sql`(select a.ancestor_id from ${from.locations} join ${placeAncestors} a on a.place_id = t.place_id) l`
  const joins = sql`cross join lateral (
      select string_agg(n.name, ' . ' order by n.name) as names from (
        select s.folded::text as name from ${participant} join ${actorSpellings} s on s.actor_id = p.actor_id
        union select search_words(a.name::text) from ${participant} join ${actors} a on a.id = p.actor_id where a.name ~ '[^ -~]'
        union select search_words(o.name) from ${participant} join ${actorNames} o on o.actor_id = p.actor_id where o.name ~ '[^ -~]'
        union select search_words(lower(p.label)) from ${participant} where p.label is not null
      ) n) participant
    cross join lateral (
      select string_agg(n.name, ' . ' order by n.name) as names from (${namesOfPlaces(place)}) n) location
    cross join lateral (
      select string_agg(n.name, ' . ' order by n.name) as names from (
        ${namesOfPlaces(otherPlaces)}) n) other_location
    cross join lateral (
      select string_agg(c.quote_exact, ' . ' order by c.ordinal) as quotes from (select * from ${from.claims}) c) claim`
  const words = sql`setweight(to_tsvector('dateline', search_words(e.title)), 'A')
    || setweight(to_tsvector('dateline', concat_ws(' ', participant.names, location.names, other_location.names)), 'B')
    || setweight(to_tsvector('dateline', search_words(coalesce(e.summary, ''))), 'C')
    || setweight(to_tsvector('dateline', search_words(coalesce(claim.quotes, ''))), 'D')`
  return { words, joins }
}

/** Recomputes the search texts in the saved versions of events, with the present names of actors and places. */
export async function rebuildSavedTexts(db: Database): Promise<void> {
  const { words, joins } = wordsOfEvent(ARCHIVED)
  await db.execute(sql`update ${eventVersions} saved
    set state = jsonb_set(saved.state, '{event_texts,0,words}', to_jsonb(fresh.words::text))
    from (
      select v.event_id, v.version, ${words} as words from ${eventVersions} v
      cross join lateral jsonb_to_recordset(v.state -> 'events') as e(title text, summary text, place_id uuid) ${joins}
      where v.state -> 'event_texts' is not null
    ) fresh
    where fresh.event_id = saved.event_id and fresh.version = saved.version`)
}
