import type { InputFieldRef, InputRef } from '@pothos/core'
import { TYPED_KINDS } from '../../database/tables/event-kinds.ts'
import { dropNulls } from '../../ingest/format/drop-nulls.ts'
import { reportJsonSchema } from '../../ingest/format/json-schema.ts'
import type { Path } from '../../ingest/format/problem.ts'
import { builder } from '../builder/builder.ts'
import { enumOf } from '../builder/enum-type.ts'
import { EventKind } from '../event/kinds.ts'

/** As much of JSON Schema as the interchange format has. */
interface Part {
  $ref?: string
  type?: string
  enum?: string[]
  description?: string
  items?: Part
  properties?: Record<string, Part>
  required?: string[]
  default?: unknown
}

type Fields = Record<string, InputFieldRef<never, never>>
type FieldBuilder = Parameters<Parameters<InputRefLike['implement']>[0]['fields']>[0]
type InputRefLike = ReturnType<typeof builder.inputRef<object>>

const format = reportJsonSchema() as Part & { $defs: Record<string, Part> }
const parts = format.$defs

/** Names of parts that are scalars of the schema too; other text is checked by the way in, which tells all faults at once. */
const SCALARS: Record<string, string> = { Day: 'Date', Edtf: 'EDTF' }

function camel(kind: string): string {
  return kind.toLowerCase().replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())
}

/** `phoneCall` for `PHONE_CALL`: the field of an event's input that has what only events of the kind have. */
const OWN_FIELDS = new Map(Object.keys(TYPED_KINDS).map((kind) => [kind, camel(kind)]))

const inputs = new Map<string, InputRef<object>>()

function typeOf(part: Part, name: string): unknown {
  const named = part.$ref?.split('/').at(-1)
  if (named !== undefined) {
    const target = parts[named]!
    if (target.type === 'object') return inputFor(named, target)
    return SCALARS[named] ?? 'String'
  }
  if (part.type === 'array') return [typeOf(part.items!, name)]
  if (part.type === 'object') return inputFor(name, part)
  if (part.enum) return enumOf(part.enum)
  return { integer: 'Int', number: 'Float', boolean: 'Boolean' }[part.type!] ?? 'String'
}

function descriptionOf(part: Part): string {
  return part.description ?? parts[part.$ref?.split('/').at(-1) ?? '']?.description ?? ''
}

function fieldsOf(t: FieldBuilder, owner: string, { properties = {}, required = [] }: Part): Fields {
  return Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [
      name,
      t.field({
        type: typeOf(part, `${owner}${name.charAt(0).toUpperCase()}${name.slice(1)}`) as 'String',
        required: required.includes(name),
        description: descriptionOf(part),
      }) as unknown as InputFieldRef<never, never>,
    ]),
  )
}

function inputFor(name: string, part: Part): InputRef<object> {
  const known = inputs.get(name)
  if (known) return known
  const ref = builder.inputRef<object>(`${name}Input`)
  inputs.set(name, ref)
  ref.implement({ description: descriptionOf(part), fields: (t) => fieldsOf(t, name, part) as never })
  return ref
}

/** For each kind that has fields of its own a field that holds them: `phoneCall: { topics: [...] }`. */
export function ownFields(t: FieldBuilder): Fields {
  return Object.fromEntries(
    [...OWN_FIELDS].map(([kind, field]) => {
      const details = parts[`${kind}_EVENT`]!.properties!['details']!
      const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}Details`
      const description = `What only events of the kind ${kind} have.`
      const type = inputFor(name, { ...details, description })
      return [field, t.field({ type, description }) as unknown as InputFieldRef<never, never>]
    }),
  )
}

const CORRECTABLE = ['location', 'participations', 'quantities', 'relations', 'codes', 'externalIds', 'storylines']

/** What of an event a correction can give, besides what it says of itself: its place, and the lists of its parts. */
export function correctableFields(t: FieldBuilder): Fields {
  const all = parts['GENERIC_EVENT']!.properties!
  const properties = Object.fromEntries(CORRECTABLE.map((name) => [name, { ...all[name]!, description: lists(name) }]))
  return {
    ...fieldsOf(t, 'Event', { properties }),
    occurred: t.field({ type: inputFor('Time', parts['Time']!), description: 'When it was.' }) as never,
    claims: t.field({
      type: [claimCorrection],
      description: `${lists('claims')} One that is not among them is taken away.`,
    }) as never,
  }
}

function lists(name: string): string {
  return name === 'location'
    ? 'Where it was; null takes the location away.'
    : `All of its ${name === 'externalIds' ? 'external ids' : name}: those that are given take the place of those that are stored. References are ids of what is stored.`
}

const claimCorrection = builder.inputRef<object>('ClaimCorrectionInput')
claimCorrection.implement({
  description: 'A claim as it is to be: one about the event that is stored, or one more.',
  fields: (t) =>
    ({
      claim: t.id({ description: 'The id of the claim that it is; one more where left out.' }),
      article: t.id({
        description: 'The id of the article that has it; needed for one more, where several articles report the event.',
      }),
      ...fieldsOf(t, 'Claim', parts['Claim']!),
    }) as never,
})

/** Events of all kinds in one input: what only some kinds have is in a field of that kind. */
const eventInput = builder.inputRef<object>('EventInput')
eventInput.implement({
  description: 'An event as a report has it: what happened, or did not, who took part, and who says so in which words.',
  fields: (t) => {
    const { kind: _kind, ...properties } = parts['GENERIC_EVENT']!.properties!
    const { required = [] } = parts['GENERIC_EVENT']!
    return {
      kind: t.field({ type: EventKind, required: true, description: 'The kind of the event.' }),
      ...fieldsOf(t, 'Event', { properties, required }),
      ...ownFields(t),
    } as never
  },
})

/** A report in the interchange format, and how it is to be taken. */
export const PublishReportInput = builder.inputRef<PublishReport>('PublishReportInput')
PublishReportInput.implement({
  description:
    'One article with the events, actors, places and claims that were read from it: the interchange format of `ingest/report.schema.json`.',
  fields: (t) => {
    const { events: _events, ...properties } = format.properties!
    const { required = [] } = format
    return {
      ...fieldsOf(t, 'Report', { properties, required }),
      events: t.field({
        type: [eventInput],
        required: true,
        description: descriptionOf(format.properties!['events']!),
      }),
      text: t.string({
        description:
          "The article's text, against which every quote is checked, character by character. It is not stored.",
      }),
      validateOnly: t.boolean({
        required: true,
        defaultValue: false,
        description:
          'Whether only to say what is wrong, and what would be matched and created. Nothing is stored then.',
      }),
    } as never
  },
})

/** What a client publishes. */
export interface PublishReport {
  text?: string | null | undefined
  validateOnly: boolean
  events: Record<string, unknown>[]
}

/**
 * The document of the interchange format that an input stands for.
 * @param input as GraphQL gives it
 */
export function documentOf({ text: _text, validateOnly: _only, events, ...rest }: PublishReport): object {
  return {
    ...(dropNulls(rest) as object),
    events: events.map((event) => withDetails(dropNulls(event) as Record<string, unknown>, event['kind'] as string)),
  }
}

/**
 * Puts what only events of a kind have where the interchange format has it.
 * @param fields of an input, without nulls
 * @param kind of the event
 */
export function withDetails(fields: Record<string, unknown>, kind: string): object {
  const { [OWN_FIELDS.get(kind) ?? '']: details, ...others } = fields
  return { ...others, ...(details !== undefined && { details }) }
}

/** The field of an input that has what only events of a kind have; undefined for kinds without fields of their own. */
export function ownFieldOf(kind: string): string | undefined {
  return OWN_FIELDS.get(kind)
}

/**
 * Where in the input a part of the document came from.
 * @param path in the document
 */
export function inputPath(path: Path, { events }: PublishReport): string[] {
  const [list, index, part, ...rest] = path
  const kind = list === 'events' && typeof index === 'number' ? events[index]?.['kind'] : undefined
  const own = part === 'details' ? OWN_FIELDS.get(kind as string) : undefined
  return (own === undefined ? path : [list!, index!, own, ...rest]).map(String)
}
