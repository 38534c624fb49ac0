/** Character pairs that arise when UTF-8 text is decoded as Windows-1252 and encoded as UTF-8 again. */
const SUSPECT =
  /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]/
const WINDOWS_1252_BYTES = new Map(
  Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ', (letter, n) => [letter, 0x80 + n]),
)

/**
 * Repairs text that was encoded twice, if its characters, read as Windows-1252 bytes, are valid UTF-8.
 * @returns the text; `encoding` is REPAIRED, or SUSPECT if the text looks encoded twice but is not valid UTF-8
 */
export function repairEncoding(value: string): { text: string; encoding?: 'REPAIRED' | 'SUSPECT' } {
  if (!SUSPECT.test(value)) return { text: value }
  const bytes: number[] = []
  for (const letter of value) {
    const byte = WINDOWS_1252_BYTES.get(letter) ?? letter.codePointAt(0) ?? 0
    if (byte > 0xff) return { text: value, encoding: 'SUSPECT' }
    bytes.push(byte)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
    return { text, encoding: 'REPAIRED' }
  } catch {
    return { text: value, encoding: 'SUSPECT' }
  }
}

/** Writes a name in capitals in title case: `WHITE HOUSE` becomes White House. */
export function titleCase(name: string): string {
  return name
    .toLowerCase()
    .replace(/(^|[\s\-(./'’])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())
}

const MAX_ROW_LENGTH = 2_000

/** Shortens a row of a file to 2,000 characters for the file of rejected rows. */
export function shortenRow(text: string): string {
  return text.length > MAX_ROW_LENGTH ? `${text.slice(0, MAX_ROW_LENGTH)}…` : text
}
