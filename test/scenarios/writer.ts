import type { Chance } from '../support/random.ts'
import type { Ask } from './client.ts'

/** What the writers of a desk know together: what one has seen of an event may be old when another uses it. */
export interface Desk {
  events: { id: string; version: number }[]
  actors: { id: string; version: number }[]
  places: { id: string; version: number }[]
  /** How often which operation was done, or refused with which code. */
  done: Record<string, number>
}

const TEXT = 'The two presidents spoke by telephone on Tuesday, a spokesman said. The other side denied it.'
const WORDS = ['The two presidents spoke by telephone', 'a spokesman said', 'The other side denied it']
const CERTAINTIES = ['CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED']

const PUBLISH = `mutation ($input: PublishReportInput!) { publishReport(input: $input) {
  errors { code message } events { event { id version } }
  resolved { isNew actor { id version } place { id version } } } }`

function claimBy(chance: Chance) {
  const exact = chance.of(WORDS)
  const start = TEXT.indexOf(exact)
  return {
    aspect: 'OCCURRENCE',
    certainty: chance.of(CERTAINTIES),
    quote: { exact, start, end: start + exact.length },
    attribution: chance.is(0.5) ? [{ label: chance.of(['one side', 'the other']), mode: 'INDIRECT_SPEECH' }] : [],
  }
}

function reportBy(chance: Chance, desk: Desk, name: string) {
  const people = [0, 1].map((n) => ({ key: `p${n}`, kind: 'PERSON', name: `Person ${chance.below(200)} ${n}` }))
  const towns = [{ key: 't', kind: 'SETTLEMENT', name: `Town ${chance.below(100)}` }]
  const events = Array.from({ length: 1 + chance.below(2) }, (_each, n) => ({
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
    claims: [claimBy(chance)],
    relations: desk.events.length > 0 && chance.is(0.3) ? [{ kind: 'FOLLOWS', event: chance.of(desk.events).id }] : [],
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

function correctionBy(chance: Chance, n: number): object {
  return chance.of<() => object>([
    () => ({ title: `Corrected title ${n}` }),
    () => ({ summary: chance.is(0.5) ? `Summary ${n}` : null, phoneCall: { topics: [`topic ${n}`] } }),
    () => ({ occurred: { edtf: `2016-05-${10 + chance.below(20)}`, basis: 'EXPLICIT' } }),
    () => ({ quantities: [{ measure: 'DURATION', best: n, approximation: 'ABOUT' }] }),
    () => ({ location: null, realis: chance.of(['ACTUAL', 'SCHEDULED']) }),
    () => ({ codes: [{ scheme: 'CAMEO', code: chance.of(['041', '042', '036']) }] }),
  ])()
}

type Named = 'actor' | 'place'

/** One who publishes, corrects, retracts and merges, in a random order, over any of the service's instances. */
export class Writer {
  readonly #asks: readonly Ask[]
  readonly #desk: Desk
  readonly #chance: Chance
  readonly #name: string
  #count = 0

  constructor(name: string, asks: readonly Ask[], desk: Desk, chance: Chance) {
    this.#name = name
    this.#asks = asks
    this.#desk = desk
    this.#chance = chance
  }

  /** Does one thing. */
  async write(): Promise<void> {
    this.#count++
    const { events, actors, places } = this.#desk
    const choice = this.#chance.next()
    if (choice < 0.45 || events.length < 10) return this.#publish()
    if (choice < 0.75) return this.#correct()
    if (choice < 0.8) return this.#retract()
    if (choice < 0.92 || actors.length < 10 || places.length < 10) return this.#mergeEvents()
    return this.#merge(choice < 0.96 ? 'actor' : 'place')
  }

  async #publish(): Promise<void> {
    const input = reportBy(this.#chance, this.#desk, `${this.#name} ${this.#count}`)
    const { publishReport: told } = await this.#ask<{
      publishReport: {
        errors: { code: string; message: string }[]
        events: { event: Desk['events'][number] }[]
        resolved: (Record<Named, Desk['actors'][number] | null> & { isNew: boolean })[]
      }
    }>(PUBLISH, { input })
    this.#note('publishReport', told.errors)
    this.#desk.events.push(...told.events.map(({ event }) => event))
    for (const { isNew, actor, place } of told.resolved) {
      if (isNew && actor) this.#desk.actors.push(actor)
      if (isNew && place) this.#desk.places.push(place)
    }
  }

  async #correct(): Promise<void> {
    const event = this.#chance.of(this.#desk.events)
    await this.#change('correctEvent', event, { event: event.id, ...correctionBy(this.#chance, this.#count) })
  }

  async #retract(): Promise<void> {
    const event = this.#chance.of(this.#desk.events)
    await this.#change('retractEvent', event, { event: event.id })
  }

  async #mergeEvents(): Promise<void> {
    const [into, other] = [this.#chance.of(this.#desk.events), this.#chance.of(this.#desk.events)]
    if (into.id === other.id) return
    const merged = [{ event: other.id, expectedVersion: other.version }]
    await this.#change('mergeEvents', into, { into: into.id, merged })
  }

  async #change(mutation: string, event: Desk['events'][number], input: object): Promise<void> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
    const answer = await this.#ask<
      Record<string, { event: Desk['events'][number] | null; errors: { code: string; message: string }[] }>
    >(`mutation ($input: ${type}!) { ${mutation}(input: $input) { event { id version } errors { code message } } }`, {
      input: { expectedVersion: event.version, reason: 'By chance', ...input },
    })
    const { event: after, errors } = answer[mutation]!
    this.#note(mutation, errors)
    if (after) event.version = after.version
    // As whoever is refused would: it is read again.
    else await this.#readAgain(event)
  }

  async #readAgain(event: Desk['events'][number]): Promise<void> {
    const { event: now } = await this.#ask<{ event: Desk['events'][number] }>(
      'query ($id: ID!) { event(id: $id) { version } }',
      { id: event.id },
    )
    event.version = now.version
  }

  async #merge(concept: Named): Promise<void> {
    const known = this.#desk[`${concept}s`]
    const [into, other] = [this.#chance.of(known), this.#chance.of(known)]
    if (into.id === other.id) return
    const mutation = concept === 'actor' ? 'mergeActors' : 'mergePlaces'
    const type = concept === 'actor' ? 'MergeActorsInput' : 'MergePlacesInput'
    const merged = [{ [concept]: other.id, expectedVersion: other.version }]
    const input = { into: into.id, expectedVersion: into.version, merged, reason: 'By chance' }
    const answer = await this.#ask<
      Record<string, Record<string, Desk['actors'][number] | null> & { errors: { code: string; message: string }[] }>
    >(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${concept} { id version } errors { code message } } }`,
      { input },
    )
    this.#note(mutation, answer[mutation]!.errors)
    const after = answer[mutation]![concept]
    if (after) into.version = after.version
    if (after) known.splice(known.indexOf(other), 1)
  }

  #ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
    return this.#chance.of(this.#asks)<Data>(query, variables)
  }

  #note(operation: string, errors: readonly { code: string; message: string }[]): void {
    const what = errors.length === 0 ? operation : `${operation} ${errors[0]!.code}`
    this.#desk.done[what] = (this.#desk.done[what] ?? 0) + 1
  }
}
