import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { toLatin } from './normalize-name.ts'

/** How a search text is read, for descriptions. */
export const WEB_SEARCH =
  'As in web search all words must occur, "quoted words" next to each other, `or` between words means either, -word not that one. Endings, case and accents are forgiven; a text of nothing but words such as "the" matches all.'

/**
 * What a search text asks of words. Letters of other scripts may also stand for Latin ones.
 * @param text as a client wrote it
 * @returns a tsquery. Its configuration, `dateline`, takes accents off and English endings: the titles and summaries of
 * this service are English, names and quotes of other languages pass through it the same way on both sides, and one
 * configuration alone keeps "and", "not" and phrases true, which two side by side do not
 */
export function searchQuery(text: string): SQL {
  const query = (words: string) => sql`websearch_to_tsquery('dateline', ${words})`
  return toLatin(text) === text ? query(text) : sql`(${query(text)} || ${query(toLatin(text))})`
}

/**
 * The condition that words match a search text; one without a word that tells anything matches all.
 * @param words a tsvector
 * @param text as a client wrote it
 */
export function matchesText(words: SQLWrapper, text: string): SQL {
  return sql`(numnode(${searchQuery(text)}) = 0 or ${words} @@ ${searchQuery(text)})`
}
