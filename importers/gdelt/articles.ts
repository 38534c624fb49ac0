import { articleIdOf, deriveUuid } from '../../database/values/ids.ts'
import type { ArticleDraft } from '../feed/draft.ts'

const LONGEST_URL = 2000

/**
 * The article that GDELT names: by its address, or as a citation where the source is not on the web ("BBC Monitoring").
 * @param source an address or a citation
 * @param publisher who brings it out, where the feed says so; else the host of the address
 */
export function articleOf(source: string, publisher?: string): ArticleDraft {
  const url = /^https?:\/\//i.test(source) && Buffer.byteLength(source) <= LONGEST_URL ? source : undefined
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
