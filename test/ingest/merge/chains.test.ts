import { eq, isNull, ne } from 'drizzle-orm'
import { expect } from 'vitest'
import { actorNames, actors } from '../../../database/tables/actor.ts'
import { events } from '../../../database/tables/event.ts'
import { places } from '../../../database/tables/place.ts'
import { ACTOR_CORRECTION } from '../../../ingest/correction/actor.ts'
import { correctEntity } from '../../../ingest/correction/correct-entity.ts'
import { InvalidReportError } from '../../../ingest/format/problem.ts'
import { EventConflictError } from '../../../ingest/history/expect-version.ts'
import { mergeActors } from '../../../ingest/merge/actors.ts'
import { mergeEvents } from '../../../ingest/merge/events.ts'
import { mergePlaces } from '../../../ingest/merge/places.ts'
import { splitActor } from '../../../ingest/merge/split-actor.ts'
import { splitEvent } from '../../../ingest/merge/split-event.ts'
import { splitPlace } from '../../../ingest/merge/split-place.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { digestOfContent } from '../../support/digest.ts'
import { expectNoDrift } from '../../support/import.ts'
import { chanceOf, seedFor } from '../../support/random.ts'
import { test, type Service } from '../../support/service.ts'
import { expectedFacts, readFacts, type MergedConcept } from './facts.ts'
import { relatedEntities } from './related-entities.ts'

const CONCEPTS = ['actor', 'event', 'place'] as const
const AUDIT = { by: 'test', reason: 'One thing' }
/** The number of random worlds. More: CHAINS=50. */
const SEEDS = Number(process.env['CHAINS'] ?? 1)
const STEPS = 14

/** Merges that stand, latest last. */
interface Merge {
  concept: MergedConcept
  mergedId: string
  targetId: string
}

const TABLES = { actor: actors, event: events, place: places }
const MERGE = { actor: mergeActors, event: mergeEvents, place: mergePlaces }
const SPLIT = { actor: splitActor, event: splitEvent, place: splitPlace }

async function expectedVersion({ db }: Service, concept: MergedConcept, id: string) {
  const table = TABLES[concept]
  const [row] = await db.select({ version: table.version }).from(table).where(eq(table.id, id))
  return { id, expectedVersion: row!.version, at: { event: ['merged'], expectedVersion: ['expectedVersion'] } }
}

async function idsToMerge({ db }: Service, concept: MergedConcept): Promise<string[]> {
  const table = TABLES[concept]
  const stands = concept === 'event' ? ne(events.certainty, 'RETRACTED') : isNull(table.mergedIntoId)
  const rows = await db.select({ id: table.id }).from(table).where(stands).orderBy(table.id)
  return rows.map(({ id }) => id)
}

async function readIds(service: Service): Promise<Set<string>> {
  const ids = await Promise.all(CONCEPTS.map((concept) => idsToMerge(service, concept)))
  return new Set(ids.flat())
}

/** @returns whether the work was done; false if the rules of merges and splits forbid it */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof InvalidReportError || error instanceof EventConflictError) return false
      throw error
    },
  )
}

test('random chains of merges and splits of actors, events and places can be undone in any order', async ({
  service,
}) => {
  const { db, open } = service
  for (let seed = 0; seed < SEEDS; seed++) {
    const chance = chanceOf(seedFor(open.engine, 2 * seed + 104))
    const earlierIds = await readIds(service)
    await publishReport(db, relatedEntities(chance, seed), AUDIT)
    const before = await digestOfContent(db)
    const facts = await readFacts(db)
    const merges: Merge[] = []
    const trail = [`seed ${seed}`]
    const split = async ({ concept, mergedId, targetId }: Merge) => {
      const isSplit = await isDone(
        SPLIT[concept](db, await expectedVersion(service, concept, targetId), mergedId, AUDIT),
      )
      trail.push(`${isSplit ? 'split' : 'kept'} ${concept} ${mergedId} of ${targetId}`)
      if (isSplit)
        merges.splice(
          merges.findIndex((merge) => merge.mergedId === mergedId),
          1,
        )
      return isSplit
    }
    const merge = async (concept: MergedConcept) => {
      const ids = (await idsToMerge(service, concept)).filter((id) => !earlierIds.has(id))
      if (ids.length < 3) return
      const [target, ...merged] = Array.from(
        { length: 2 + chance.below(2) },
        () => ids.splice(chance.below(ids.length), 1)[0]!,
      )
      const versions = await Promise.all([target!, ...merged].map((id) => expectedVersion(service, concept, id)))
      if (!(await isDone(MERGE[concept](db, versions[0]!, versions.slice(1), AUDIT)))) return
      trail.push(`merged ${concept} ${merged.join()} into ${target}`)
      merges.push(...merged.map((mergedId) => ({ concept, mergedId, targetId: target! })))
    }
    const expectFacts = async () => {
      expect({ trail, ...(await readFacts(db)) }).toEqual({ trail, ...expectedFacts(facts, merges) })
    }
    for (let step = 0; step < STEPS; step++) {
      if (chance.is(0.6) || merges.length === 0) await merge(chance.of(CONCEPTS))
      else await split(chance.of(merges))
      await expectFacts()
    }
    await expectNoDrift(service)
    while (merges.length > 0) {
      const count = merges.length
      for (const each of chance.some(merges, 1).toSorted(() => chance.next() - 0.5)) {
        if (await split(each)) await expectFacts()
      }
      expect(merges.length).toBeLessThan(count)
    }
    await expectNoDrift(service)
    expect(await digestOfContent(db)).toEqual(before)
  }
})

test('a name that a correction has removed from the target does not come back with a later merge', async ({
  service,
}) => {
  const { db } = service
  const same = { name: 'Same name', kind: 'ALIAS' }
  const document = relatedEntities(chanceOf(1), 0)
  const actorRows = document.actors.map((actor) => ({ ...actor, names: actor.name.startsWith('first') ? [] : [same] }))
  await publishReport(db, { ...document, actors: actorRows }, AUDIT)
  const stored = await db.select({ id: actors.id, name: actors.name }).from(actors).orderBy(actors.name)
  const [target, ...merged] = ['first 0', 'second 0', 'third 0'].map(
    (name) => stored.find((row) => row.name === name)!.id,
  )
  const versionOf = (id: string) => expectedVersion(service, 'actor', id)
  await mergeActors(db, await versionOf(target!), await Promise.all(merged.map(versionOf)), AUDIT)
  await correctEntity(db, ACTOR_CORRECTION, await versionOf(target!), { names: { remove: [same] } }, AUDIT)
  const bearers = async () => {
    const rows = await db.select({ id: actorNames.actorId }).from(actorNames).where(eq(actorNames.name, same.name))
    return rows.map(({ id }) => id).filter((id) => [target, ...merged].includes(id))
  }
  expect(await bearers()).toEqual([])
  for (const id of merged) await splitActor(db, await versionOf(target!), id, AUDIT)
  expect((await bearers()).toSorted()).toEqual(merged.toSorted())
  await expectNoDrift(service)
})
