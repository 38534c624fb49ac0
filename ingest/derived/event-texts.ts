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
  await db.execute(sql`insert into ${target} (event_id, occurred_sort, words)
    select e.id, e.occurred_sort, ${wordsOfEvent(CURRENT)}
    from ${events} e where ${inScope(scope, sql`e.id`)}`)
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

/** The search text of an event `e` as a tsvector. */
function wordsOfEvent(from: TextSources): SQL {
  const participant = sql`(select * from ${from.participations}) p`
  const located = sql`(select a.ancestor_id as place_id from ${placeAncestors} a
    where a.place_id in (select e.place_id union all select t.place_id from ${from.locations})) l`
  const words = (text: SQL) => sql`to_tsvector('dateline', ${text})`
  return sql`setweight(${words(sql`search_words(e.title)`)}, 'A')
    || setweight(${words(sql`concat_ws(' ', (
      select string_agg(n.name, ' . ' order by n.name) from (
        select s.folded::text as name from ${participant} join ${actorSpellings} s on s.actor_id = p.actor_id
        union select search_words(a.name::text) from ${participant} join ${actors} a on a.id = p.actor_id where a.name ~ '[^ -~]'
        union select search_words(o.name) from ${participant} join ${actorNames} o on o.actor_id = p.actor_id where o.name ~ '[^ -~]'
        union select search_words(lower(p.label)) from ${participant} where p.label is not null
      ) n), (
      select string_agg(n.name, ' . ' order by n.name) from (
        select s.folded::text as name from ${located} join ${placeSpellings} s on s.place_id = l.place_id
        union select search_words(q.name::text) from ${located} join ${places} q on q.id = l.place_id where q.name ~ '[^ -~]'
        union select search_words(o.name) from ${located} join ${placeNames} o on o.place_id = l.place_id where o.name ~ '[^ -~]'
      ) n))`)}, 'B')
    || setweight(${words(sql`search_words(coalesce(e.summary, ''))`)}, 'C')
    || setweight(${words(sql`coalesce((select search_words(string_agg(c.quote_exact, ' . ' order by c.ordinal)) from (select * from ${from.claims}) c), '')`)}, 'D')`
}

/** Recomputes the search texts in the saved versions of events, with the present names of actors and places. */
export async function rebuildSavedTexts(db: Database): Promise<void> {
  await db.execute(sql`update ${eventVersions} saved
    set state = jsonb_set(saved.state, '{event_texts,0,words}', to_jsonb(fresh.words::text))
    from (
      select v.event_id, v.version, ${wordsOfEvent(ARCHIVED)} as words from ${eventVersions} v
      cross join lateral jsonb_to_recordset(v.state -> 'events') as e(title text, summary text, place_id uuid)
      where v.state -> 'event_texts' is not null
    ) fresh
    where fresh.event_id = saved.event_id and fresh.version = saved.version`)
}
