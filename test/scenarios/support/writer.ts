import type { Chance } from '../../support/random.ts'
import type { Ask } from './client.ts'

/** The ids and versions that all writers share. A version may be outdated when another writer uses it. */
export interface SharedState {
  events: { id: string; version: number }[]
  actors: { id: string; version: number }[]
  places: { id: string; version: number }[]
  /** The number of times that each operation succeeded or failed with a code. */
  done: Record<string, number>
}

const TEXT = 'The two presidents spoke by telephone on Tuesday, a spokesman said. The other side denied it.'
const QUOTES = ['The two presidents spoke by telephone', 'a spokesman said', 'The other side denied it']
const CERTAINTIES = ['REPORTED', 'REPORTED', 'UNCLEAR', 'DENIED']

const PUBLISH = `mutation ($input: PublishReportInput!) { publishReport(input: $input) {
  errors { code message } events { event { id version } }
  resolved { isNew actor { id version } place { id version } } } }`

function randomClaim(chance: Chance) {
  const exact = chance.of(QUOTES)
  const start = TEXT.indexOf(exact)
  return {
    aspect: 'OCCURRENCE',
    certainty: chance.of(CERTAINTIES),
    quote: { exact, start, end: start + exact.length },
    attribution: chance.is(0.5) ? [{ label: chance.of(['one side', 'the other']), mode: 'INDIRECT_SPEECH' }] : [],
  }
}

function randomReport(chance: Chance, shared: SharedState, name: string) {
  const people = [0, 1].map((n) => ({ key: `p${n}`, kind: 'PERSON', name: `Person ${chance.below(200)} ${n}` }))
  const towns = [{ key: 't', kind: 'SETTLEMENT', name: `Town ${chance.below(100)}` }]
  const events = Array.from({ length: 1 + chance.below(2) }, (_value, n) => ({
    key: `e${n}`,
    kind: 'PHONE_CALL',
    title: `${name}, call ${n}`,
    realis: 'ACTUAL',
    occurred: { edtf: `2016-04-0${1 + chance.below(9)}`, basis: 'EXPLICIT' },
    participations: [
      { actor: 'p0', role: 'INITIATOR' },
      { actor: 'p1', role: 'RECIPIENT' },
    ],
    location: { place: 't', precision: 'SETTLEMENT' },
    claims: [randomClaim(chance)],
    relations:
      shared.events.length > 0 && chance.is(0.3) ? [{ kind: 'FOLLOWS', event: chance.of(shared.events).id }] : [],
  }))
  return {
    dataset: { name: 'desk', title: 'Example desk', licence: 'CC0-1.0' },
    article: {
      url: `https://news.example/${encodeURIComponent(name)}`,
      publisher: { name: `Paper ${chance.below(5)}` },
    },
    actors: people,
    places: towns,
    events,
    text: TEXT,
  }
}

function randomCorrection(chance: Chance, n: number): object {
  return chance.of<() => object>([
    () => ({ title: `Corrected title ${n}` }),
    () => ({ summary: chance.is(0.5) ? `Summary ${n}` : null, phoneCall: { topics: [`topic ${n}`] } }),
    () => ({ occurred: { edtf: `2016-05-${10 + chance.below(20)}`, basis: 'EXPLICIT' } }),
    () => ({ quantities: [{ measure: 'DURATION', best: n, approximation: 'ABOUT' }] }),
    () => ({ location: null, realis: chance.of(['ACTUAL', 'SCHEDULED']) }),
    () => ({ codes: [{ scheme: 'CAMEO', code: chance.of(['041', '042', '036']) }] }),
  ])()
}

type EntityKind = 'actor' | 'place'

/** Publishes, corrects, retracts and merges in a random order, each time on a random instance. */
export class Writer {
  readonly #asks: readonly Ask[]
  readonly #shared: SharedState
  readonly #chance: Chance
  readonly #name: string
  #writeCount = 0

  constructor(name: string, asks: readonly Ask[], shared: SharedState, chance: Chance) {
    this.#name = name
    this.#asks = asks
    this.#shared = shared
    this.#chance = chance
  }

  /** Runs one random mutation. */
  async write(): Promise<void> {
    this.#writeCount++
    const { events, actors, places } = this.#shared
    const choice = this.#chance.next()
    if (choice < 0.45 || events.length < 10) return this.#publish()
    if (choice < 0.75) return this.#correct()
    if (choice < 0.8) return this.#retract()
    if (choice < 0.92 || actors.length < 10 || places.length < 10) return this.#mergeEvents()
    return this.#merge(choice < 0.96 ? 'actor' : 'place')
  }

  async #publish(): Promise<void> {
    const input = randomReport(this.#chance, this.#shared, `${this.#name} ${this.#writeCount}`)
    const { publishReport: payload } = await this.#ask<{
      publishReport: {
        errors: { code: string; message: string }[]
        events: { event: SharedState['events'][number] }[]
        resolved: (Record<EntityKind, SharedState['actors'][number] | null> & { isNew: boolean })[]
      }
    }>(PUBLISH, { input })
    this.#count('publishReport', payload.errors)
    this.#shared.events.push(...payload.events.map(({ event }) => event))
    for (const { isNew, actor, place } of payload.resolved) {
      if (isNew && actor) this.#shared.actors.push(actor)
      if (isNew && place) this.#shared.places.push(place)
    }
  }

  async #correct(): Promise<void> {
    const event = this.#chance.of(this.#shared.events)
    await this.#change('correctEvent', event, { event: event.id, ...randomCorrection(this.#chance, this.#writeCount) })
  }

  async #retract(): Promise<void> {
    const event = this.#chance.of(this.#shared.events)
    await this.#change('retractEvent', event, { event: event.id })
  }

  async #mergeEvents(): Promise<void> {
    const [into, other] = [this.#chance.of(this.#shared.events), this.#chance.of(this.#shared.events)]
    if (into.id === other.id) return
    const merged = [{ event: other.id, expectedVersion: other.version }]
    await this.#change('mergeEvents', into, { into: into.id, merged })
  }

  async #change(mutation: string, event: SharedState['events'][number], input: object): Promise<void> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
    const answer = await this.#ask<
      Record<string, { event: SharedState['events'][number] | null; errors: { code: string; message: string }[] }>
    >(`mutation ($input: ${type}!) { ${mutation}(input: $input) { event { id version } errors { code message } } }`, {
      input: { expectedVersion: event.version, reason: 'By chance', ...input },
    })
    const { event: after, errors } = answer[mutation]!
    this.#count(mutation, errors)
    if (after) event.version = after.version
    // A client reads the event again after a version conflict.
    else await this.#refresh(event)
  }

  async #refresh(event: SharedState['events'][number]): Promise<void> {
    const { event: current } = await this.#ask<{ event: SharedState['events'][number] }>(
      'query ($id: ID!) { event(id: $id) { version } }',
      { id: event.id },
    )
    event.version = current.version
  }

  async #merge(kind: EntityKind): Promise<void> {
    const entities = this.#shared[`${kind}s`]
    const [into, other] = [this.#chance.of(entities), this.#chance.of(entities)]
    if (into.id === other.id) return
    const mutation = kind === 'actor' ? 'mergeActors' : 'mergePlaces'
    const type = kind === 'actor' ? 'MergeActorsInput' : 'MergePlacesInput'
    const merged = [{ [kind]: other.id, expectedVersion: other.version }]
    const input = { into: into.id, expectedVersion: into.version, merged, reason: 'By chance' }
    const answer = await this.#ask<
      Record<
        string,
        Record<string, SharedState['actors'][number] | null> & { errors: { code: string; message: string }[] }
      >
    >(`mutation ($input: ${type}!) { ${mutation}(input: $input) { ${kind} { id version } errors { code message } } }`, {
      input,
    })
    this.#count(mutation, answer[mutation]!.errors)
    const after = answer[mutation]![kind]
    if (after) into.version = after.version
    if (after) entities.splice(entities.indexOf(other), 1)
  }

  #ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
    return this.#chance.of(this.#asks)<Data>(query, variables)
  }

  #count(operation: string, errors: readonly { code: string; message: string }[]): void {
    const outcome = errors.length === 0 ? operation : `${operation} ${errors[0]!.code}`
    this.#shared.done[outcome] = (this.#shared.done[outcome] ?? 0) + 1
  }
}
