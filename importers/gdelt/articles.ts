import { articleIdOf, deriveUuid } from '../../database/values/ids.ts'
import { registrableDomain } from '../../ingest/origins/house.ts'
import type { ArticleDraft } from '../feed/draft.ts'

const MAX_URL_BYTES = 2000

/**
 * The article that GDELT names.
 * @param source a URL, or a citation if the article is not on the web ("BBC Monitoring"); a URL of more than 2,000
 *   bytes counts as a citation
 * @param publisher who published a citation. The publisher of a URL is its registrable domain, and not the name in the row,
 *   so that rows of events and of mentions have the same publisher
 */
export function articleOf(source: string, publisher?: string): ArticleDraft {
  const url = /^https?:\/\//i.test(source) && Buffer.byteLength(source) <= MAX_URL_BYTES ? source : undefined
  if (url !== undefined) return { id: articleIdOf(url), url, publisher: houseOf(url) }
  return {
    id: deriveUuid(0, 'article', 'citation', source),
    headline: source,
    publisher: publisher ?? source.slice(0, 200),
  }
}

function houseOf(url: string): string | undefined {
  return registrableDomain(url)?.replace(/^www\./, '') || undefined
}
