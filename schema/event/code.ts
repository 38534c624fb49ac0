import { sql } from 'drizzle-orm'
import { keyLookUp } from '../../database/sql/prepared.ts'
import { codes, eventCodes, type EventCodeRow } from '../../database/tables/code.ts'
import { builder } from '../builder/builder.ts'
import { enumType } from '../builder/enum-type.ts'
import { createLoader, LOAD_ORDER, grouped } from '../loaders/loader.ts'
import { related } from '../prefetch/relation.ts'
import { Event } from './event.ts'

export const CodeScheme = enumType('CodeScheme', 'A coding scheme for events.', {
  CAMEO: 'Conflict and Mediation Event Observations 1.1b3 (Schrodt, 2012), as GDELT uses it.',
  PLOVER: 'The event types of PLOVER (Open Event Data Alliance).',
  UCDP: 'The Uppsala Conflict Data Program.',
  DATASET: 'A code of a dataset: the name of the dataset, a colon and its own code, such as example-strikes:artillery.',
})

const readCodes = keyLookUp((db) =>
  db
    .select({ eventId: eventCodes.eventId, scheme: eventCodes.scheme, code: eventCodes.code, label: codes.label })
    .from(eventCodes)
    .leftJoin(codes, sql`${codes.scheme} = ${eventCodes.scheme} and ${codes.code} = ${eventCodes.code}`)
    .where(sql`${eventCodes.eventId} = any(${sql.placeholder('keys')}::uuid[])`)
    .orderBy(eventCodes.scheme, eventCodes.code),
)

const codesOfEvent = createLoader<string, (EventCodeRow & { label: string | null })[]>(
  LOAD_ORDER.PART_OF_EVENT,
  async (eventIds, { db }) => grouped(eventIds, await readCodes(db, eventIds), ({ eventId }) => eventId),
)

type LabelledCode = Pick<EventCodeRow, 'scheme' | 'code'> & { label: string | null }

/** Loads CAMEO codes with their labels, also codes that no event has. */
export const cameoCode = createLoader<string, LabelledCode>(LOAD_ORDER.PART_OF_EVENT, async (keys, { db }) => {
  const rows = await db
    .select({ code: codes.code, label: codes.label })
    .from(codes)
    .where(sql`${codes.scheme} = 'CAMEO' and ${codes.code} = any(${sql.param(keys)}::text[])`)
  const labels = new Map(rows.map(({ code, label }) => [code, label]))
  return keys.map((code) => ({ scheme: 'CAMEO', code, label: labels.get(code) ?? null }))
})

export const EventCode = builder.objectRef<LabelledCode>('EventCode').implement({
  description: 'A code of an event in a coding scheme.',
  fields: (t) => ({
    scheme: t.expose('scheme', { type: CodeScheme, description: 'The coding scheme.' }),
    code: t.exposeString('code', { description: 'The code as text: 041 is not 41.' }),
    label: t.exposeString('label', { nullable: true, description: 'The meaning of the code; null if unknown.' }),
  }),
})

builder.interfaceField(Event, 'codes', (t) =>
  t.field({
    type: [EventCode],
    description: 'The codes of the event, ordered by scheme and code.',
    ...related(codesOfEvent, 'id'),
  }),
)
