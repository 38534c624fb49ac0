/** The normalized names by entity key, written down so that the oracle does not use the code under test. */
const NORMALIZED_NAMES: Record<string, string[]> = {
  a: ['qaland'],
  b: ['qbland'],
  c: ['serzh testyan', 'serge testian'],
  d: ['zoe angstrom'],
  e: ['qaland guard'],
  f: ['both sides'],
  g: ['group of 100'],
  qa: ['qaland'],
  qb: ['qbland'],
  north: ['north'],
  town: ['lodka'],
  border: ['border post'],
  claimed: ['claimed'],
}

/** The normalized names of an actor or a place. */
export function namesOf(key: string): string[] {
  return NORMALIZED_NAMES[key] ?? []
}

const REPLACEMENTS: [from: string, to: string][] = [
  ['тестян', 'testyan'],
  ['å', 'a'],
  ['é', 'e'],
  ['ö', 'o'],
  ['ó', 'o'],
  ['ł', 'l'],
  ['%', ''],
]

/** Normalizes a search text of the tests. */
export function normalize(text: string): string {
  return REPLACEMENTS.reduce((result, [from, to]) => result.replaceAll(from, to), text.toLowerCase()).trim()
}
