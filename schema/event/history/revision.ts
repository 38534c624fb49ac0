import { entityRevisions } from '../../../database/tables/entity-revision.ts'
import { revisions, type FieldChange as Change, type RevisionRow } from '../../../database/tables/revision.ts'
import { isSupported, unsupportedFields } from '../../../ingest/history/support.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { Actor } from '../../entity/actor.ts'
import { Office } from '../../entity/office.ts'
import { Place } from '../../entity/place.ts'
import { LOAD_ORDER, rowsBy } from '../../loaders/loader.ts'
import { after } from '../../loaders/maybe-promise.ts'
import { load, related } from '../../prefetch/relation.ts'
import { Article } from '../../source/article.ts'
import { Publisher } from '../../source/publisher.ts'
import { Event } from '../event.ts'
import { Storyline } from '../storyline.ts'

export const RevisionKind = enumType('RevisionKind', 'The kind of change that created a revision.', {
  CREATED: 'The event was stored for the first time.',
  CORRECTED: 'Some fields were corrected, or another object was merged into this one or split from it.',
  RETRACTED: 'The event was retracted.',
  REINSTATED: 'The event stands again after a retraction.',
  MERGED: 'The object was merged into another.',
  SPLIT: 'The object stands again after a merge into another.',
})

const revisionsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, revisions, revisions.eventId, [revisions.version])

/** A change of a field with the support of the new value; absent for objects other than events. */
type SupportedChange = Change & { isSupported?: boolean | null }

/** The changes of a revision of an event, each with the support of the new value. */
export function supportedChanges(revision: Pick<RevisionRow, 'kind' | 'by' | 'changes'>): SupportedChange[] {
  return revision.changes.map((change) => ({ ...change, isSupported: isSupported(change, revision) }))
}

export const FieldChange = builder.objectRef<SupportedChange>('FieldChange').implement({
  description: 'The change of one field.',
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
    isSupported: t.boolean({
      nullable: true,
      description:
        'Whether the correction brought a claim that supports the new value: the claim that a quantity names, or a new or changed claim about the occurrence or that part of the event. Null for fields that need no claim, such as `title`, and for changes that are not corrections by people.',
      resolve: ({ isSupported: support = null }) => support,
    }),
  }),
})

export const AUTHOR_DESCRIPTION =
  'The author of the change: `key:NAME` for an API key, `token:ISSUER#SUBJECT` for a JSON Web Token, `import FEED` for an importer, `seed` for a bundled report, `upgrade` for a new version of the service.'

export const Revision = builder
  .objectRef<Pick<RevisionRow, 'version' | 'kind' | 'reason' | 'by' | 'at' | 'changes'>>('Revision')
  .implement({
    description:
      'One entry of the history of an event, actor, place, office, article or storyline. The history is append-only.',
    fields: (t) => ({
      version: t.exposeInt('version', { description: 'The version of the object that it created, counted from 1.' }),
      kind: t.expose('kind', { type: RevisionKind, description: 'The kind of change.' }),
      reason: t.exposeString('reason', {
        nullable: true,
        description: 'The reason, as stated by the author of the change; null if none was stated.',
      }),
      by: t.exposeString('by', { description: AUTHOR_DESCRIPTION }),
      at: t.expose('at', { type: 'DateTime', description: 'When the change was made.' }),
      changes: t.field({
        type: [FieldChange],
        description: 'The changed fields; empty for the first revision of an event.',
        resolve: (revision) => ('eventId' in revision ? supportedChanges(revision) : revision.changes),
      }),
    }),
  })

builder.interfaceField(Event, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description: 'The history of the event, oldest revision first.',
    ...related(revisionsOfEvent, 'id'),
  }),
)

builder.interfaceField(Event, 'unsupportedFields', (t) =>
  t.stringList({
    description:
      'The names of the fields that were corrected without a claim that supports the new value, such as `occurred` or `quantities`, and for which no later correction brought one.',
    reads: ['id'],
    loads: [load(revisionsOfEvent, 'id')],
    resolve: ({ id }, _args, context) => after(revisionsOfEvent(context).load(id), unsupportedFields),
  }),
)

const revisionsOfEntity = rowsBy(LOAD_ORDER.PART_OF_PLACE, entityRevisions, entityRevisions.entityId, [
  entityRevisions.version,
])

builder.interfaceField(Actor, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description:
      'The history of the actor, oldest first: corrections, merges and splits. What reports add has no revision; `names` and `externalIds` say where it comes from.',
    ...related(revisionsOfEntity, 'id'),
  }),
)

builder.objectField(Place, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description:
      'The history of the place, oldest first: corrections, merges and splits. What reports add has no revision; `names` and `externalIds` say where it comes from.',
    ...related(revisionsOfEntity, 'id'),
  }),
)

builder.objectField(Office, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description: 'The corrections of the office, oldest first.',
    ...related(revisionsOfEntity, 'id'),
  }),
)

builder.objectField(Article, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description: 'The corrections of the article, oldest first.',
    ...related(revisionsOfEntity, 'id'),
  }),
)

builder.objectField(Publisher, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description: 'The corrections of the publisher, oldest first.',
    ...related(revisionsOfEntity, 'id'),
  }),
)

builder.objectField(Storyline, 'revisions', (t) =>
  t.field({
    type: [Revision],
    description: 'The corrections of the storyline, oldest first.',
    ...related(revisionsOfEntity, 'id'),
  }),
)
