import { claims, type ClaimRow } from '../../../database/tables/claim.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { LOAD_ORDER, rowBy, rowsBy } from '../../loaders/loader.ts'
import { registerEntity } from '../../relay/federation.ts'
import { idField, Node, registerNode } from '../../relay/node.ts'
import { Article, articleLoader } from '../../source/article.ts'
import { Certainty, Polarity } from '../axes.ts'
import { Event, eventLoader } from '../event.ts'
import { Quantity } from '../quantity.ts'
import { EventRelation } from '../relation.ts'
import { Attribution, linksOfEvent } from './attribution.ts'

const ClaimAspect = enumType('ClaimAspect', 'Which part of an event a claim speaks about.', {
  OCCURRENCE: 'That it took place, is planned, or did not take place.',
  TIME: 'When.',
  LOCATION: 'Where.',
  PARTICIPATION: 'Who took part.',
  QUANTITY: 'How many or how much.',
  RELATION: 'How it is tied to another event.',
  DETAIL: "One of the kind's own fields.",
  CONTEXT: 'What surrounds it.',
})

/** All that is claimed about an event, in the order of the report. */
export const claimsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, claims, claims.eventId, [claims.ordinal])
const claimsOfArticle = rowsBy(LOAD_ORDER.PART_OF_EVENT, claims, claims.articleId, [claims.quoteStart, claims.id])
const claimLoader = rowBy(LOAD_ORDER.PART_OF_EVENT, claims, claims.id)

const Quote = builder.objectRef<ClaimRow>('Quote').implement({
  description: 'A verbatim span of an article (W3C Web Annotation: TextQuoteSelector and TextPositionSelector in one).',
  fields: (t) => ({
    exact: t.exposeString('quoteExact', { description: 'The words themselves.' }),
    prefix: t.exposeString('quotePrefix', { nullable: true, description: 'The text right before them.' }),
    suffix: t.exposeString('quoteSuffix', { nullable: true, description: 'The text right after them.' }),
    start: t.exposeInt('quoteStart', { description: 'Where they start in the text, in UTF-16 units.' }),
    end: t.exposeInt('quoteEnd', { description: 'Where they end, itself not included, in UTF-16 units.' }),
    sentence: t.exposeInt('quoteSentence', { nullable: true, description: 'In which sentence, counted from 1.' }),
  }),
})

export const Claim = builder.objectRef<ClaimRow>('Claim').implement({
  description: 'One assertion about one event, with the words that make it and who says so.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('claim')),
    event: t.field({
      type: Event,
      description: 'The event that it is about.',
      resolve: async ({ eventId }, _args, context) => (await eventLoader(context).load(eventId))!,
    }),
    aspect: t.expose('aspect', { type: ClaimAspect, description: 'Which part of the event it speaks about.' }),
    detail: t.exposeString('detail', {
      nullable: true,
      description: "With the aspect DETAIL, the name of the kind's own field.",
    }),
    certainty: t.expose('certainty', { type: Certainty, description: 'How sure the text makes it.' }),
    polarity: t.expose('polarity', { type: Polarity, description: 'Whether it is asserted or negated.' }),
    hedge: t.exposeString('hedge', {
      nullable: true,
      description: 'The words with which the article holds back, verbatim.',
    }),
    quote: t.field({ type: Quote, description: 'The words that make it.', resolve: (claim) => claim }),
    article: t.field({
      type: Article,
      description: 'The article that has those words.',
      resolve: async ({ articleId }, _args, context) => (await articleLoader(context).load(articleId))!,
    }),
    attribution: t.field({
      type: [Attribution],
      description: 'The chain of who says so, origin first; the article itself is always its last link.',
      resolve: async ({ id, eventId, articleId }, _args, context) => [
        ...(await linksOfEvent(context).load(eventId))
          .filter(({ claimId }) => claimId === id)
          .map((link) => ({ ...link, articleId: null })),
        { agentId: null, articleId, label: null, verb: null, mode: 'PUBLICATION' as const },
      ],
    }),
  }),
})

registerNode('claim', claimLoader, () => 'Claim')
registerEntity(Claim, 'claim', claimLoader)

builder.interfaceField(Event, 'claims', (t) =>
  t.field({
    type: [Claim],
    description: 'All that is claimed about it, in the order of the report.',
    args: {
      aspects: t.arg({ type: [ClaimAspect], description: 'Only about these parts of it.' }),
      certainty: t.arg({ type: [Certainty], description: 'Only as sure as any of these.' }),
    },
    resolve: async ({ id }, { aspects, certainty }, context) => {
      const all = await claimsOfEvent(context).load(id)
      return all.filter(
        (claim) => (aspects?.includes(claim.aspect) ?? true) && (certainty?.includes(claim.certainty) ?? true),
      )
    },
  }),
)

builder.objectField(Article, 'claims', (t) =>
  t.field({
    type: [Claim],
    description: 'What was read from it, in the order of the text.',
    resolve: ({ id }, _args, context) => claimsOfArticle(context).load(id),
  }),
)

builder.objectField(Quantity, 'claim', (t) =>
  t.field({
    type: Claim,
    nullable: true,
    description: 'The claim that states the number; null if none does.',
    resolve: async ({ eventId, claimId }, _args, context) =>
      claimId ? (await claimsOfEvent(context).load(eventId)).find(({ id }) => id === claimId) : null,
  }),
)

builder.objectField(EventRelation, 'claims', (t) =>
  t.field({
    type: [Claim],
    description: 'The claims about the relation itself.',
    resolve: async ({ eventId, kind, targetId }, _args, context) =>
      (await claimsOfEvent(context).load(eventId)).filter(
        (claim) => claim.relationKind === kind && claim.relationTargetId === targetId,
      ),
  }),
)
