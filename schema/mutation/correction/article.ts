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
    'an article: its publisher and day of publication, and the headline and language of its latest version. Its URL and its texts are not corrected: another text is published as another version.',
  fields: (t) => ({
    publisher: t.field({
      type: converter.input('Publisher', converter.definition('Publisher')),
      description: 'The publisher, found by its name or created; null removes it.',
    }),
    headline: t.string({ description: 'The headline of the latest version; null removes it.' }),
    language: t.string({
      description: 'The BCP 47 tag of the language of the latest version, such as en or hy; null removes it.',
    }),
    publishedOn: t.field({ type: 'Date', description: 'The day of publication; null removes it.' }),
  }),
})
