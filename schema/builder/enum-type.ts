import type { EnumRef } from '@pothos/core'
import { builder } from './builder.ts'

const lists: { words: readonly string[]; ref: EnumRef<never, string> }[] = []

/**
 * An enum over one of the closed word lists of the ground floor.
 * @param name the enum's name in the schema
 * @param description what the words tell apart, with the source of the distinction
 * @param words each word of the list with what it means; leaving one out is a type error
 */
export function enumType<Word extends string>(name: string, description: string, words: Record<Word, string>) {
  const ref = builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(words).map(([word, meaning]) => [word, { description: meaning }]),
    ) as Record<Word, { description: string }>,
  })
  lists.push({ words: Object.keys(words), ref: ref as unknown as EnumRef<never, string> })
  return ref
}

/**
 * The enum that has given words: the one with the fewest others.
 * @throws {Error} where none has them all
 */
export function enumOf(words: readonly string[]): EnumRef<never, string> {
  const [found] = lists
    .filter((list) => words.every((word) => list.words.includes(word)))
    .toSorted((one, other) => one.words.length - other.words.length)
  if (found === undefined) throw new Error(`No enum of the schema has all of ${words.join(', ')}.`)
  return found.ref
}
