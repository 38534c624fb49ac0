import { z } from 'zod'
import { rolesOf, TYPED_KINDS, type EventKindName } from '../../../database/tables/event-kinds.ts'
import { correction } from '../../../ingest/format/correction.ts'
import { reportJsonSchema } from '../../../ingest/format/json-schema.ts'
import { sha256 } from '../../../ingest/validate/quotes.ts'
import type { JsonSchema } from './json-schema.ts'
import type { ListSizes, SampleRules } from './sample-values.ts'

/** The format of reports. */
export const REPORT: JsonSchema = reportJsonSchema()

const CORRECTION: JsonSchema = z.toJSONSchema(correction, { io: 'input', unrepresentable: 'any' }) as object

/** The definitions of both formats; those of one name are equal. */
export const DEFINITIONS: Record<string, JsonSchema> = { ...CORRECTION.$defs, ...REPORT.$defs }

/** The format of the events of a kind in reports. */
export function eventFormat(kind: EventKindName): JsonSchema {
  const format = DEFINITIONS[kind in TYPED_KINDS ? `${kind}_EVENT` : 'GENERIC_EVENT']
  if (format === undefined) throw new Error(`The format has no event of the kind ${kind}.`)
  return format
}

/** The format of corrections of an event to a kind. The format of all kinds leaves the details open. */
export function correctionFormat(kind: EventKindName): JsonSchema {
  const { details: _open, ...properties } = CORRECTION.properties ?? {}
  const { details } = eventFormat(kind).properties ?? {}
  return { ...CORRECTION, properties: { ...properties, ...(details && { details }) } }
}

/** All kinds with a format of their own, and one of those that share a format. */
export const KINDS: readonly EventKindName[] = [...(Object.keys(TYPED_KINDS) as EventKindName[]), 'OTHER']

/** The kind after the one at a position, to correct an event to another kind; after the last, the first. */
export function kindAfter(position: number): EventKindName {
  return KINDS[(position + 1) % KINDS.length] ?? 'OTHER'
}

const WORDS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'india', 'juliett', 'kilo']

/** The text of the articles of the documents. */
export const TEXT = WORDS.join(' ')

/** The quote of a claim: one word, with the words beside it. */
function quoteAt(position: number) {
  const exact = WORDS[1 + 3 * position] ?? ''
  const start = TEXT.indexOf(exact)
  return {
    exact,
    start,
    end: start + exact.length,
    prefix: TEXT.slice(0, start),
    suffix: TEXT.slice(start + exact.length),
  }
}

/** The rules of a list: its values by position. */
function inOrder(...values: readonly unknown[]): SampleRules[string] {
  return (position) => values[position]
}

/** What an event of a sample can refer to: keys of a report, or ids. */
export interface Referable {
  actor: string
  office: string
  place: string
  storyline: string
  /** The targets of two relations. */
  events: readonly [string, string]
}

/**
 * The values of an event that its format alone does not determine. The first claim is about its occurrence, the second
 * about its first relation, the third about a field of its kind.
 */
export function eventRules(kind: EventKindName, { actor, office, place, storyline, events }: Referable): SampleRules {
  const [detail] = Object.keys(eventFormat(kind).properties?.['details']?.properties ?? {})
  return {
    'events.kind': () => kind,
    'occurred.edtf': () => '2020-01-06',
    'occurred.precision': () => 'PART_OF_DAY',
    'location.place': () => place,
    'participations.actor': () => actor,
    'participations.role': () => rolesOf(kind)[0],
    'participations.office': () => office,
    'claims.key': inOrder('first', 'second', 'third'),
    'claims.aspect': inOrder('OCCURRENCE', 'RELATION', detail === undefined ? 'CONTEXT' : 'DETAIL'),
    'claims.certainty': () => 'DENIED',
    'claims.detail': inOrder(undefined, undefined, detail),
    'claims.relation.kind': () => 'CONNECTED_WITH',
    'claims.relation.event': () => events[0],
    'claims.relation': inOrder(undefined, { kind: 'CONNECTED_WITH', event: events[0] }, undefined),
    'claims.attribution.agent': () => actor,
    'quote.exact': (position) => quoteAt(position).exact,
    'quote.prefix': (position) => quoteAt(position).prefix,
    'quote.suffix': (position) => quoteAt(position).suffix,
    'quote.start': (position) => quoteAt(position).start,
    'quote.end': (position) => quoteAt(position).end,
    'quantities.claim': () => 'third',
    'relations.kind': inOrder('CONNECTED_WITH', 'FOLLOWS'),
    'relations.event': inOrder(...events),
    'relations.certainty': inOrder(undefined, 'UNCLEAR'),
    'events.storylines': () => [storyline],
  }
}

/** The numbers of items of the lists of an event. */
export const EVENT_SIZES: ListSizes = { 'events.claims': () => 3, 'events.relations': () => 2 }

/** The values of a report besides its events. The second item of each list is only there to refer to. */
export const REPORT_RULES: SampleRules = {
  events: () => undefined,
  'article.body': () => TEXT,
  'article.length': () => TEXT.length,
  'article.textSha256': () => sha256(TEXT),
  from: () => '2019-01-01',
  until: () => '2021-01-01',
  organization: () => 'organization',
  country: () => 'country',
  'parents.place': () => 'country',
  'offices.place': () => 'country',
  'tenures.office': () => 'office',
  'offices.key': () => 'office',
  'actors.key': inOrder('person', 'organization'),
  'actors.kind': inOrder('PERSON', 'ORGANIZATION'),
  'places.key': inOrder('place', 'country'),
  'places.kind': inOrder('SITE', 'COUNTRY'),
  'storylines.key': inOrder('storyline', 'whole'),
  'storylines.parent': inOrder('whole', undefined),
}

/** The numbers of items of the lists of a report, by the position of the item that has the list. */
export const REPORT_SIZES: ListSizes = {
  actors: () => 2,
  places: () => 2,
  storylines: () => 2,
  'actors.memberships': onlyFirst,
  'actors.tenures': onlyFirst,
  'places.parents': onlyFirst,
}

/** The second item could not be of its kind with this list. */
function onlyFirst(position: number): number {
  return position === 0 ? 1 : 0
}
