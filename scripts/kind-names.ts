/** The spellings of a kind's name, each for the place that needs it. */
export interface KindNames {
  /** In file names: press-conference. */
  file: string
  /** In code, for one: pressConference. */
  one: string
  /** In code and as a GraphQL root field, for several: pressConferences. */
  plural: string
  /** The GraphQL type: PressConference. */
  type: string
  /** The value of EventKind: PRESS_CONFERENCE. */
  kind: string
  /** The table: press_conferences. */
  table: string
  /** In sentences: press conference. */
  words: string
}

/**
 * @param name the kind in kebab-case, such as press-conference
 * @param plural in kebab-case; formed by the rules of English spelling if omitted
 */
export function namesOfKind(name: string, plural = pluralOf(name)): KindNames {
  const one = camelCase(name)
  return {
    file: name,
    one,
    plural: camelCase(plural),
    type: one.charAt(0).toUpperCase() + one.slice(1),
    kind: name.replaceAll('-', '_').toUpperCase(),
    table: plural.replaceAll('-', '_'),
    words: name.replaceAll('-', ' '),
  }
}

function camelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_dash, letter: string) => letter.toUpperCase())
}

function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}
