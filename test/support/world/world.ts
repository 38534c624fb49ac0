import { sql } from 'drizzle-orm'
import { actors } from '../../../database/tables/actor.ts'
import { datasets } from '../../../database/tables/dataset.ts'
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
import type { Details } from './details.ts'
import { draftOf, type Draft } from './draft.ts'
import { ACTORS, CODED_DATASET, DATASETS, OFFICES, PLACES, PUBLISHERS, STORYLINES } from './entities.ts'

/** The stored values of an event, computed without the service. */
export interface KnownEvent {
  id: string
  kind: string
  realis: string
  polarity: string
  certainty: string
  evidence: string
  earliest: string | null
  latest: string | null
  timePrecision: string
  /** The known days on which articles that report it were published or seen. */
  reportDays: string[]
  place: string | null
  latitude: number | null
  longitude: number | null
  radiusKm: number | null
  precision: string | null
  participants: { actor: string; role: string; office: string | null }[]
  /** All words of its title, summary and quotes. */
  words: string[]
  sources: string[]
  codes: string[]
  externalIds: { scheme: string; value: string }[]
  quantities: { measure: string; low?: number; best?: number; high?: number; side?: string; approximation: string }[]
  publishers: string[]
  storylines: string[]
  dataset: string
  mentionCount: number
  originCount: number
  updatedAt: string
  details: Details
}

const PUBLICATION_DAYS = ['2016-06-02', '2017-03-01', undefined, '2016-06-02']
/** When feeds saw the mentions that are added to an event, in their order. */
const MENTION_TIMES = [null, '2016-04-03T12:00:00Z', '2016-04-06T23:30:00-05:00']

export interface World {
  events: KnownEvent[]
  /** The public id of an entity of `entities.ts` by its key, or of a publisher by its name. */
  idOf: (concept: Concept, key: string) => string
}

/**
 * Fills a database with random events by `publishReport`, then adds mentions to some events and changes their update
 * times.
 * @param size the number of reports of up to 8 events; at least 3, so that every publisher has a report
 */
export async function makeWorld(service: Service, chance: Chance, size: number): Promise<World> {
  const events: KnownEvent[] = []
  await service.db
    .insert(datasets)
    .values({ id: crypto.randomUUID(), name: CODED_DATASET, title: 'Feed', licence: 'CC0-1.0', method: 'CODED' })
  for (let report = 0; report < size; report++) {
    const publisher = PUBLISHERS[report] ?? (chance.is(0.7) ? chance.of(PUBLISHERS) : undefined)
    const dataset = chance.of(DATASETS)
    const publishedOn = PUBLICATION_DAYS[report % PUBLICATION_DAYS.length]
    const drafts = Array.from({ length: 1 + chance.below(8) }, (_, i) => draftOf(chance, `e${i}`))
    const document = {
      dataset: { name: dataset, title: dataset, licence: 'CC0-1.0' },
      article: {
        url: `https://news.example/${report}`,
        ...(publishedOn !== undefined && { publishedOn }),
        ...(publisher !== undefined && { publisher: { name: publisher } }),
      },
      places: PLACES,
      actors: ACTORS,
      offices: OFFICES,
      storylines: STORYLINES,
      events: drafts,
    }
    const areQuotesVerified = chance.is(0.3)
    const receipt = await publishReport(service.db, document, { by: 'test', areQuotesVerified })
    for (const [i, draft] of drafts.entries()) {
      const stored = receipt.events[i]
      if (!stored) throw new Error(`The receipt has no event ${i}.`)
      const { id, certainty } = stored
      const isQuoted = areQuotesVerified && draft.claims.some((claim) => claim.certainty !== 'RETRACTED')
      const evidence = isQuoted ? 'QUOTED' : dataset === CODED_DATASET ? 'CODED' : 'LISTED'
      const publishers = publisher === undefined ? [] : [publisher]
      const reportDays = publishedOn === undefined ? [] : [publishedOn]
      events.push(toKnownEvent(draft, { id, certainty, evidence, dataset, publishers, reportDays }))
    }
  }
  const ids = await readEntityIds(service)
  const idOf = (concept: Concept, key: string): string => {
    const id = ids.get(`${concept} ${key}`)
    if (id === undefined) throw new Error(`There is no ${concept} ${key}.`)
    return id
  }
  const world: World = { events, idOf }
  await addMentions(service, chance, world)
  return world
}

function toKnownEvent(
  draft: Draft,
  stored: Pick<KnownEvent, 'id' | 'certainty' | 'evidence' | 'dataset' | 'publishers' | 'reportDays'>,
): KnownEvent {
  const { earliest, latest, precision: timePrecision } = parseEdtfSpan(draft.occurred.edtf)
  const { location } = draft
  return {
    ...stored,
    kind: draft.kind,
    realis: draft.realis,
    polarity: draft.polarity,
    earliest,
    latest,
    timePrecision,
    place: location?.place ?? null,
    latitude: location?.latitude ?? null,
    longitude: location?.longitude ?? null,
    radiusKm: location?.radiusKm ?? null,
    precision: location?.precision ?? null,
    participants: draft.participations.map(({ actor, role, office }) => ({ actor, role, office: office ?? null })),
    words: [draft.title, draft.summary ?? '', ...draft.claims.map(({ quote }) => quote.exact)].join(' ').split(' '),
    sources: draft.claims.flatMap(({ attribution }) => attribution.map(({ agent }) => agent)),
    codes: draft.codes.map(({ code }) => code),
    externalIds: draft.externalIds,
    quantities: draft.quantities,
    storylines: draft.storylines,
    mentionCount: 1,
    originCount: ['DENIED', 'UNCLEAR'].includes(stored.certainty) ? 0 : 1,
    updatedAt: '2020-01-01T00:00:00.000Z',
    details: draft.details ?? {},
  }
}

/** Adds mentions to 30 % of the events, and gives all events one of a few update times, as later feeds do. */
async function addMentions({ db }: Service, chance: Chance, { events, idOf }: World): Promise<void> {
  const uuids = events.map(({ id }) => uuidOf(id))
  // One change of all events, because the derived tables cost more than the rows.
  await db.transaction((tx) =>
    changeEvents(tx, uuids, async () => {
      for (const event of events) {
        const uuid = uuidOf(event.id)
        const addedCount = chance.is(0.3) ? 1 + chance.below(3) : 0
        event.mentionCount += addedCount
        event.updatedAt = chance.of([
          '2020-01-01T00:00:00.000Z',
          '2020-01-01T00:00:00.001Z',
          '2021-01-01T00:00:00.000Z',
        ])
        for (let i = 0; i < addedCount; i++) {
          const publisher = chance.of(PUBLISHERS)
          event.publishers.push(publisher)
          const mentionedAt = MENTION_TIMES[i] ?? null
          if (mentionedAt !== null) event.reportDays.push(new Date(mentionedAt).toISOString().slice(0, 10))
          await tx.execute(
            sql`insert into mentions (event_id, article_id, publisher_id, mentioned_at, occurred_sort) values (${uuid}::uuid, gen_random_uuid(), ${uuidOf(idOf('publisher', publisher))}::uuid, ${mentionedAt}, ${event.earliest ?? '-infinity'})`,
          )
        }
        await tx.execute(
          sql`update events set mention_count = ${event.mentionCount}, updated_at = ${event.updatedAt} where id = ${uuid}::uuid`,
        )
      }
    }),
  )
}

function uuidOf(id: string): string {
  const parsed = parseId(id)
  if (!parsed) throw new Error(`${id} is not an id.`)
  return parsed.uuid
}

interface Named {
  id: string
  name: string
}

async function readEntityIds({ db }: Service): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const add = (concept: Concept, entities: readonly { key: string; name: string }[], rows: readonly Named[]) => {
    for (const { key, name } of entities) {
      const row = rows.find((candidate) => candidate.name === name)
      if (!row) throw new Error(`The ${concept} ${name} is not stored.`)
      ids.set(`${concept} ${key}`, toId(concept, row.id))
    }
  }
  const withName = ({ key, title }: { key: string; title: string }) => ({ key, name: title })
  add('actor', ACTORS, await db.select({ id: actors.id, name: actors.name }).from(actors))
  add('place', PLACES, await db.select({ id: places.id, name: places.name }).from(places))
  add('office', OFFICES.map(withName), await db.select({ id: offices.id, name: offices.title }).from(offices))
  const storylineRows = await db.select({ id: storylines.id, name: storylines.title }).from(storylines)
  add('storyline', STORYLINES.map(withName), storylineRows)
  const publisherRows = await db.select({ id: publishers.id, name: publishers.name }).from(publishers)
  for (const { id, name } of publisherRows) ids.set(`publisher ${name}`, toId('publisher', id))
  return ids
}
