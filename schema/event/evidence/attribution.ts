import { claimAttributions } from '../../../database/tables/claim.ts'
import type { ATTRIBUTION_MODES } from '../../../database/tables/enums.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { Actor, actorLoader } from '../../entity/actor.ts'
import { LOAD_ORDER, rowsBy } from '../../loaders/loader.ts'
import { Article, articleLoader } from '../../source/article.ts'

const AttributionMode = enumType('AttributionMode', 'How the words of one link of a chain reach the next.', {
  DIRECT_SPEECH: 'Quoted word for word.',
  INDIRECT_SPEECH: 'Reported in other words.',
  UNNAMED: 'The text does not name who says so, as in "reportedly" or "it was pointed out".',
  PUBLICATION: 'The article itself, the last link of every chain.',
})

/** One link: a stored one, or the article that closes the chain. */
export interface Link {
  agentId: string | null
  articleId: string | null
  label: string | null
  verb: string | null
  mode: (typeof ATTRIBUTION_MODES)[number]
}

/** The stored links of all claims about an event, each claim's origin first. */
export const linksOfEvent = rowsBy(LOAD_ORDER.PART_OF_CLAIM, claimAttributions, claimAttributions.eventId, [
  claimAttributions.claimId,
  claimAttributions.ordinal,
])

export const Attribution = builder.objectRef<Link>('Attribution').implement({
  description: 'One link of the chain that a claim came through.',
  fields: (t) => ({
    agent: t.field({
      type: Actor,
      nullable: true,
      description: 'Who says so; null where nobody is named, and in the last link.',
      resolve: ({ agentId }, _args, context) => (agentId ? actorLoader(context).load(agentId) : null),
    }),
    article: t.field({
      type: Article,
      nullable: true,
      description: 'In the last link, the article; null in the others.',
      resolve: ({ articleId }, _args, context) => (articleId ? articleLoader(context).load(articleId) : null),
    }),
    label: t.exposeString('label', { nullable: true, description: "The article's own words for who says so." }),
    verb: t.exposeString('verb', { nullable: true, description: "The article's own verb, such as said or added." }),
    mode: t.expose('mode', { type: AttributionMode, description: 'How the words reach the next link.' }),
  }),
})
