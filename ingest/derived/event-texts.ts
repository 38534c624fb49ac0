import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { actorNames, actors, actorSpellings } from '../../database/tables/actor.ts'
import { claims } from '../../database/tables/claim.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { placeAncestors, placeNames, places, placeSpellings } from '../../database/tables/place.ts'
import { inScope, type EventScope } from './scope.ts'

/**
 * Inserts the search texts of events, composed as `searchQuery` composes searched words: quotes are stored as the article
 * has them. The events must not have rows in the target yet. Names are indexed folded to
 * ASCII, and also as they are if they have other characters, so that a search finds them in either spelling.
 * @param target the table `event_texts` or a copy of it
 */
export async function insertEventTexts(db: Database, scope: EventScope, target: PgTable = eventTexts): Promise<void> {
  await db.execute(sql`insert into ${target} (event_id, occurred_sort, words)
    select e.id, e.occurred_sort,
      setweight(to_tsvector('dateline', e.title), 'A')
        || setweight(to_tsvector('dateline', concat_ws(' ', participant.names, location.names)), 'B')
        || setweight(to_tsvector('dateline', coalesce(e.summary, '')), 'C')
        || setweight(to_tsvector('dateline', coalesce(claim.quotes, '')), 'D')
    from ${events} e
    cross join lateral (
      select string_agg(n.name, ' . ' order by n.name) as names from (
        select s.folded::text as name from ${participations} p join ${actorSpellings} s on s.actor_id = p.actor_id where p.event_id = e.id
        union select normalize(a.name::text) from ${participations} p join ${actors} a on a.id = p.actor_id where p.event_id = e.id and a.name ~ '[^ -~]'
        union select normalize(o.name) from ${participations} p join ${actorNames} o on o.actor_id = p.actor_id where p.event_id = e.id and o.name ~ '[^ -~]'
      ) n) participant
    cross join lateral (
      with located as (
        select ancestor_id from ${placeAncestors} where place_id = e.place_id
        union select a.ancestor_id from ${eventLocations} l join ${placeAncestors} a on a.place_id = l.place_id where l.event_id = e.id
      ) select string_agg(n.name, ' . ' order by n.name) as names from (
        select s.folded::text as name from located a join ${placeSpellings} s on s.place_id = a.ancestor_id
        union select normalize(q.name::text) from located a join ${places} q on q.id = a.ancestor_id where q.name ~ '[^ -~]'
        union select normalize(o.name) from located a join ${placeNames} o on o.place_id = a.ancestor_id where o.name ~ '[^ -~]'
      ) n) location
    cross join lateral (
      select normalize(string_agg(c.quote_exact, ' . ' order by c.ordinal)) as quotes from ${claims} c where c.event_id = e.id) claim
    where ${inScope(scope, sql`e.id`)}`)
}
