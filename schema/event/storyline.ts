import { and, eq, sql } from 'drizzle-orm'
import { isGiven } from '../../database/sql/conditions.ts'
import { eventStorylines, storylines, type StorylineRow } from '../../database/tables/storyline.ts'
import { WEB_SEARCH } from '../../database/values/full-text.ts'
import { SEARCH_BOUND } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { loadReferenced, LOAD_ORDER, rowBy, rowsBy, sharedByMoments } from '../loaders/loader.ts'
import { after, allOf, atHand } from '../loaders/maybe-promise.ts'
import { load, related, relatedOrNull } from '../prefetch/relation.ts'
import { connectionOf, pageArguments } from '../relay/connection.ts'
import { registerEntity } from '../relay/federation.ts'
import { idField, Node, registerNode, uuidOf } from '../relay/node.ts'
import { listPage } from '../relay/root-list.ts'
import { matchesSearchText } from '../relay/search-text.ts'
import { Event } from './event.ts'

export const Storyline = builder.objectRef<StorylineRow>('Storyline')

export const storylineLoader = sharedByMoments(rowBy(LOAD_ORDER.STORYLINE, storylines, storylines.id))
const partsOfStoryline = rowsBy(LOAD_ORDER.STORYLINE, storylines, storylines.parentId, [storylines.title])
const storylinesOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, eventStorylines, eventStorylines.eventId, [
  eventStorylines.storylineId,
])

Storyline.implement({
  description: 'A curated set of events under one title, such as a conflict or an escalation.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('storyline')),
    version: t.exposeInt('version', {
      description: 'The version, increased by each correction. Corrections require it as the expected version.',
    }),
    title: t.exposeString('title', { description: 'The title, which is unique.' }),
    summary: t.exposeString('summary', { nullable: true, description: 'A summary; null if there is none.' }),
    parent: t.field({
      type: Storyline,
      nullable: true,
      description: 'The larger storyline that contains it; null if none does.',
      ...relatedOrNull(storylineLoader, 'parentId'),
    }),
    parts: t.field({
      type: [Storyline],
      description: 'The storylines that it contains, by title.',
      ...related(partsOfStoryline, 'id'),
    }),
  }),
})

registerNode('storyline', storylineLoader, () => 'Storyline')
registerEntity(Storyline, 'storyline', storylineLoader)

builder.interfaceField(Event, 'storylines', (t) =>
  t.field({
    type: [Storyline],
    description: 'The storylines that the event belongs to.',
    reads: ['id'],
    loads: [load(storylinesOfEvent, 'id')],
    loadsThen: [
      {
        loader: storylineLoader,
        keyOf: ({ id }, context) => atHand(storylinesOfEvent(context).load(id))?.map(({ storylineId }) => storylineId),
      },
    ],
    resolve: ({ id }, _args, context) =>
      after(storylinesOfEvent(context).load(id), (links) =>
        allOf(links.map(({ storylineId }) => loadReferenced(storylineLoader(context), storylineId))),
      ),
  }),
)

const { connection: StorylineConnection } = connectionOf(Storyline, 'storylines')

const StorylineWhere = builder.inputType('StorylineWhere', {
  description: 'A filter of storylines. All given conditions must match; omitted ones are ignored.',
  fields: (t) => ({
    search: t.string({
      bound: SEARCH_BOUND,
      description: `Matches these words in the title or the summary. ${WEB_SEARCH}`,
    }),
    parent: t.id({ description: 'Matches the parts of this storyline.' }),
  }),
})

builder.queryFields((t) => ({
  storyline: t.field({
    type: Storyline,
    nullable: true,
    description: 'One storyline; null if none has this id.',
    args: { id: t.arg.id({ required: true, description: 'The id of the storyline.' }) },
    resolve: (_root, { id }, context) => storylineLoader(context).load(uuidOf('storyline', id)),
  }),
  storylines: t.field({
    type: StorylineConnection,
    description: 'The storylines, by title.',
    args: {
      where: t.arg({ type: StorylineWhere, description: 'The filter; default all storylines.' }),
      ...pageArguments,
    },
    resolve: (_root, { where, ...page }, context) =>
      listPage<StorylineRow>(
        page,
        {
          rows: () => ({
            table: storylines,
            where: and(
              where?.search?.trim()
                ? matchesSearchText(
                    sql`to_tsvector('dateline', search_words(${storylines.title} || ' ' || coalesce(${storylines.summary}, '')))`,
                    where.search,
                  )
                : undefined,
              isGiven(where?.parent) ? eq(storylines.parentId, uuidOf('storyline', where.parent)) : undefined,
            ),
            order: { sort: storylines.title, type: 'text', id: storylines.id, descending: false },
          }),
          scope: ['storylines', where],
        },
        context,
      ),
  }),
}))
