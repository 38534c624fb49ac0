import { DrizzleQueryError, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Database } from '../../../database/database.ts'
import { actorExternalIds, actors, memberships } from '../../../database/tables/actor.ts'
import { articles } from '../../../database/tables/article.ts'
import { claims } from '../../../database/tables/claim.ts'
import { datasets } from '../../../database/tables/dataset.ts'
import { events } from '../../../database/tables/event.ts'
import { phoneCalls } from '../../../database/tables/kinds/phone-call.ts'
import { placeParents, places } from '../../../database/tables/place.ts'
import { eventRelations } from '../../../database/tables/relation.ts'
import { test } from '../../support/service.ts'

/** @returns the constraint by which the database refused a statement */
async function refusalOf(statement: PromiseLike<unknown>): Promise<string | undefined> {
  try {
    await statement
  } catch (error) {
    if (error instanceof DrizzleQueryError) return (error.cause as Error & { constraint?: string }).constraint
    throw error
  }
  return undefined
}

async function addDataset(db: Database): Promise<string> {
  const id = crypto.randomUUID()
  await db.insert(datasets).values({ id, name: 'desk', title: 'A desk', licence: 'CC0-1.0' })
  return id
}

function eventOf(datasetId: string, kind: string) {
  return {
    id: crypto.randomUUID(),
    kind,
    title: 'Something happened',
    realis: 'ACTUAL' as const,
    polarity: 'POSITIVE' as const,
    certainty: 'REPORTED' as const,
    edtf: '2016-04-05',
    earliest: '2016-04-05T00:00:00Z',
    latest: '2016-04-06T00:00:00Z',
    timePrecision: 'DAY' as const,
    timeBasis: 'EXPLICIT' as const,
    datasetId,
  }
}

async function addActor(db: Database, name: string): Promise<string> {
  const id = crypto.randomUUID()
  await db.insert(actors).values({ id, kind: 'ORGANIZATION', name })
  return id
}

async function addPlace(db: Database): Promise<string> {
  const id = crypto.randomUUID()
  await db.insert(places).values({ id, kind: 'SETTLEMENT', name: 'Vienna' })
  return id
}

describe('the database itself refuses', () => {
  test('details of another kind than the event is of', async ({ service: { db } }) => {
    const exercise = eventOf(await addDataset(db), 'EXERCISE')
    await db.insert(events).values(exercise)
    const details = { eventId: exercise.id, durationMinutes: 5 }
    expect(await refusalOf(db.insert(phoneCalls).values(details))).toBe('phone_calls_event')
    expect(await refusalOf(db.insert(phoneCalls).values({ ...details, kind: 'EXERCISE' }))).toBe('phone_calls_kind')
  })

  test('a correction of kind while the details of the old one are there', async ({ service: { db } }) => {
    const call = eventOf(await addDataset(db), 'PHONE_CALL')
    await db.insert(events).values(call)
    await db.insert(phoneCalls).values({ eventId: call.id })
    const correct = () => db.update(events).set({ kind: 'MEETING' }).where(eq(events.id, call.id))
    expect(await refusalOf(correct())).toBe('phone_calls_event')
    await db.delete(phoneCalls).where(eq(phoneCalls.eventId, call.id))
    expect(await refusalOf(correct())).toBeUndefined()
  })

  test('a span that is not half open', async ({ service: { db } }) => {
    const event = eventOf(await addDataset(db), 'MEETING')
    const member = {
      id: crypto.randomUUID(),
      memberId: await addActor(db, 'A'),
      organizationId: await addActor(db, 'B'),
    }
    const claim = {
      eventId: event.id,
      id: crypto.randomUUID(),
      ordinal: 1,
      aspect: 'OCCURRENCE' as const,
      certainty: 'REPORTED' as const,
      polarity: 'POSITIVE' as const,
      articleId: crypto.randomUUID(),
      quoteExact: '',
      quoteStart: 3,
      quoteEnd: 3,
    }
    expect(await refusalOf(db.insert(events).values({ ...event, latest: event.earliest }))).toBe('events_half_open')
    await db.insert(events).values(event)
    expect(await refusalOf(db.insert(claims).values(claim))).toBe('claims_quote_half_open')
    const served = { ...member, role: 'member', validFrom: '2016-04-05', validUntil: '2016-04-05' }
    expect(await refusalOf(db.insert(memberships).values(served))).toBe('memberships_half_open')
    expect(await refusalOf(db.insert(memberships).values({ ...served, validUntil: null }))).toBeUndefined()
  })

  test('a tie of anything to itself', async ({ service: { db } }) => {
    const event = eventOf(await addDataset(db), 'MEETING')
    await db.insert(events).values(event)
    const [actor, place, id] = [await addActor(db, 'A'), await addPlace(db), crypto.randomUUID()]
    const member = { id, memberId: actor, organizationId: actor, role: 'member' }
    expect(await refusalOf(db.insert(memberships).values(member))).toBe('memberships_no_self_loop')
    const parent = { id, placeId: place, parentId: place, kind: 'PART_OF' as const }
    expect(await refusalOf(db.insert(placeParents).values(parent))).toBe('place_parents_no_self_loop')
    const sure = { certainty: 'REPORTED', basis: 'EXPLICIT' } as const
    const relation = { eventId: event.id, targetId: event.id, kind: 'FOLLOWS' as const, ...sure }
    expect(await refusalOf(db.insert(eventRelations).values(relation))).toBe('event_relations_no_self_loop')
  })

  test('an external id that another actor has', async ({ service: { db } }) => {
    const own = { scheme: 'WIKIDATA', value: 'Q399', actorId: await addActor(db, 'Armenia') } as const
    await db.insert(actorExternalIds).values(own)
    const other = { ...own, actorId: await addActor(db, 'Azerbaijan') }
    expect(await refusalOf(db.insert(actorExternalIds).values(other))).toBe('actor_external_ids_pk')
    expect(await refusalOf(db.insert(actorExternalIds).values({ ...other, scheme: 'CAMEO' }))).toBeUndefined()
  })

  test('a word that is in no list', async ({ service: { db } }) => {
    const event = eventOf(await addDataset(db), 'MEETING')
    for (const [column, name] of [
      ['realis', 'events_realis'],
      ['polarity', 'events_polarity'],
      ['certainty', 'events_certainty'],
      ['timePrecision', 'events_time_precision'],
      ['timeBasis', 'events_time_basis'],
      ['locationPrecision', 'events_location_precision'],
    ] as const) {
      expect(await refusalOf(db.insert(events).values({ ...event, [column]: 'PERHAPS' }))).toBe(name)
    }
  })

  test('a coordinate without its precision, or outside of the world', async ({ service: { db } }) => {
    const event = eventOf(await addDataset(db), 'MEETING')
    const insert = (location: object) => refusalOf(db.insert(events).values({ ...event, ...location }))
    expect(await insert({ latitude: 40, longitude: 45 })).toBe('events_located')
    expect(await insert({ latitude: 40, locationPrecision: 'SITE' })).toBe('events_coordinates')
    expect(await insert({ latitude: 91, longitude: 45, locationPrecision: 'SITE' })).toBe('events_latitude')
    expect(await insert({ latitude: 40, longitude: 181, locationPrecision: 'SITE' })).toBe('events_longitude')
    expect(await insert({ latitude: 40, longitude: 45, locationPrecision: 'SITE' })).toBeUndefined()
  })

  test('an article known by nothing', async ({ service: { db } }) => {
    expect(await refusalOf(db.insert(articles).values({ id: crypto.randomUUID() }))).toBe('articles_identified')
  })
})

test('an event takes all that is its own with it', async ({ service: { db } }) => {
  const call = eventOf(await addDataset(db), 'PHONE_CALL')
  await db.insert(events).values(call)
  await db.insert(phoneCalls).values({ eventId: call.id })
  await db.delete(events).where(eq(events.id, call.id))
  expect(await db.$count(phoneCalls)).toBe(0)
})
