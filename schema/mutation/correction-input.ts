import { MAX_TEXT_CHARACTERS } from '../../ingest/format/values.ts'
import { builder } from '../builder/builder.ts'
import { Polarity, Realis } from '../event/axes.ts'
import { EventKind } from '../event/kinds.ts'
import { expectedVersionField, reasonField } from './change-input.ts'
import { InputConverter, type InputFieldBuilder, type InputFields } from './json-schema-input.ts'
import { converter, detailFields, eventFormat } from './report-input.ts'

/** The lists of an event that a correction replaces as a whole, with their names in descriptions. */
const LISTS = {
  participations: 'participations',
  quantities: 'quantities',
  relations: 'relations',
  codes: 'codes',
  externalIds: 'external ids',
  storylines: 'storylines',
}

function describeList(name: string): string {
  return `All ${name} of the event: they replace the stored ones. References are ids of stored objects.`
}

function boundOfEvent(property: string) {
  return converter.bound(InputConverter.property(eventFormat, property))
}

function listFields(t: InputFieldBuilder): InputFields {
  const lists = Object.entries(LISTS).map(([property, name]) => [
    property,
    { ...InputConverter.property(eventFormat, property), description: describeList(name) },
  ])
  return converter.fields(t, 'Event', { properties: Object.fromEntries(lists) })
}

const ClaimCorrectionInput = builder.inputType('ClaimCorrectionInput', {
  description: 'The new content of a claim: of a stored claim of the event, or of an additional one.',
  fields: (t) => ({
    ...converter.fields(t, 'Claim', converter.definition('Claim')),
    claim: t.id({ description: 'The id of the stored claim; omitted for an additional claim.' }),
    article: t.id({
      description:
        'The id of the article that contains the claim. Required for an additional claim if several articles report the event.',
    }),
    version: t.int({
      description:
        'The version of the article that contains the claim. The default is that of the stored claim, or else of `text`, or else the latest.',
    }),
  }),
})

export const CorrectEventInput = builder.inputType('CorrectEventInput', {
  description: 'The event to correct, the new values, and the reason. Omitted fields keep their values.',
  fields: (t) => ({
    ...listFields(t),
    ...detailFields(t),
    event: t.id({ required: true, description: 'The id of the event.' }),
    expectedVersion: expectedVersionField(t, 'event'),
    reason: reasonField(t, 'the history of the event'),
    kind: t.field({
      type: EventKind,
      description: 'The kind of the event. Another kind has other fields; the id stays the same.',
    }),
    title: t.string({ bound: boundOfEvent('title'), description: 'What happened, in one line.' }),
    summary: t.string({
      bound: boundOfEvent('summary'),
      description: 'What is known about the event; null removes the summary.',
    }),
    realis: t.field({
      type: Realis,
      description: 'Whether the event took place, is planned, is asked for, or is hypothetical.',
    }),
    polarity: t.field({ type: Polarity, description: 'Whether the event happened or did not happen.' }),
    occurred: t.field({
      type: converter.input('Time', converter.definition('Time')),
      description: 'When it took place.',
    }),
    location: t.field({
      type: converter.input('Location', converter.definition('Location')),
      description: 'Where it took place; null removes the location.',
    }),
    text: t.string({
      bound: { characters: MAX_TEXT_CHARACTERS },
      description:
        'The text of the version of an article that new quotes are from, to locate them in: a text that was given with a report, recognized by its digest. It is not stored. Without it, a new quote is not verified, and must agree with the verified quotes of the same version.',
    }),
    claims: t.field({
      type: [ClaimCorrectionInput],
      bound: boundOfEvent('claims'),
      description: `${describeList('claims')} A stored claim that is not in the list is removed.`,
    }),
  }),
})
