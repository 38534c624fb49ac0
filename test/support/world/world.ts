import { sql } from 'drizzle-orm'
import { actors } from '../../../database/tables/actor.ts'
import { offices } from '../../../database/tables/office.ts'
import { places } from '../../../database/tables/place.ts'
import { publishers } from '../../../database/tables/publisher.ts'
import { storylines } from '../../../database/tables/storyline.ts'
import { parseEdtfSpan } from '../../../database/values/edtf.ts'
import { parseId, toId, type Concept } from '../../../database/values/ids.ts'
import { changeEvents } from '../../../ingest/derived/derive.ts'
import { publishReport } from '../../../ingest/publish.ts'
import type { Chance } from '../random.ts'
import type { Service } from '../service.ts'
import { ACTORS, DATASETS, OFFICES, PLACES, PUBLISHERS, STORYLINES } from './cast.ts'
import { draftOf, type Draft } from './draft.ts'

/** What a test knows of an event without asking the service. */
export interface KnownEvent {
  id: string
  kind: string
  realis: string
  polarity: string
  certainty: string
  earliest: string | null
  latest: string | null
  place: string | null
  latitude: number | null
  longitude: number | null
  radiusKm: number | null
  precision: string | null
  participants: { actor: string; role: string; office: string | null }[]
  /** All the words that find it. */
  words: string[]
  sources: string[]
  codes: string[]
  quantities: { measure: string; low?: number; best?: number; high?: number; side?: string; approximation: string }[]
  publishers: string[]
  storylines: string[]
  dataset: string
  mentionCount: number
  updatedAt: string
}

export interface World {
  events: KnownEvent[]
  /** The public id of what a key of the cast, or a publisher's name, means. */
  idOf: (concept: Concept, key: string) => string
}

/**
 * Fills a database with random events by the one way in, and then changes some: a part is reported by others too.
 * @param chance decides all of it
 * @param size how many reports of up to eight events; three at least, so that every publisher has one
 */
export async function makeWorld(service: Service, chance: Chance, size: number): Promise<World> {
  const known: KnownEvent[] = []
  for (let report = 0; report < size; report++) {
    const publisher = PUBLISHERS[report] ?? (chance.is(0.7) ? chance.of(PUBLISHERS) : undefined)
    const dataset = chance.of(DATASETS)
    const drafts = Array.from({ length: 1 + chance.below(8) }, (_, i) => draftOf(chance, `e${i}`))
    const document = {
      dataset: { name: dataset, title: dataset, licence: 'CC0-1.0' },
      article: {
        url: `https://news.example/${report}`,
        publishedOn: '2016-04-06',
        ...(publisher !== undefined && { publisher: { name: publisher } }),
      },
      places: PLACES,
      actors: ACTORS,
      offices: OFFICES,
      storylines: STORYLINES,
      events: drafts,
    }
    const receipt = await publishReport(service.db, document, { by: 'test' })
    for (const [i, draft] of drafts.entries()) {
      const { id, certainty } = receipt.events[i]!
      known.push(knownOf(draft, { id, certainty, dataset, publishers: publisher === undefined ? [] : [publisher] }))
    }
  }
  const ids = await idsOfCast(service)
  const world: World = { events: known, idOf: (concept, key) => ids.get(`${concept} ${key}`)! }
  await spread(service, chance, world)
  return world
}

function knownOf(draft: Draft, stored: Pick<KnownEvent, 'id' | 'certainty' | 'dataset' | 'publishers'>): KnownEvent {
  const { earliest, latest } = parseEdtfSpan(draft.occurred.edtf)
  const { location } = draft
  return {
    ...stored,
    kind: draft.kind,
    realis: draft.realis,
    polarity: draft.polarity,
    earliest,
    latest,
    place: location?.place ?? null,
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    radiusKm: location?.radiusKm ?? null,
    precision: location?.precision ?? null,
    participants: draft.participations.map(({ actor, role, office }) => ({ actor, role, office: office ?? null })),
    words: [draft.title, draft.summary ?? '', ...draft.claims.map(({ quote }) => quote.exact)].join(' ').split(' '),
    sources: draft.claims.flatMap(({ attribution }) => attribution.map(({ agent }) => agent)),
    codes: draft.codes.map(({ code }) => code),
    quantities: draft.quantities,
    storylines: draft.storylines,
    mentionCount: 1,
    updatedAt: '2020-01-01T00:00:00.000Z',
  }
}

/** Lets a part of the events be reported again, and all of them be changed at a few moments, as later feeds do. */
async function spread({ db }: Service, chance: Chance, { events, idOf }: World): Promise<void> {
  for (const event of events) {
    const uuid = parseId(event.id)!.uuid
    const more = chance.is(0.3) ? 1 + chance.below(3) : 0
    event.mentionCount += more
    event.updatedAt = chance.of(['2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.001Z', '2021-01-01T00:00:00.000Z'])
    await db.transaction((tx) =>
      changeEvents(tx, [uuid], async () => {
        for (let i = 0; i < more; i++) {
          const publisher = chance.of(PUBLISHERS)
          event.publishers.push(publisher)
          await tx.execute(
            sql`insert into mentions (event_id, article_id, publisher_id, occurred_sort) values (${uuid}::uuid, gen_random_uuid(), ${parseId(idOf('publisher', publisher))!.uuid}::uuid, ${event.earliest ?? '-infinity'})`,
          )
        }
        await tx.execute(
          sql`update events set mention_count = ${event.mentionCount}, updated_at = ${event.updatedAt} where id = ${uuid}::uuid`,
        )
      }),
    )
  }
}

async function idsOfCast({ db }: Service): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const keyed = (concept: Concept, cast: { key: string; called: string }[], rows: { id: string; called: string }[]) => {
    for (const { key, called } of cast)
      ids.set(`${concept} ${key}`, toId(concept, rows.find((row) => row.called === called)!.id))
  }
  const named = (cast: readonly { key: string; name: string }[]) => cast.map(({ key, name }) => ({ key, called: name }))
  const titled = (cast: readonly { key: string; title: string }[]) =>
    cast.map(({ key, title }) => ({ key, called: title }))
  keyed('actor', named(ACTORS), await db.select({ id: actors.id, called: actors.name }).from(actors))
  keyed('place', named(PLACES), await db.select({ id: places.id, called: places.name }).from(places))
  keyed('office', titled(OFFICES), await db.select({ id: offices.id, called: offices.title }).from(offices))
  keyed(
    'storyline',
    titled(STORYLINES),
    await db.select({ id: storylines.id, called: storylines.title }).from(storylines),
  )
  const brought = await db.select({ id: publishers.id, called: publishers.name }).from(publishers)
  keyed(
    'publisher',
    brought.map(({ called }) => ({ key: called, called })),
    brought,
  )
  return ids
}
