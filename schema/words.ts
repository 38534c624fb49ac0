import { builder } from './builder.ts'

/**
 * An enum over one of the closed word lists of the ground floor.
 * @param name the enum's name in the schema
 * @param description what the words tell apart, with the source of the distinction
 * @param words each word of the list with what it means; leaving one out is a type error
 */
export const wordsEnum = <Word extends string>(name: string, description: string, words: Record<Word, string>) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(words).map(([word, meaning]) => [word, { description: meaning }]),
    ) as Record<Word, { description: string }>,
  })
