import { revisions, type FieldChange as Change, type RevisionRow } from '../../../database/tables/revision.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { LOAD_ORDER, rowsBy } from '../../loaders/loader.ts'
import { Event } from '../event.ts'

export const RevisionKind = enumType('RevisionKind', 'The kind of change that created a revision of an event.', {
  CREATED: 'The event was stored for the first time.',
  CORRECTED: 'Some of its fields were corrected.',
  RETRACTED: 'The event was retracted.',
  MERGED: 'The event was merged into another.',
  SPLIT: 'The event was split into several.',
})

const revisionsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, revisions, revisions.eventId, [revisions.version])

export const FieldChange = builder.objectRef<Change>('FieldChange').implement({
  description: 'The change of one field of an event.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The name of the field.' }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The value before the change.',
      resolve: ({ before }) => before,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The value after the change.',
      resolve: ({ after }) => after,
    }),
  }),
})

export const AUTHOR_DESCRIPTION =
  'The author of the change: `key:NAME` for an API key, `token:ISSUER#SUBJECT` for a JSON Web Token, `import FEED` for an importer, `seed` for a bundled report.'

const Revision = builder.objectRef<RevisionRow>('Revision').implement({
  description: 'One entry of the history of an event. The history is append-only.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'The version of the event that it created, counted from 1.' }),
    kind: t.expose('kind', { type: RevisionKind, description: 'The kind of change.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'The reason, as stated by the author of the change; null if none was stated.',
    }),
    by: t.exposeString('by', { description: AUTHOR_DESCRIPTION }),
    at: t.expose('at', { type: 'DateTime', description: 'When the change was made.' }),
    changes: t.expose('changes', {
      type: [FieldChange],
      description: 'The changed fields; empty for the first revision.',
    }),
  }),
})

builder.interfaceField(Event, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description: 'The history of the event, oldest revision first.',
    resolve: ({ id }, _args, context) => revisionsOfEvent(context).load(id),
  }),
)
