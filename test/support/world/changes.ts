import { sql } from 'drizzle-orm'
import { readRow, readRows } from '../../../database/sql/rows.ts'
import { withWriteLock } from '../../../database/sql/write-lock.ts'
import { parseId } from '../../../database/values/ids.ts'
import { correctEvent } from '../../../ingest/correct.ts'
import { InvalidReportError } from '../../../ingest/format/problem.ts'
import { EventConflictError } from '../../../ingest/history/expect-version.ts'
import { reviseMentions } from '../../../ingest/history/revise.ts'
import { appendRevisions } from '../../../ingest/history/revisions.ts'
import { mergeActors } from '../../../ingest/merge/actors.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { splitActor } from '../../../ingest/merge/split-actor.ts'
import { splitEvent } from '../../../ingest/merge/split-event.ts'
import { reinstateEvent } from '../../../ingest/reinstate.ts'
import { retractEvents } from '../../../ingest/retract.ts'
import type { Chance } from '../random.ts'
import type { Service } from '../service.ts'
import { draftOf } from './draft.ts'
import { ACTORS, STORYLINES } from './entities.ts'
import type { World } from './world.ts'

interface Versioned {
  id: string
  expectedVersion: number
}

/** Nothing is in the state that a change needs. */
class NothingToChangeError extends Error {}

interface Changing {
  service: Service
  chance: Chance
  world: World
  /** Returns a random event, and its version. */
  event: (condition?: string) => Promise<Versioned>
}

const PATHS = { event: ['actor'], expectedVersion: ['expectedVersion'] }
const AUDIT = { by: 'test', reason: 'A random change' }

/** The changes of stored events, by name. Each can fail for its random event: see `changeWorld`. */
const CHANGES: Record<string, (changing: Changing) => Promise<unknown>> = {
  correct: async ({ service, chance, world, event }) => {
    const { id, expectedVersion } = await event()
    const draft = draftOf(chance, 'e')
    const idOf = (concept: 'actor' | 'storyline', key: string) => world.idOf(concept, key)
    const corrections = [
      { title: draft.title },
      { summary: draft.summary ?? null },
      { realis: draft.realis },
      { polarity: draft.polarity },
      { occurred: draft.occurred },
      { location: null },
      { quantities: draft.quantities },
      { codes: draft.codes },
      { storylines: chance.some(STORYLINES).map(({ key }) => idOf('storyline', key)) },
      { participations: chance.some(ACTORS, 0.3).map(({ key }) => ({ actor: idOf('actor', key), role: 'OTHER' })) },
    ]
    await correctEvent(service.db, id, expectedVersion, Object.assign({}, ...chance.some(corrections, 0.3)), AUDIT)
  },
  retract: async ({ service, event }) => {
    const { id } = await event()
    await withWriteLock(service.db, async (tx) => appendRevisions(tx, await retractEvents(tx, [id], AUDIT)))
  },
  reinstate: async ({ service, event }) => {
    const { id, expectedVersion } = await event("certainty = 'RETRACTED' and merged_into_id is null")
    await reinstateEvent(service.db, id, expectedVersion, AUDIT)
  },
  merge: async ({ service, event }) => mergeEvents(service.db, await event(), [await event()], AUDIT),
  split: async ({ service, event }) => {
    const { id: mergedId } = await event('merged_into_id is not null')
    const target = await event(`id = (select merged_into_id from events where id = '${mergedId}')`)
    await splitEvent(service.db, target, mergedId, AUDIT)
  },
  'merge and split actors': async ({ service, chance }) => {
    const rows = await readRows<Versioned>(
      service.db,
      sql`select id::text, version as "expectedVersion" from actors where merged_into_id is null and kind in ('STATE', 'GROUP') order by id`,
    )
    const target = chance.of(rows)
    const others = rows.filter((row) => row !== target)
    if (others.length === 0) throw new NothingToChangeError()
    const other = chance.of(others)
    await mergeActors(service.db, { ...target, at: PATHS }, [{ ...other, at: PATHS }], AUDIT)
    if (chance.is(0.7))
      await splitActor(service.db, { id: target.id, expectedVersion: target.expectedVersion + 1 }, other.id, AUDIT)
  },
  mention: async ({ service, chance, event }) => {
    const salt = String(chance.below(1_000))
    const { id } = await event()
    const change = async (tx: Service['db']) => {
      await tx.execute(
        sql`delete from mentions where event_id = ${id}::uuid and hashtext(article_id::text || ${salt}) % 2 = 0`,
      )
      await tx.execute(sql`insert into mentions (event_id, article_id, publisher_id, occurred_sort)
        select e.id, a.id, a.publisher_id, e.occurred_sort from events e, articles a
        where e.id = ${id}::uuid and hashtext(a.id::text || ${salt}) % 3 = 0 on conflict do nothing`)
    }
    await withWriteLock(service.db, async (tx) =>
      appendRevisions(tx, await reviseMentions(tx, [id], AUDIT, () => change(tx))),
    )
  },
}

/**
 * Changes random events of a world in every way that leaves revisions: some often, so that they change several times.
 * @param count the number of attempts; a change that its event does not allow is left out
 * @returns the number of changes that were made, by name
 */
export async function changeWorld(
  service: Service,
  chance: Chance,
  world: World,
  count: number,
): Promise<Record<string, number>> {
  const { db } = service
  const ids = world.events.flatMap(({ id }) => parseId(id)?.uuid ?? [])
  const event = async (condition = 'true'): Promise<Versioned> => {
    const rows = await readRows<Versioned>(
      db,
      sql`select id::text, version as "expectedVersion" from events where ${sql.raw(condition)} order by id`,
    )
    if (rows.length === 0) throw new NothingToChangeError()
    const often = rows.filter(({ id }) => ids.indexOf(id) < ids.length / 3)
    return chance.of(often.length > 0 && chance.is(0.5) ? often : rows)
  }
  const made = Object.fromEntries(Object.keys(CHANGES).map((name) => [name, 0]))
  for (let i = 0; i < count; i++) {
    const names = [...Object.keys(CHANGES), 'correct', 'correct']
    const name = names[i % names.length] ?? 'correct'
    const before = await historyLength(service)
    try {
      await CHANGES[name]?.({ service, chance, world, event })
    } catch (error) {
      if (
        !(
          error instanceof EventConflictError ||
          error instanceof InvalidReportError ||
          error instanceof NothingToChangeError
        )
      )
        throw error
    }
    if ((await historyLength(service)) > before) made[name] = (made[name] ?? 0) + 1
  }
  return made
}

async function historyLength({ db }: Service): Promise<number> {
  const { length } = await readRow<{ length: number }>(db, sql`select count(*)::int as length from revisions`)
  return length
}
