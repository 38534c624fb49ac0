import { claimAttributions } from '../../../database/tables/claim.ts'
import type { ATTRIBUTION_MODES } from '../../../database/tables/enums.ts'
import { builder } from '../../builder/builder.ts'
import type { Context } from '../../builder/context.ts'
import { enumType } from '../../builder/enum-type.ts'
import { Actor, actorLoader } from '../../entity/actor.ts'
import { loadReferenced, LOAD_ORDER, rowsBy } from '../../loaders/loader.ts'
import { after, atHand, type MaybePromise } from '../../loaders/maybe-promise.ts'
import { load, relatedOrNull } from '../../prefetch/relation.ts'
import { Article, articleLoader } from '../../source/article.ts'
import { publisherLoader } from '../../source/publisher.ts'

const AttributionMode = enumType(
  'AttributionMode',
  'How a statement passes from one link of an attribution chain to the next.',
  {
    DIRECT_SPEECH: 'Quoted verbatim.',
    INDIRECT_SPEECH: 'Paraphrased.',
    UNNAMED: 'The text does not name the source, as in "reportedly" or "it was pointed out".',
    PUBLICATION: 'The article itself, the last link of every chain.',
  },
)

/** A link of an attribution chain: a stored row, or the article as the last link. */
export interface Link {
  agentId: string | null
  articleId: string | null
  label: string | null
  verb: string | null
  mode: (typeof ATTRIBUTION_MODES)[number]
}

/** The stored links of all claims of an event; the links of each claim begin with the origin. */
export const linksOfEvent = rowsBy(LOAD_ORDER.PART_OF_CLAIM, claimAttributions, claimAttributions.eventId, [
  claimAttributions.claimId,
  claimAttributions.ordinal,
])

/** The words for an article whose publisher is not known, such as "the article of 5 April 2016". */
function articleByDate(publishedOn: string | null): string {
  if (publishedOn === null) return 'an article of unknown date'
  const day = new Date(`${publishedOn}T00:00:00Z`)
  return `the article of ${day.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })}`
}

function publisherOf({ articleId, label }: Link, context: Context): string | null | undefined {
  return label === null && articleId !== null ? atHand(articleLoader(context).load(articleId))?.publisherId : null
}

function nameOf({ agentId, articleId, label }: Link, context: Context): MaybePromise<string> {
  if (agentId !== null) return after(loadReferenced(actorLoader(context), agentId), ({ name }) => name)
  if (label !== null) return label
  if (articleId === null) return 'an unnamed source'
  return after(loadReferenced(articleLoader(context), articleId), ({ publisherId, publishedOn }) =>
    publisherId === null
      ? articleByDate(publishedOn)
      : after(loadReferenced(publisherLoader(context), publisherId), ({ name }) => name),
  )
}

export const Attribution = builder.objectRef<Link>('Attribution').implement({
  description: 'One link of the attribution chain of a claim.',
  fields: (t) => ({
    name: t.string({
      description:
        'Who makes the statement, in the best words known: the name of the actor, else `label`, else "an unnamed source". In the last link the name of the publisher, else the date of the article, as in "the article of 5 April 2016".',
      loads: [
        load(actorLoader, 'agentId'),
        { loader: articleLoader, keyOf: ({ label, articleId }) => (label === null ? articleId : null) },
      ],
      loadsThen: [{ loader: publisherLoader, keyOf: publisherOf }],
      resolve: (link, _args, context) => nameOf(link, context),
    }),
    agent: t.field({
      type: Actor,
      nullable: true,
      description: 'The actor that makes the statement; null if the text names none, and in the last link.',
      ...relatedOrNull(actorLoader, 'agentId'),
    }),
    article: t.field({
      type: Article,
      nullable: true,
      description: 'The article, in the last link; null in the other links.',
      ...relatedOrNull(articleLoader, 'articleId'),
    }),
    label: t.exposeString('label', {
      nullable: true,
      description: "The source in the article's own words; null if the text names none.",
    }),
    verb: t.exposeString('verb', {
      nullable: true,
      description: "The article's verb for the statement, such as said or added; null if it has none.",
    }),
    mode: t.expose('mode', { type: AttributionMode, description: 'How the statement passes to the next link.' }),
  }),
})
