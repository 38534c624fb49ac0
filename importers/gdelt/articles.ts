import { articleIdOf, deriveUuid } from '../../database/values/ids.ts'
import type { ArticleDraft } from '../feed/draft.ts'

const MAX_URL_BYTES = 2000

/**
 * The article that GDELT names.
 * @param source a URL, or a citation if the article is not on the web ("BBC Monitoring"); a URL of more than 2,000
 *   bytes counts as a citation
 * @param publisher by default, the host of the URL
 */
export function articleOf(source: string, publisher?: string): ArticleDraft {
  const url = /^https?:\/\//i.test(source) && Buffer.byteLength(source) <= MAX_URL_BYTES ? source : undefined
  if (url !== undefined) return { id: articleIdOf(url), url, publisher: publisher ?? hostOf(url) }
  return {
    id: deriveUuid(0, 'article', 'citation', source),
    headline: source,
    publisher: publisher ?? source.slice(0, 200),
  }
}

function hostOf(url: string): string | undefined {
  const host = URL.parse(url)?.hostname.replace(/^www\./, '')
  return host === '' ? undefined : host
}
