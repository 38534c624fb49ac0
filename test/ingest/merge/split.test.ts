import { isNull, ne } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Database } from '../../../database/database.ts'
import { withWriteLock } from '../../../database/sql/write-lock.ts'
import { actors } from '../../../database/tables/actor.ts'
import { events } from '../../../database/tables/event.ts'
import { places } from '../../../database/tables/place.ts'
import { countMentions } from '../../../ingest/derived/derive.ts'
import { InvalidReportError } from '../../../ingest/format/problem.ts'
import { EventConflictError } from '../../../ingest/history/expect-version.ts'
import { appendRevisions } from '../../../ingest/history/revisions.ts'
import { mergeActors } from '../../../ingest/merge/actors.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { mergePlaces } from '../../../ingest/merge/places.ts'
import { splitActor } from '../../../ingest/merge/split-actor.ts'
import { splitEvent } from '../../../ingest/merge/split-event.ts'
import { splitPlace } from '../../../ingest/merge/split-place.ts'
import { reinstateEvent } from '../../../ingest/reinstate.ts'
import { retractEvents } from '../../../ingest/retract.ts'
import { digestOfContent } from '../../support/digest.ts'
import { expectNoDrift } from '../../support/import.ts'
import { chanceOf, type Chance } from '../../support/random.ts'
import { test, type Service } from '../../support/service.ts'
import { makeWorld } from '../../support/world/world.ts'

const AUDIT = { by: 'test', reason: 'One thing' }

interface Versioned {
  id: string
  version: number
}

/** A kind of merge with the split that undoes it. */
interface Merge {
  rows: (db: Database) => Promise<Versioned[]>
  merge: (db: Database, target: Versioned, merged: readonly Versioned[]) => Promise<unknown>
  split: (db: Database, target: Versioned, splitId: string) => Promise<unknown>
  /** Whether the target then has what it would have if the split object had never been merged, also among others. */
  isExact: boolean
}

function expected({ id, version }: Versioned) {
  return { id, expectedVersion: version, at: { event: ['merged'], expectedVersion: ['expectedVersion'] } }
}

const MERGES: Record<string, Merge> = {
  event: {
    rows: (db) =>
      db
        .select({ id: events.id, version: events.version })
        .from(events)
        .where(ne(events.certainty, 'RETRACTED'))
        .orderBy(events.id),
    merge: (db, target, merged) => mergeEvents(db, expected(target), merged.map(expected), AUDIT),
    split: (db, target, splitId) => splitEvent(db, expected(target), splitId, AUDIT),
    // The rows of the others keep the numbers that they have in the target.
    isExact: false,
  },
  actor: {
    rows: (db) =>
      db
        .select({ id: actors.id, version: actors.version })
        .from(actors)
        .where(isNull(actors.mergedIntoId))
        .orderBy(actors.id),
    merge: (db, target, merged) => mergeActors(db, expected(target), merged.map(expected), AUDIT),
    split: (db, target, splitId) => splitActor(db, expected(target), splitId, AUDIT),
    isExact: true,
  },
  place: {
    rows: (db) =>
      db
        .select({ id: places.id, version: places.version })
        .from(places)
        .where(isNull(places.mergedIntoId))
        .orderBy(places.id),
    merge: (db, target, merged) => mergePlaces(db, expected(target), merged.map(expected), AUDIT),
    split: (db, target, splitId) => splitPlace(db, expected(target), splitId, AUDIT),
    isExact: true,
  },
}

/** Chooses different rows. */
function choose(chance: Chance, rows: readonly Versioned[], count: number): Versioned[] {
  const left = [...rows]
  return Array.from({ length: count }, () => left.splice(chance.below(left.length), 1)[0]!)
}

/** Makes a world whose events have right counts of publishers: the world adds mentions without counting these. */
async function makeConsistentWorld(service: Service, chance: Chance, size: number): Promise<void> {
  await makeWorld(service, chance, size)
  const all = await service.db.select({ id: events.id }).from(events)
  await countMentions(
    service.db,
    all.map(({ id }) => id),
  )
}

/** @returns false if these objects cannot be merged */
async function isMerged(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof InvalidReportError) return false
      throw error
    },
  )
}

async function contentWithoutOrigins(db: Database) {
  const { merge_origins: _origins, ...content } = await digestOfContent(db)
  return content
}

for (const [concept, { rows, merge, split, isExact }] of Object.entries(MERGES)) {
  test(`a split of ${concept}s in any order leaves all tables as they were before the merge`, async ({ service }) => {
    const { db } = service
    const chance = chanceOf(concept.length * 7)
    await makeConsistentWorld(service, chance, 4)
    const before = await digestOfContent(db)
    const readAgain = async (ids: readonly string[]) => {
      const all = await rows(db)
      return ids.flatMap((id) => all.filter((row) => row.id === id))
    }
    let merges = 0
    for (let attempt = 0; merges < 1 && attempt < 60; attempt++) {
      const ids = choose(chance, await rows(db), 3).map(({ id }) => id)
      const [target, first, second] = await readAgain(ids)
      if (!(await isMerged(merge(db, target!, [second!])))) continue
      const withSecond = await contentWithoutOrigins(db)
      await split(db, (await readAgain(ids))[0]!, second!.id)
      const [again, ...both] = await readAgain(ids)
      if (!(await isMerged(merge(db, again!, both)))) continue
      merges++
      const isConflict = await split(db, (await readAgain(ids))[0]!, first!.id).then(
        () => false,
        (error: unknown) => {
          if (error instanceof EventConflictError && !isExact) return true
          throw error
        },
      )
      await expectNoDrift(service)
      if (isExact) expect(await contentWithoutOrigins(db)).toEqual(withSecond)
      await split(db, (await readAgain(ids))[0]!, second!.id)
      if (isConflict) await split(db, (await readAgain(ids))[0]!, first!.id)
      await expectNoDrift(service)
      expect(await digestOfContent(db)).toEqual(before)
    }
    expect(merges).toBe(1)
  })
}

test('reinstating an event leaves all tables as they were before its retraction', async ({ service }) => {
  const { db } = service
  const chance = chanceOf(21)
  await makeConsistentWorld(service, chance, 3)
  const before = await digestOfContent(db)
  for (const { id, version } of choose(chance, await MERGES['event']!.rows(db), 3)) {
    await withWriteLock(db, async (tx) => appendRevisions(tx, await retractEvents(tx, [id], AUDIT)))
    expect(await digestOfContent(db)).not.toEqual(before)
    await reinstateEvent(db, id, version + 1, AUDIT)
    expect(await digestOfContent(db)).toEqual(before)
  }
  await expectNoDrift(service)
})
