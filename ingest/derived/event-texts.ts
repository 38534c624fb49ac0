import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { actorNames, actors, actorSpellings } from '../../database/tables/actor.ts'
import { claims } from '../../database/tables/claim.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { placeAncestors, placeNames, places, placeSpellings } from '../../database/tables/place.ts'
import { inScope, type EventScope } from './scope.ts'

/**
 * Enters the words by which events are found; none of them may be entered yet. A name stands there folded, and as it is
 * where it has letters that folding turns into others, so that either way of writing finds it.
 * @param db a transaction
 * @param scope which events
 * @param target the table of texts, or one that is made like it
 */
export async function insertEventTexts(db: Database, scope: EventScope, target: PgTable = eventTexts): Promise<void> {
  await db.execute(sql`insert into ${target} (event_id, occurred_sort, words)
    select e.id, e.occurred_sort,
      setweight(to_tsvector('dateline', e.title), 'A')
        || setweight(to_tsvector('dateline', concat_ws(' ', who.names, whereabouts.names)), 'B')
        || setweight(to_tsvector('dateline', coalesce(e.summary, '')), 'C')
        || setweight(to_tsvector('dateline', coalesce(said.quotes, '')), 'D')
    from ${events} e
    cross join lateral (
      select string_agg(n.name, ' . ' order by n.name) as names from (
        select s.folded::text as name from ${participations} p join ${actorSpellings} s on s.actor_id = p.actor_id where p.event_id = e.id
        union select a.name::text from ${participations} p join ${actors} a on a.id = p.actor_id where p.event_id = e.id and a.name ~ '[^ -~]'
        union select o.name from ${participations} p join ${actorNames} o on o.actor_id = p.actor_id where p.event_id = e.id and o.name ~ '[^ -~]'
      ) n) who
    cross join lateral (
      select string_agg(n.name, ' . ' order by n.name) as names from (
        select s.folded::text as name from ${placeAncestors} a join ${placeSpellings} s on s.place_id = a.ancestor_id where a.place_id = e.place_id
        union select q.name::text from ${placeAncestors} a join ${places} q on q.id = a.ancestor_id where a.place_id = e.place_id and q.name ~ '[^ -~]'
        union select o.name from ${placeAncestors} a join ${placeNames} o on o.place_id = a.ancestor_id where a.place_id = e.place_id and o.name ~ '[^ -~]'
      ) n) whereabouts
    cross join lateral (
      select string_agg(c.quote_exact, ' . ' order by c.ordinal) as quotes from ${claims} c where c.event_id = e.id) said
    where ${inScope(scope, sql`e.id`)}`)
}
