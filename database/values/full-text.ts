import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { compose, toLatin } from './normalize-name.ts'

/** The syntax of search texts, for descriptions in the schema. */
export const WEB_SEARCH =
  'The syntax is that of web search: all words must occur, "quoted words" must be adjacent, `or` between two words means either, and `-word` excludes a word. Case, accents and English endings are ignored. A text that contains only words such as "the" matches everything.'

/**
 * Converts a search text to a tsquery. A text in another script also matches its transliteration to Latin letters. Both sides are composed (Unicode normal form C).
 *
 * The configuration `dateline` removes accents and English endings. Titles and summaries are English; names and quotes
 * in other languages are changed in the same way on both sides. Two configurations side by side would break "and",
 * "not" and phrases.
 * @param text in the syntax of `WEB_SEARCH`
 */
export function searchQuery(text: string): SQL {
  const toQuery = (words: string) => sql`websearch_to_tsquery('dateline', ${words})`
  return toLatin(text) === text ? toQuery(text) : sql`(${toQuery(compose(text))} || ${toQuery(toLatin(text))})`
}

/**
 * The condition that words match a search text. A text that contains only words such as "the" matches everything.
 * @param words a tsvector
 * @param text in the syntax of `WEB_SEARCH`
 */
export function matchesText(words: SQLWrapper, text: string): SQL {
  return sql`(numnode(${searchQuery(text)}) = 0 or ${words} @@ ${searchQuery(text)})`
}
