import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { parseMarkedWords, parseSearchText } from './search-syntax.ts'

/** The syntax of search texts, for descriptions in the schema. */
export const WEB_SEARCH =
  'The syntax is that of web search: all words must occur, "quoted words" must be adjacent, `or` between two words means either, and `-word` excludes a word. ' +
  'Case, accents, apostrophes and English endings are ignored; `Jong-un` means the adjacent words `Jong un`, and `U.S.` means `US`. ' +
  'In scripts without spaces between words, such as Chinese and Thai, the letters must be adjacent. ' +
  'Words such as "the" are ignored, unless they are in quotation marks, or in capitals such as `WHO`, or there are no others: then titles and names must have them. ' +
  'A text without any word, such as "%", is an error.'

/**
 * Converts a search text to a tsquery. A word in another script also matches its transliteration to Latin letters.
 *
 * The configuration `dateline` removes accents and English endings. Titles and summaries are English; names and quotes
 * in other languages are changed in the same way on both sides. Two configurations side by side would break "and",
 * "not" and phrases.
 * @param text in the syntax of `WEB_SEARCH`
 * @throws {RangeError} if it has no words
 */
export function searchQuery(text: string): SQL {
  const query = parseSearchText(text)
  if (query === null) throw new RangeError('must have at least one word')
  return sql`to_tsquery('dateline', ${query})`
}

/** The tsquery of the words to mark in a text that matches a search text; it matches nothing if there are none. */
export function markedWordsQuery(text: string): SQL {
  return sql`to_tsquery('dateline', ${parseMarkedWords(text) ?? ''})`
}

/**
 * The condition that words match a search text.
 * @param words a tsvector of the words that the SQL function `search_words` finds
 * @param text in the syntax of `WEB_SEARCH`
 * @throws {RangeError} if it has no words
 */
export function matchesText(words: SQLWrapper, text: string): SQL {
  return sql`${words} @@ ${searchQuery(text)}`
}
