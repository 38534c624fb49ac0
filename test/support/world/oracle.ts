import { matchesDetails } from './details.ts'
import { ACTORS } from './entities.ts'
import { namesOf, normalize } from './normalized-names.ts'
import { around, byKey, placeOf } from './place-lookup.ts'
import { daysOfLag, given, isWithin } from './times.ts'
import type { KnownEvent, World } from './world.ts'

/** A filter as a client sends it, with ids. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests read and send it as plain JSON
export type Filter = Record<string, any>

/**
 * Whether an event matches a filter, computed only from the descriptions in the schema: slow, but simple. Like the
 * service, it applies the default values of realis, polarity, certainty and evidence unless the filter mentions them; the
 * evidence also unless it mentions the dataset or ids, all only outside of `not`.
 */
export function isAsked(filter: Filter | null | undefined, event: KnownEvent, world: World): boolean {
  const where = filter ?? {}
  const hasAxis = (axis: string): boolean => mentionsField(where, axis)
  return (
    (hasAxis('realis') || event.realis === 'ACTUAL') &&
    (hasAxis('polarity') || event.polarity === 'POSITIVE') &&
    (hasAxis('certainty') || event.certainty !== 'RETRACTED') &&
    (opensEvidence(where) || event.evidence !== 'CODED') &&
    holds(where, event, world)
  )
}

function mentionsField(where: Filter, field: string): boolean {
  return (
    given(where[field]) ||
    [...(where['and'] ?? []), ...(where['or'] ?? []), ...(where['not'] ? [where['not']] : [])].some((nested: Filter) =>
      mentionsField(nested, field),
    )
  )
}

function opensEvidence(where: Filter): boolean {
  return (
    ['evidence', 'dataset', 'ids', 'externalId'].some((field) => given(where[field])) ||
    [...(where['and'] ?? []), ...(where['or'] ?? [])].some((nested: Filter) => opensEvidence(nested))
  )
}

function holds(where: Filter, event: KnownEvent, world: World): boolean {
  return Object.entries(where).every(([key, value]) => {
    const rule = RULES[key]
    if (!rule) throw new Error(`The oracle has no rule for ${key}.`)
    return !given(value) || rule(value as never, event, world)
  })
}

type Rule = (value: never, event: KnownEvent, world: World) => boolean

function isOneOf(valueOf: (event: KnownEvent) => string): Rule {
  return (values: string[], event) => values.includes(valueOf(event))
}

function isOfKind(kind: string): Rule {
  return (filter: Filter, event) => event.kind === kind && matchesDetails(filter, event.details)
}

const RULES: Record<string, Rule> = {
  ids: isOneOf(({ id }) => id),
  externalId: ({ scheme, value }: Filter, { externalIds }) =>
    externalIds.some((known) => known.scheme === scheme && known.value === value),
  kinds: isOneOf(({ kind }) => kind),
  dataset: isOneOf(({ dataset }) => dataset),
  realis: isOneOf(({ realis }) => realis),
  polarity: isOneOf(({ polarity }) => polarity),
  evidence: isOneOf(({ evidence }) => evidence),
  certainty: isOneOf(({ certainty }) => certainty),
  occurred: (window: Filter, event) => isWithin(window, event),
  reportedAfterDays: ({ atLeast, atMost }: Filter, event) => {
    const lag = daysOfLag(event)
    return lag !== null && (!given(atLeast) || lag >= atLeast) && (!given(atMost) || lag <= atMost)
  },
  participants: ({ some, every, none }: Filter, event, world) => {
    const matches = (where: Filter) => (participant: Participant) =>
      isMatchingParticipant(where, participant, event, world)
    return (
      (!given(some) || event.participants.some(matches(some))) &&
      (!given(every) || event.participants.every(matches(every))) &&
      (!given(none) || !event.participants.some(matches(none)))
    )
  },
  location: (where: Filter, event, world) => isAt(where, event, world),
  search: (text: string, event) => matchesSearch(text, event),
  attributedTo: (id: string, { sources }, { idOf }) => sources.some((key) => idOf('actor', key) === id),
  code: ({ prefix }: Filter, { codes }) => codes.some((code) => code.startsWith(prefix ?? '')),
  quantity: ({ measure, atLeast, atMost }: Filter, { quantities }) =>
    quantities.some((quantity) => {
      const value = quantity.best ?? quantity.low ?? quantity.high
      if (quantity.measure !== measure) return false
      return (
        (!given(atLeast) || (value !== undefined && value >= atLeast)) &&
        (!given(atMost) || (value !== undefined && value <= atMost))
      )
    }),
  publisher: (ids: string[], { publishers }, { idOf }) =>
    publishers.some((name) => ids.includes(idOf('publisher', name))),
  storyline: (id: string, { storylines }, { idOf }) => storylines.some((key) => idOf('storyline', key) === id),
  minMentions: (min: number, { mentionCount }) => mentionCount >= min,
  minOrigins: (min: number, { originCount }) => originCount >= min,
  updatedSince: (since: string, { updatedAt }) => Date.parse(updatedAt) >= Date.parse(since),
  phoneCall: isOfKind('PHONE_CALL'),
  meeting: isOfKind('MEETING'),
  armedClash: isOfKind('ARMED_CLASH'),
  statement: isOfKind('STATEMENT'),
  ceasefire: isOfKind('CEASEFIRE'),
  exercise: isOfKind('EXERCISE'),
  and: (filters: Filter[], event, world) => filters.every((nested) => holds(nested, event, world)),
  or: (filters: Filter[], event, world) => filters.some((nested) => holds(nested, event, world)),
  not: (filter: Filter, event, world) => !holds(filter, event, world),
}

type Participant = KnownEvent['participants'][number]

function isMatchingParticipant(
  where: Filter,
  { actor, role, office }: Participant,
  event: KnownEvent,
  world: World,
): boolean {
  const { kind, country, tenures } = { tenures: [], ...byKey(ACTORS, actor) }
  const day = event.earliest?.slice(0, 10)
  const heldOffice =
    office ?? (day !== undefined && tenures.some(({ from, until }) => isIn(day, from, until)) ? 'chair' : null)
  const id = world.idOf('actor', actor)
  const rules: Record<string, (value: never) => boolean> = {
    actor: (actorId: string) => actorId === id,
    actors: (actorIds: string[]) => actorIds.includes(id),
    name: (name: string) =>
      normalize(name) === '' || namesOf(actor).some((normalized) => ` ${normalized} `.includes(` ${normalize(name)} `)),
    kind: (kinds: string[]) => kinds.includes(kind),
    country: (idOrCode: string) => country !== undefined && isCountry(idOrCode, country, world),
    roles: (roles: string[]) => roles.includes(role),
    office: (officeId: string) => heldOffice !== null && officeId === world.idOf('office', heldOffice),
  }
  return Object.entries(where).every(([key, value]) => !given(value) || rules[key]?.(value as never))
}

function isIn(day: string, from?: string, until?: string): boolean {
  return (from === undefined || from <= day) && (until === undefined || day < until)
}

function isCountry(idOrCode: string, key: string, { idOf }: World): boolean {
  return idOrCode === idOf('place', key) || idOrCode.toLowerCase() === key
}

function isAt(where: Filter, event: KnownEvent, world: World): boolean {
  const { within, country, near, box, maxRadiusKm, precision } = where
  const places = around(event.place)
  const { latitude = null, longitude = null } =
    event.latitude === null && event.place !== null ? placeOf(event.place) : event
  const hasPoint = latitude !== null && longitude !== null
  return (
    (!given(within) || places.some((key) => world.idOf('place', key) === within)) &&
    (!given(country) || places.some((key) => placeOf(key).kind === 'COUNTRY' && isCountry(country, key, world))) &&
    (!given(near) || (hasPoint && distance(near, { latitude, longitude }) <= near.km)) &&
    (!given(box) || (hasPoint && isInBox(box, latitude, longitude))) &&
    (!given(maxRadiusKm) || (event.radiusKm !== null && event.radiusKm <= maxRadiusKm)) &&
    (!given(precision) || precision.includes(event.precision))
  )
}

function isInBox({ south, west, north, east }: Filter, latitude: number, longitude: number): boolean {
  return (
    latitude >= south &&
    latitude <= north &&
    (west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east)
  )
}

interface Point {
  latitude: number
  longitude: number
}

/** The distance in km from the chord through the earth: another formula than that of the service. */
function distance(from: Filter, to: Point): number {
  const vector = ({ latitude, longitude }: Point) => {
    const [lat, lon] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    return { x: Math.cos(lat) * Math.cos(lon), y: Math.cos(lat) * Math.sin(lon), z: Math.sin(lat) }
  }
  const [a, b] = [vector(from as Point), vector(to)]
  const chord = Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z)
  return 2 * 6371.0088 * Math.asin(Math.min(1, chord / 2))
}

/** Supports only words, `-word` and `or`. */
function matchesSearch(text: string, event: KnownEvent): boolean {
  const words = new Set(
    [
      ...event.words,
      ...event.participants.flatMap(({ actor }) => namesOf(actor)),
      ...around(event.place).flatMap(namesOf),
    ].flatMap((phrase) => normalize(phrase).split(' ')),
  )
  if (text.trim() === '') return true
  return text
    .split(' or ')
    .some((side) =>
      side
        .split(' ')
        .every((word) => (word.startsWith('-') ? !words.has(normalize(word.slice(1))) : words.has(normalize(word)))),
    )
}
