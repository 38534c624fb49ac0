import type { ClaimRow } from '../../../database/tables/claim.ts'
import { builder } from '../../builder/builder.ts'
import { enumType } from '../../builder/enum-type.ts'
import { after } from '../../loaders/maybe-promise.ts'
import { latestNumberLoader } from '../../source/article-version.ts'

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

export const Quote = builder.objectRef<ClaimRow>('Quote').implement({
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
