import { DrizzleQueryError, eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Database } from '../../../database/database.ts'
import { actorExternalIds, actors, memberships } from '../../../database/tables/actor.ts'
import { claims } from '../../../database/tables/claim.ts'
import { datasets } from '../../../database/tables/dataset.ts'
import { events } from '../../../database/tables/event.ts'
import { phoneCalls } from '../../../database/tables/kinds/phone-call.ts'
import { placeParents, places } from '../../../database/tables/place.ts'
import { eventRelations } from '../../../database/tables/relation.ts'
import { test } from '../../support/service.ts'

/** @returns the constraint that a statement violates */
async function violatedConstraint(statement: PromiseLike<unknown>): Promise<string | undefined> {
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
    evidence: 'LISTED' as const,
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

describe('a constraint of the database rejects', () => {
  test('details of another kind than that of the event', async ({ service: { db } }) => {
    const exercise = eventOf(await addDataset(db), 'EXERCISE')
    await db.insert(events).values(exercise)
    const details = { eventId: exercise.id, durationMinutes: 5 }
    expect(await violatedConstraint(db.insert(phoneCalls).values(details))).toBe('phone_calls_event')
    expect(await violatedConstraint(db.insert(phoneCalls).values({ ...details, kind: 'EXERCISE' }))).toBe(
      'phone_calls_kind',
    )
  })

  test('a correction of the kind while details of the old kind exist', async ({ service: { db } }) => {
    const call = eventOf(await addDataset(db), 'PHONE_CALL')
    await db.insert(events).values(call)
    await db.insert(phoneCalls).values({ eventId: call.id })
    const correct = () => db.update(events).set({ kind: 'MEETING' }).where(eq(events.id, call.id))
    expect(await violatedConstraint(correct())).toBe('phone_calls_event')
    await db.delete(phoneCalls).where(eq(phoneCalls.eventId, call.id))
    expect(await violatedConstraint(correct())).toBeUndefined()
  })

  test('an empty half-open span', async ({ service: { db } }) => {
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
      articleVersion: 1,
      quoteExact: '',
      quoteStart: 3,
      quoteEnd: 3,
    }
    expect(await violatedConstraint(db.insert(events).values({ ...event, latest: event.earliest }))).toBe(
      'events_half_open',
    )
    await db.insert(events).values(event)
    expect(await violatedConstraint(db.insert(claims).values(claim))).toBe('claims_quote_half_open')
    const membership = { ...member, role: 'member', validFrom: '2016-04-05', validUntil: '2016-04-05' }
    expect(await violatedConstraint(db.insert(memberships).values(membership))).toBe('memberships_half_open')
    expect(await violatedConstraint(db.insert(memberships).values({ ...membership, validUntil: null }))).toBeUndefined()
  })

  test('a relation of a row to itself', async ({ service: { db } }) => {
    const event = eventOf(await addDataset(db), 'MEETING')
    await db.insert(events).values(event)
    const [actor, place, id] = [await addActor(db, 'A'), await addPlace(db), crypto.randomUUID()]
    const member = { id, memberId: actor, organizationId: actor, role: 'member' }
    expect(await violatedConstraint(db.insert(memberships).values(member))).toBe('memberships_no_self_loop')
    const parent = { id, placeId: place, parentId: place, kind: 'PART_OF' as const }
    expect(await violatedConstraint(db.insert(placeParents).values(parent))).toBe('place_parents_no_self_loop')
    const evidence = { certainty: 'REPORTED', basis: 'EXPLICIT' } as const
    const relation = { eventId: event.id, targetId: event.id, kind: 'FOLLOWS' as const, ...evidence }
    expect(await violatedConstraint(db.insert(eventRelations).values(relation))).toBe('event_relations_no_self_loop')
  })

  test('an external id of another actor', async ({ service: { db } }) => {
    const externalId = { scheme: 'WIKIDATA', value: 'Q399', actorId: await addActor(db, 'Armenia') } as const
    await db.insert(actorExternalIds).values(externalId)
    const duplicate = { ...externalId, actorId: await addActor(db, 'Azerbaijan') }
    expect(await violatedConstraint(db.insert(actorExternalIds).values(duplicate))).toBe('actor_external_ids_pk')
    expect(
      await violatedConstraint(db.insert(actorExternalIds).values({ ...duplicate, scheme: 'CAMEO' })),
    ).toBeUndefined()
  })

  test('a value that is not in the enumeration', async ({ service: { db } }) => {
    const event = eventOf(await addDataset(db), 'MEETING')
    for (const [column, name] of [
      ['realis', 'events_realis'],
      ['polarity', 'events_polarity'],
      ['certainty', 'events_certainty'],
      ['evidence', 'events_evidence'],
      ['timePrecision', 'events_time_precision'],
      ['timeBasis', 'events_time_basis'],
      ['locationPrecision', 'events_location_precision'],
    ] as const) {
      expect(await violatedConstraint(db.insert(events).values({ ...event, [column]: 'PERHAPS' }))).toBe(name)
    }
  })

  test('a coordinate without a location precision or out of range', async ({ service: { db } }) => {
    const event = eventOf(await addDataset(db), 'MEETING')
    const insert = (location: object) => violatedConstraint(db.insert(events).values({ ...event, ...location }))
    expect(await insert({ latitude: 40, longitude: 45 })).toBe('events_located')
    expect(await insert({ latitude: 40, locationPrecision: 'SITE' })).toBe('events_coordinates')
    expect(await insert({ latitude: 91, longitude: 45, locationPrecision: 'SITE' })).toBe('events_latitude')
    expect(await insert({ latitude: 40, longitude: 181, locationPrecision: 'SITE' })).toBe('events_longitude')
    expect(await insert({ latitude: 40, longitude: 45, locationPrecision: 'SITE' })).toBeUndefined()
  })
})

test('deleting an event deletes its details', async ({ service: { db } }) => {
  const call = eventOf(await addDataset(db), 'PHONE_CALL')
  await db.insert(events).values(call)
  await db.insert(phoneCalls).values({ eventId: call.id })
  await db.delete(events).where(eq(events.id, call.id))
  expect(await db.$count(phoneCalls)).toBe(0)
})
