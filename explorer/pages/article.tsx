import type { ArticleRecord } from '../documents/records.ts'
import type { ExplorerArticleQuery } from '../documents/types.ts'
import { articleLinkedData } from '../formats/linked-data.ts'
import { articleName } from '../parts/article-name.ts'
import { Chain } from '../parts/chain.tsx'
import { Erased } from '../parts/erased.tsx'
import { History } from '../parts/history.tsx'
import { Name } from '../parts/name.tsx'
import { Quote } from '../parts/quote.tsx'
import { WebLink } from '../parts/web-link.tsx'
import type { Page } from '../request/page.ts'
import { labelOf, wordsOf } from '../words/enum-words.ts'
import { countWords } from '../words/number-words.ts'
import { momentWords } from '../words/time-words.ts'

/** `/articles/art_…` */
export const ARTICLE_PAGE: Page<ExplorerArticleQuery, ArticleRecord> = {
  document: 'explorer-article',
  variablesOf: ({ id }) => ({ id }),
  subjectOf: ({ article }) => article,
  isGone: ({ erasedAt }) => erasedAt !== null,
  titleOf: (article) => labelOf(articleName(article)),
  descriptionOf: (article) => `${articleName(article)}: the quotes that events rest on, in their order.`,
  pathOf: ({ id }) => `/articles/${id}`,
  citationOf: (article) => ({
    title: articleName(article),
    author: article.publisher?.name ?? 'Unknown publisher',
    published: article.publishedOn ?? undefined,
  }),
  linkedDataOf: articleLinkedData,
  render: (article) => {
    const { url, publishedOn, publisher, language, length, claims, erasedAt } = article
    const inOrder = claims.toSorted((a, b) => (a.quote.start ?? 0) - (b.quote.start ?? 0))
    return (
      <article>
        <Erased erasedAt={erasedAt} />
        <h1>
          <Name lang={language}>{labelOf(articleName(article))}</Name>
        </h1>
        <dl class="facts">
          <dt>Publisher</dt>
          <dd>{publisher ? <Name>{publisher.name}</Name> : 'not known'}</dd>
          <dt>Published</dt>
          <dd>{publishedOn ?? 'on an unknown day'}</dd>
          <dt>Read it at</dt>
          <dd>{url ? <WebLink url={url}>{url}</WebLink> : 'its address is not known'}</dd>
          <dt>Language</dt>
          <dd>{language ?? 'not known'}</dd>
          {length !== null && (
            <>
              <dt>Length</dt>
              <dd>{countWords(length)} characters</dd>
            </>
          )}
        </dl>
        <section aria-labelledby="quotes">
          <h2 id="quotes">Its words, in their order</h2>
          <ol class="claims">
            {inOrder.map(({ id, aspect, certainty, hedge, quote, attribution, event }) => (
              <li class="claim" id={id}>
                <Quote quote={quote} lang={language} />
                <p>
                  <span class="badge kind">{labelOf(aspect)}</span>
                  <span class={certainty === 'REPORTED' ? 'badge' : 'badge warn'}>{wordsOf(certainty)}</span>{' '}
                  <Name href={`/events/${event.id}#${id}`}>{event.title}</Name>
                </p>
                <p class="note">
                  <Chain names={attribution.map(({ name }) => name)} />
                  {hedge && (
                    <>
                      {' · limited by '}
                      <q dir="auto">{hedge}</q>
                    </>
                  )}
                </p>
              </li>
            ))}
          </ol>
        </section>
        <Versions article={article} />
        <History revisions={article.revisions} />
      </article>
    )
  },
}

function Versions({ article: { versions, language } }: { article: ArticleRecord }) {
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">Versions of its text</h2>
      <ol>
        {versions.map(({ version, recordedAt, headline, textSha256 }) => (
          <li value={version}>
            {headline && <Name lang={language}>{headline}</Name>} first seen {momentWords(recordedAt)}
            {textSha256 && (
              <span class="note">
                {' '}
                SHA-256 <code>{textSha256}</code>
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
