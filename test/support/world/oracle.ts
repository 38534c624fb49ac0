import { parseEdtfSpan } from '../../../database/values/edtf.ts'
import { ACTORS, PLACES } from './cast.ts'
import type { KnownEvent, World } from './world.ts'

/** A filter as a client sends it, with ids. */
// oxlint-disable-next-line typescript/no-explicit-any -- it is read, and sent, as the JSON that it is
export type Filter = Record<string, any>

/**
 * Whether an event is one of a filter, by what the schema says of filters and nothing else: slow, and plain to see.
 * @param filter what a client asks
 */
export function isAsked(filter: Filter | null | undefined, event: KnownEvent, world: World): boolean {
  const where = filter ?? {}
  const isOpen = (axis: string): boolean => mentions(where, axis)
  return (
    (isOpen('realis') || event.realis === 'ACTUAL') &&
    (isOpen('polarity') || event.polarity === 'POSITIVE') &&
    (isOpen('certainty') || event.certainty !== 'RETRACTED') &&
    holds(where, event, world)
  )
}

function given(value: unknown): boolean {
  return value !== null && value !== undefined
}

function mentions(where: Filter, axis: string): boolean {
  return (
    given(where[axis]) ||
    [...(where['and'] ?? []), ...(where['or'] ?? []), ...(where['not'] ? [where['not']] : [])].some((each: Filter) =>
      mentions(each, axis),
    )
  )
}

function holds(where: Filter, event: KnownEvent, world: World): boolean {
  return Object.entries(where).every(([key, value]) => !given(value) || RULES[key]!(value as never, event, world))
}

type Rule = (value: never, event: KnownEvent, world: World) => boolean

function among(pick: (event: KnownEvent) => string): Rule {
  return (values: string[], event) => values.includes(pick(event))
}

const RULES: Record<string, Rule> = {
  kinds: among(({ kind }) => kind),
  dataset: among(({ dataset }) => dataset),
  realis: among(({ realis }) => realis),
  polarity: among(({ polarity }) => polarity),
  certainty: among(({ certainty }) => certainty),
  occurred: (window: Filter, event) => isWithin(window, event),
  participants: ({ some, every, none }: Filter, event, world) => {
    const such = (where: Filter) => (each: Participant) => isSuch(where, each, event, world)
    return (
      (!given(some) || event.participants.some(such(some))) &&
      (!given(every) || event.participants.every(such(every))) &&
      (!given(none) || !event.participants.some(such(none)))
    )
  },
  location: (where: Filter, event, world) => isAt(where, event, world),
  search: (text: string, event) => isFound(text, event),
  attributedTo: (id: string, { sources }, { idOf }) => sources.some((key) => idOf('actor', key) === id),
  code: ({ prefix }: Filter, { codes }) => codes.some((code) => code.startsWith(prefix ?? '')),
  quantity: ({ measure, atLeast, atMost }: Filter, { quantities }) =>
    quantities.some(({ measure: of, best, low, high }) => {
      const value = best ?? low ?? high
      if (of !== measure) return false
      return (
        (!given(atLeast) || (value !== undefined && value >= atLeast)) &&
        (!given(atMost) || (value !== undefined && value <= atMost))
      )
    }),
  publisher: (ids: string[], { publishers }, { idOf }) =>
    publishers.some((name) => ids.includes(idOf('publisher', name))),
  storyline: (id: string, { storylines }, { idOf }) => storylines.some((key) => idOf('storyline', key) === id),
  minMentions: (least: number, { mentionCount }) => mentionCount >= least,
  updatedSince: (since: string, { updatedAt }) => Date.parse(updatedAt) >= Date.parse(since),
  and: (filters: Filter[], event, world) => filters.every((each) => holds(each, event, world)),
  or: (filters: Filter[], event, world) => filters.some((each) => holds(each, event, world)),
  not: (filter: Filter, event, world) => !holds(filter, event, world),
}

function isWithin({ during, from, to, reading }: Filter, { earliest, latest }: KnownEvent): boolean {
  if (earliest === null && latest === null) return false
  const span = given(during) ? parseEdtfSpan(during) : { earliest: from, latest: to }
  const [start, end] = [
    given(span.earliest) ? Date.parse(span.earliest) : -Infinity,
    given(span.latest) ? Date.parse(span.latest) : Infinity,
  ]
  const [began, ended] = [
    earliest === null ? -Infinity : Date.parse(earliest),
    latest === null ? Infinity : Date.parse(latest),
  ]
  return reading === 'CERTAINLY' ? began >= start && ended <= end : began < end && ended > start
}

type Participant = KnownEvent['participants'][number]

function actorOf(key: string) {
  return ACTORS.find((each) => each.key === key)!
}
function placeOf(key: string) {
  return PLACES.find((each) => each.key === key)!
}

/** The names are few: what folding makes of them is written down, not computed. */
const FOLDED: Record<string, string[]> = {
  a: ['qaland'],
  b: ['qbland'],
  c: ['serzh testyan', 'serge testian'],
  d: ['zoe angstrom'],
  e: ['qaland guard'],
  f: ['both sides'],
  g: ['group of 100'],
  qa: ['qaland'],
  qb: ['qbland'],
  north: ['north'],
  town: ['lodka'],
  border: ['border post'],
  claimed: ['claimed'],
}

const LATIN: [written: string, folded: string][] = [
  ['тестян', 'testyan'],
  ['å', 'a'],
  ['é', 'e'],
  ['ö', 'o'],
  ['ó', 'o'],
  ['ł', 'l'],
  ['%', ''],
]

function plain(text: string): string {
  return LATIN.reduce((folded, [from, to]) => folded.replaceAll(from, to), text.toLowerCase()).trim()
}

function isSuch(where: Filter, { actor, role, office }: Participant, event: KnownEvent, world: World): boolean {
  const { kind, country, tenures } = { tenures: [], ...actorOf(actor) }
  const day = event.earliest?.slice(0, 10)
  const held =
    office ?? (day !== undefined && tenures.some(({ from, until }) => isIn(day, from, until)) ? 'chair' : null)
  const id = world.idOf('actor', actor)
  const rules: Record<string, (value: never) => boolean> = {
    actor: (wanted: string) => wanted === id,
    actors: (wanted: string[]) => wanted.includes(id),
    name: (name: string) =>
      plain(name) === '' || FOLDED[actor]!.some((folded) => ` ${folded} `.includes(` ${plain(name)} `)),
    kind: (kinds: string[]) => kinds.includes(kind),
    country: (wanted: string) => country !== undefined && isCountry(wanted, country, world),
    roles: (roles: string[]) => roles.includes(role),
    office: (wanted: string) => held !== null && wanted === world.idOf('office', held),
  }
  return Object.entries(where).every(([key, value]) => !given(value) || rules[key]!(value as never))
}

function isIn(day: string, from?: string, until?: string): boolean {
  return (from === undefined || from <= day) && (until === undefined || day < until)
}

function isCountry(wanted: string, key: string, { idOf }: World): boolean {
  return wanted === idOf('place', key) || wanted.toLowerCase() === key
}

/** A place and all that it is a part of. */
export function around(key: string | null): string[] {
  if (key === null) return []
  const parents = (placeOf(key).parents ?? []).filter(({ kind }) => kind === 'PART_OF')
  return [...new Set([key, ...parents.flatMap(({ place }) => around(place))])]
}

function isAt(where: Filter, event: KnownEvent, world: World): boolean {
  const { within, country, near, box, maxRadiusKm, precision } = where
  const places = around(event.place)
  const own = event.place === null ? undefined : placeOf(event.place)
  const [latitude, longitude] =
    event.latitude === null ? [own?.latitude, own?.longitude] : [event.latitude, event.longitude!]
  const hasPoint = latitude !== undefined && longitude !== undefined
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

/** By the law of cosines in space: another formula than the service's. */
function distance(one: Filter, other: Point): number {
  const vector = ({ latitude, longitude }: Point) => {
    const [n, e] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
    return [Math.cos(n) * Math.cos(e), Math.cos(n) * Math.sin(e), Math.sin(n)]
  }
  const [a, b] = [vector(one as Point), vector(other)]
  const chord = Math.hypot(...a.map((part, i) => part - b[i]!))
  return 2 * 6371.0088 * Math.asin(Math.min(1, chord / 2))
}

/** Only words, -words, and `or` between two. */
function isFound(text: string, event: KnownEvent): boolean {
  const words = new Set(
    [
      ...event.words,
      ...event.participants.flatMap(({ actor }) => FOLDED[actor]!),
      ...around(event.place).flatMap((key) => FOLDED[key]!),
    ].flatMap((each) => plain(each).split(' ')),
  )
  if (text.trim() === '') return true
  return text
    .split(' or ')
    .some((side) =>
      side
        .split(' ')
        .every((word) => (word.startsWith('-') ? !words.has(plain(word.slice(1))) : words.has(plain(word)))),
    )
}
