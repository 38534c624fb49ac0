import { claims, type claimAttributions } from '../../database/tables/claim.ts'
import type { QuoteFate } from '../format/claim.ts'
import { fieldsOfAttribution } from './attributions.ts'
import type { EventPart, PartRows } from './part.ts'
import { publicId } from './public-id.ts'

type Row = typeof claims.$inferInsert

/** The claims about an event. They refer to its relations, so a correction of relations replaces them too. */
export const claimsPart: EventPart<Row> = {
  name: 'claims',
  table: claims,
  ordinal: claims.ordinal,
  correctedWith: ['claims', 'relations'],
  onMerge: 'APPEND',
  rows: ({ draft, eventId, uuidOf }) =>
    draft.claims?.map(({ id, articleId, articleVersion, isVerified, quote, quoteFate, ...claim }, ordinal) => ({
      eventId,
      id,
      ordinal,
      aspect: claim.aspect,
      detail: claim.detail ?? null,
      relationKind: claim.relation?.kind ?? null,
      relationTargetId: claim.relation ? uuidOf('event', claim.relation.event) : null,
      certainty: claim.certainty,
      polarity: claim.polarity,
      realis: claim.realis,
      hedge: claim.hedge ?? null,
      articleId,
      articleVersion,
      quoteExact: quote.exact,
      quotePrefix: quote.prefix ?? null,
      quoteSuffix: quote.suffix ?? null,
      quoteStart: quote.start ?? null,
      quoteEnd: quote.end ?? null,
      quoteSentence: quote.sentence ?? null,
      isVerified,
      quoteFate: quoteFate?.fate ?? null,
      quoteFateVersion: quoteFate?.version ?? null,
    })),
  snapshot: (rows, parts) =>
    rows.map(({ id, ordinal: _ordinal, eventId: _event, articleId, relationTargetId, ...claim }) => ({
      id: publicId('claim', id),
      ...claim,
      relationTarget: publicId('event', relationTargetId),
      article: publicId('article', articleId),
      attribution: attributionOf(id, parts),
    })),
  toDraft: (rows, parts) =>
    rows.map(
      ({
        id,
        articleId,
        aspect,
        detail,
        relationKind,
        relationTargetId,
        certainty,
        polarity,
        realis,
        hedge,
        ...row
      }) => ({
        key: publicId('claim', id),
        claim: publicId('claim', id),
        article: publicId('article', articleId),
        version: row.articleVersion,
        aspect,
        detail,
        relation: relationKind && { kind: relationKind, event: publicId('event', relationTargetId) },
        certainty,
        polarity,
        realis,
        hedge,
        isVerified: row.isVerified,
        quoteFate: fateOf(row),
        quote: {
          exact: row.quoteExact,
          prefix: row.quotePrefix,
          suffix: row.quoteSuffix,
          start: row.quoteStart,
          end: row.quoteEnd,
          sentence: row.quoteSentence,
        },
        attribution: attributionOf(id, parts),
      }),
    ),
}

function fateOf({ quoteFate, quoteFateVersion }: Pick<Row, 'quoteFate' | 'quoteFateVersion'>): QuoteFate | undefined {
  return quoteFate && quoteFateVersion ? { fate: quoteFate, version: quoteFateVersion } : undefined
}

function attributionOf(claimId: string, { attributions = [] }: PartRows) {
  return (attributions as (typeof claimAttributions.$inferInsert)[])
    .filter((link) => link.claimId === claimId)
    .toSorted((a, b) => a.ordinal - b.ordinal)
    .map(fieldsOfAttribution)
}
