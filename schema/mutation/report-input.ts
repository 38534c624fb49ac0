import { TYPED_KINDS } from '../../database/tables/event-kinds.ts'
import { dropNulls } from '../../ingest/format/drop-nulls.ts'
import { reportJsonSchema } from '../../ingest/format/json-schema.ts'
import type { Path } from '../../ingest/format/problem.ts'
import { MAX_TEXT_CHARACTERS } from '../../ingest/format/values.ts'
import { builder } from '../builder/builder.ts'
import { EventKind } from '../event/kinds.ts'
import {
  capitalize,
  InputConverter,
  type InputFieldBuilder,
  type InputFields,
  type JsonSchema,
} from './json-schema-input.ts'

const format: JsonSchema = reportJsonSchema()
export const converter = new InputConverter(format)
export const eventFormat = converter.definition('GENERIC_EVENT')

/** The input field with the details of each typed kind: `phoneCall` for `PHONE_CALL`. */
const DETAIL_FIELDS = new Map(
  Object.keys(TYPED_KINDS).map((kind) => [
    kind,
    kind.toLowerCase().replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase()),
  ]),
)

/** One field for each typed kind, with the details of that kind: `phoneCall: { topics: [...] }`. */
export function detailFields(t: InputFieldBuilder): InputFields {
  return Object.fromEntries(
    [...DETAIL_FIELDS].map(([kind, name]) => {
      const details = InputConverter.property(converter.definition(`${kind}_EVENT`), 'details')
      const description = `The fields that only events of the kind ${kind} have.`
      const type = converter.input(`${capitalize(name)}Details`, { ...details, description })
      return [name, t.field({ type, description })]
    }),
  )
}

const { kind: _eventKind, ...eventProperties } = eventFormat.properties ?? {}

/** The events of all kinds in one input: the details of a typed kind are in a field of that kind. */
const EventInput = builder.inputType('EventInput', {
  description: 'An event of a report: what happened or did not happen, who took part, and the claims that support it.',
  fields: (t) => ({
    ...converter.fields(t, 'Event', { ...eventFormat, properties: eventProperties }),
    ...detailFields(t),
    kind: t.field({ type: EventKind, required: true, description: 'The kind of the event.' }),
  }),
})

const { events, ...reportProperties } = format.properties ?? {}

export const PublishReportInput = builder.inputType('PublishReportInput', {
  description:
    'One article with the events, actors, places and claims that were read from it, in the format of `ingest/report.schema.json`.',
  fields: (t) => ({
    ...converter.fields(t, 'Report', { ...format, properties: reportProperties }),
    events: t.field({
      type: [EventInput],
      required: true,
      bound: converter.bound(events ?? {}),
      description: converter.description(events ?? {}),
    }),
    text: t.string({
      bound: { characters: MAX_TEXT_CHARACTERS },
      description:
        'The text of the article. Every quote is located in it, so no quote needs offsets. It is not stored. Without it, quotes are not verified.',
    }),
    validateOnly: t.boolean({
      required: true,
      defaultValue: false,
      description:
        'If true, nothing is stored: the payload has the errors, and the actors, places and events that would be matched or created.',
    }),
  }),
})

type PublishReport = typeof PublishReportInput.$inferInput

/** Returns the document in the report format that an input of publishReport describes. */
export function documentOf({
  text: _text,
  validateOnly: _validateOnly,
  events: drafts,
  ...others
}: PublishReport): object {
  return { ...(dropNulls(others) as object), events: drafts.map((draft) => withDetails(draft, draft.kind)) }
}

/**
 * Drops the nulls of an event's input fields, and moves the details of a typed kind from the kind's own field to
 * `details`, where the report format has them.
 */
export function withDetails(fields: object, kind: string): object {
  const { [detailFieldOf(kind) ?? '']: details, ...others } = dropNulls(fields) as Record<string, unknown>
  return { ...others, ...(details !== undefined && { details }) }
}

/** Returns the input field that has the details of a kind; undefined for a kind without details. */
export function detailFieldOf(kind: string): string | undefined {
  return DETAIL_FIELDS.get(kind)
}

/** Returns the path in the input of publishReport for a path in the document. */
export function inputPath(path: Path, input: PublishReport): string[] {
  const [list, index, part, ...others] = path
  const kind = list === 'events' && typeof index === 'number' ? input.events[index]?.kind : undefined
  const detailField = kind !== undefined && part === 'details' ? detailFieldOf(kind) : undefined
  return (detailField === undefined ? path : ['events', String(index), detailField, ...others]).map(String)
}
