import type { SQL, SQLWrapper } from 'drizzle-orm'
import { matchesText } from '../../database/values/full-text.ts'
import { parseSearchText } from '../../database/values/search-syntax.ts'
import { showValue } from '../../database/values/show-value.ts'
import { badUserInput } from '../builder/errors.ts'

/**
 * The condition that words match the argument `search`.
 * @param words a tsvector of the words that the SQL function `search_words` finds
 * @throws {GraphQLError} BAD_USER_INPUT if the text has no words
 */
export function matchesSearchText(words: SQLWrapper, text: string): SQL {
  if (parseSearchText(text) === null) {
    throw badUserInput(`\`search\` must have at least one letter or digit; got ${showValue(text)}. Search for a word.`)
  }
  return matchesText(words, text)
}
