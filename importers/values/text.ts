/** Text that was read as Windows-1252 and written as UTF-8 once too often: what its bytes look like. */
const SUSPECT =
  /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]/
const WINDOWS_1252 = new Map(
  Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ', (letter) => letter).map((letter, n) => [
    letter.codePointAt(0)!,
    0x80 + n,
  ]),
)

/**
 * Mends text that was encoded twice, where that can be proved: its letters, taken for bytes, are UTF-8.
 * @param value text as a file has it
 * @returns the text, and what was found: REPAIRED, or SUSPECT where it looks encoded twice and is not
 */
export function repairEncoding(value: string): { text: string; found?: 'REPAIRED' | 'SUSPECT' } {
  if (!SUSPECT.test(value)) return { text: value }
  const bytes: number[] = []
  for (const letter of value) {
    const point = letter.codePointAt(0)!
    const byte = WINDOWS_1252.get(point) ?? point
    if (byte > 0xff) return { text: value, found: 'SUSPECT' }
    bytes.push(byte)
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)), found: 'REPAIRED' }
  } catch {
    return { text: value, found: 'SUSPECT' }
  }
}

/** A name in capitals as it is usually written: `WHITE HOUSE` is White House. */
export function titleCase(name: string): string {
  return name
    .toLowerCase()
    .replace(/(^|[\s\-(./'’])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())
}

/** A row of a file, short enough for a list of those that cannot be used. */
export function shortened(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text
}

const LONGEST_REASON = 1_000

/**
 * Why something failed, to be told: of a statement that failed what the database said, and not the statement with all of
 * its rows.
 * @param error whatever was thrown
 * @returns at most a thousand characters
 */
export function reasonOf(error: unknown): string {
  let deepest = error
  while (deepest instanceof Error && deepest.cause instanceof Error && deepest.message.startsWith('Failed query'))
    deepest = deepest.cause
  const reason = deepest instanceof Error ? deepest.message : String(deepest)
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)} ...` : reason
}

/** The words of a text that blanks part, such as the names of columns. */
export function splitWords(text: string): string[] {
  return text.split(' ')
}
