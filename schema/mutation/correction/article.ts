import { ARTICLE_CORRECTION } from '../../../ingest/correction/article.ts'
import { Article, articleLoader } from '../../source/article.ts'
import { converter } from '../report-input.ts'
import { declareCorrection } from './payload.ts'

declareCorrection({
  concept: 'article',
  type: Article,
  loader: articleLoader,
  rules: ARTICLE_CORRECTION,
  description:
    'an article: its publisher, headline, language and day of publication. Its URL and the digest of its text identify it and are not corrected.',
  fields: (t) => ({
    publisher: t.field({
      type: converter.input('Publisher', converter.definition('Publisher')),
      description: 'The publisher, found by its name or created; null removes it.',
    }),
    headline: t.string({ description: 'The headline; null removes it.' }),
    language: t.string({ description: 'The BCP 47 tag of the language, such as en or hy; null removes it.' }),
    publishedOn: t.field({ type: 'Date', description: 'The day of publication; null removes it.' }),
  }),
})
