import { claims, type ClaimRow } from '../../../database/tables/claim.ts'
import { asOfArgument } from '../../builder/as-of-argument.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { loadReferenced, LOAD_ORDER, rowBy, rowsBy } from '../../loaders/loader.ts'
import { after } from '../../loaders/maybe-promise.ts'
import { itself, load, referenced, related } from '../../prefetch/relation.ts'
import { registerEntity } from '../../relay/federation.ts'
import { idField, Node, readById, registerNode } from '../../relay/node.ts'
import { notErased } from '../../relay/tombstone.ts'
import { ArticleVersion, versionKey, versionLoader } from '../../source/article-version.ts'
import { Article, articleLoader } from '../../source/article.ts'
import { Certainty, Polarity, Realis } from '../axes.ts'
import { Event, eventLoader } from '../event.ts'
import { Quantity } from '../quantity.ts'
import { EventRelation } from '../relation.ts'
import { Attribution, linksOfEvent } from './attribution.ts'
import { Quote } from './quote.ts'

const ClaimAspect = enumType('ClaimAspect', 'The part of an event that a claim is about.', {
  OCCURRENCE: 'Whether it took place, is planned, or did not take place.',
  TIME: 'When it took place.',
  LOCATION: 'Where it took place.',
  PARTICIPATION: 'Who took part.',
  QUANTITY: 'A number.',
  RELATION: 'A relation to another event.',
  DETAIL: 'A field that only events of its kind have.',
  CONTEXT: 'The circumstances.',
})

/** The claims of an event, in the order of the report. */
export const claimsOfEvent = rowsBy(LOAD_ORDER.PART_OF_EVENT, claims, claims.eventId, [claims.ordinal])
const claimsOfArticle = rowsBy(LOAD_ORDER.PART_OF_EVENT, claims, claims.articleId, [claims.quoteStart, claims.id])
const claimLoader = rowBy(LOAD_ORDER.PART_OF_EVENT, claims, claims.id)

export const Claim = builder.objectRef<ClaimRow>('Claim').implement({
  description: 'One assertion about one event, with its quote and its attribution.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id(idField('claim')),
    event: t.field({
      type: Event,
      description: 'The event that the claim is about.',
      ...referenced(eventLoader, 'eventId'),
    }),
    aspect: t.expose('aspect', { type: ClaimAspect, description: 'The part of the event that the claim is about.' }),
    detail: t.exposeString('detail', {
      nullable: true,
      description: 'If `aspect` is DETAIL, the name of the field; otherwise null.',
    }),
    certainty: t.expose('certainty', { type: Certainty, description: 'The certainty that the text expresses.' }),
    polarity: t.expose('polarity', { type: Polarity, description: 'Whether the text asserts or negates it.' }),
    realis: t.expose('realis', {
      type: Realis,
      description:
        'Whether the text says that the event took place, is planned, is asked for, or is hypothetical. A claim of another realis than that of its event does not assert the event.',
    }),
    hedge: t.exposeString('hedge', {
      nullable: true,
      description: 'The words by which the article limits its certainty, verbatim; null if there are none.',
    }),
    quote: t.field({ type: Quote, description: 'The quote that makes the claim.', ...itself }),
    article: t.field({
      type: Article,
      description: 'The article that contains the quote.',
      ...referenced(articleLoader, 'articleId'),
    }),
    articleVersion: t.field({
      type: ArticleVersion,
      description: 'The version of the article that the quote is from. Its offsets refer to the text of this version.',
      loads: [
        { loader: versionLoader, keyOf: ({ articleId, articleVersion }) => versionKey(articleId, articleVersion) },
      ],
      resolve: ({ articleId, articleVersion }, _args, context) =>
        loadReferenced(versionLoader(context), versionKey(articleId, articleVersion)),
    }),
    attribution: t.field({
      type: [Attribution],
      description: 'The attribution chain, origin first. The last link is always the article.',
      loads: [load(linksOfEvent, 'eventId')],
      resolve: ({ id, eventId, articleId }, _args, context) =>
        after(linksOfEvent(context).load(eventId), (links) => [
          ...links.filter(({ claimId }) => claimId === id).map((link) => ({ ...link, articleId: null })),
          { agentId: null, articleId, label: null, verb: null, mode: 'PUBLICATION' as const },
        ]),
    }),
  }),
})

registerNode('claim', claimLoader, () => 'Claim')
registerEntity(Claim, 'claim', claimLoader)

builder.queryField('claim', (t) =>
  t.field({
    type: Claim,
    nullable: true,
    description:
      'The claim with an id; null if there is none, or there was none at the moment. One that was erased is NOT_FOUND, with the day.',
    args: {
      id: t.arg.id({
        required: true,
        description: 'The id of the claim. One with a moment returns the state of that moment, without `asOf`.',
      }),
      ...asOfArgument,
    },
    resolve: (_root, { id }, context) =>
      readById('claim', id, context, (uuid, at) =>
        after(claimLoader(at).load(uuid), (claim) => notErased(at, uuid, claim)),
      ),
  }),
)

builder.interfaceField(Event, 'claims', (t) =>
  t.field({
    type: [Claim],
    description: 'The claims about the event, in the order of the report.',
    args: {
      aspects: t.arg({ type: [ClaimAspect], description: 'Only claims about these parts of the event.' }),
      certainty: t.arg({ type: [Certainty], description: 'Only claims of these certainties.' }),
    },
    reads: ['id'],
    loads: [load(claimsOfEvent, 'id')],
    resolve: ({ id }, { aspects, certainty }, context) =>
      after(claimsOfEvent(context).load(id), (rows) =>
        rows.filter(
          (claim) => (aspects?.includes(claim.aspect) ?? true) && (certainty?.includes(claim.certainty) ?? true),
        ),
      ),
  }),
)

builder.objectField(Article, 'claims', (t) =>
  t.field({
    type: [Claim],
    description: 'The claims that were read from the article, in the order of its text.',
    args: asOfArgument,
    ...related(claimsOfArticle, 'id'),
  }),
)

builder.objectField(Quantity, 'claim', (t) =>
  t.field({
    type: Claim,
    nullable: true,
    description: 'The claim that states the number; null if none does.',
    loads: [{ loader: claimsOfEvent, keyOf: ({ eventId, claimId }) => claimId && eventId }],
    resolve: ({ eventId, claimId }, _args, context) =>
      claimId
        ? after(claimsOfEvent(context).load(eventId), (claimRows) => claimRows.find(({ id }) => id === claimId))
        : null,
  }),
)

builder.objectField(EventRelation, 'claims', (t) =>
  t.field({
    type: [Claim],
    description: 'The claims about the relation itself.',
    loads: [load(claimsOfEvent, 'eventId')],
    resolve: ({ eventId, kind, targetId }, _args, context) =>
      after(claimsOfEvent(context).load(eventId), (claimRows) =>
        claimRows.filter((claim) => claim.relationKind === kind && claim.relationTargetId === targetId),
      ),
  }),
)
