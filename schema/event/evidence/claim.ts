import { claims, type ClaimRow } from '../../../database/tables/claim.ts'
import { asOfArgument } from '../../builder/as-of-argument.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { loadReferenced, LOAD_ORDER, rowBy, rowsBy } from '../../loaders/loader.ts'
import { after } from '../../loaders/maybe-promise.ts'
import { itself, load, referenced, related } from '../../prefetch/relation.ts'
import { registerEntity } from '../../relay/federation.ts'
import { idField, Node, registerNode } from '../../relay/node.ts'
import { ArticleVersion, latestNumberLoader, versionKey, versionLoader } from '../../source/article-version.ts'
import { Article, articleLoader } from '../../source/article.ts'
import { Certainty, Polarity, Realis } from '../axes.ts'
import { Event, eventLoader } from '../event.ts'
import { Quantity } from '../quantity.ts'
import { EventRelation } from '../relation.ts'
import { Attribution, linksOfEvent } from './attribution.ts'

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

const QuoteVerification = enumType('QuoteVerification', 'Whether a quote was compared with the text of its article.', {
  VERIFIED: 'The text of the version was given with the report, and has the quote.',
  NOT_VERIFIED: 'The text was not given: the quote is as the report states it.',
})

const QuoteFate = enumType('QuoteFate', 'Whether the latest version of an article has a quote of an earlier version.', {
  FOUND: 'The latest version has the same words at the same offsets, or, if the offsets are not known, has the words.',
  MOVED: 'The latest version has the same words, but only at other offsets: at one place, or at several.',
  LOST: 'The latest version does not have the words.',
  NOT_CHECKED:
    'The quote is of the latest version itself, or it was not located in the latest version, because no report gave its text.',
})

const Quote = builder.objectRef<ClaimRow>('Quote').implement({
  description:
    'A verbatim passage of an article (W3C Web Annotation: TextQuoteSelector and TextPositionSelector in one).',
  fields: (t) => ({
    exact: t.exposeString('quoteExact', { description: 'The quoted text.' }),
    prefix: t.exposeString('quotePrefix', { nullable: true, description: 'The text directly before the quote.' }),
    suffix: t.exposeString('quoteSuffix', { nullable: true, description: 'The text directly after the quote.' }),
    start: t.exposeInt('quoteStart', {
      nullable: true,
      description: 'The offset of its start in the text of the article, in UTF-16 code units; null if unknown.',
    }),
    end: t.exposeInt('quoteEnd', {
      nullable: true,
      description:
        'The offset of its end (exclusive) in the text of the article, in UTF-16 code units; null if unknown.',
    }),
    verification: t.field({
      type: QuoteVerification,
      description: 'Whether the quote was compared with the text of its version of the article.',
      resolve: ({ isVerified }) => (isVerified ? 'VERIFIED' : 'NOT_VERIFIED'),
    }),
    inLatestVersion: t.field({
      type: QuoteFate,
      description:
        'Whether the latest version of the article still has the quote. Words are compared as when quotes are located: typographic variants are equal.',
      loads: [{ loader: latestNumberLoader, keyOf: ({ quoteFate, articleId }) => quoteFate && articleId }],
      resolve: ({ articleId, quoteFate, quoteFateVersion }, _args, context) =>
        quoteFate === null
          ? 'NOT_CHECKED'
          : after(latestNumberLoader(context).load(articleId), (latest) =>
              quoteFateVersion === latest ? quoteFate : 'NOT_CHECKED',
            ),
    }),
    sentence: t.exposeInt('quoteSentence', {
      nullable: true,
      description: 'The number of its sentence, counted from 1.',
    }),
  }),
})

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
