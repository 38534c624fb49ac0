import { revisions, type FieldChange as Change, type RevisionRow } from '../../../database/tables/revision.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { LOAD_ORDER, rowsBy } from '../../loaders/loader.ts'
import { Event } from '../event.ts'

export const RevisionKind = enumType('RevisionKind', 'What was done to an event.', {
  CREATED: 'It was stored for the first time.',
  CORRECTED: 'Something about it was put right.',
  RETRACTED: 'It was taken back.',
  MERGED: 'It was found to be the same as another.',
  SPLIT: 'It was found to be several.',
})

const revisionsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, revisions, revisions.eventId, [revisions.version])

export const FieldChange = builder.objectRef<Change>('FieldChange').implement({
  description: 'What changed in one field of an event.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The name of the field.' }),
    before: t.field({ type: 'JSON', nullable: true, description: 'What it was.', resolve: ({ before }) => before }),
    after: t.field({ type: 'JSON', nullable: true, description: 'What it has become.', resolve: ({ after }) => after }),
  }),
})

const Revision = builder.objectRef<RevisionRow>('Revision').implement({
  description: 'One entry of the history of an event, which is only ever added to.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'The version that it made, counted from 1.' }),
    kind: t.expose('kind', { type: RevisionKind, description: 'What was done.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, in the words of whoever did it.' }),
    by: t.exposeString('by', { description: 'Who did it.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    changes: t.expose('changes', {
      type: [FieldChange],
      description: 'What changed, field by field; empty for the first.',
    }),
  }),
})

builder.interfaceField(Event, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description: 'Its history, the first version first.',
    resolve: ({ id }, _args, context) => revisionsOfEvent(context).load(id),
  }),
)
