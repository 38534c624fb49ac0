/** A value of a row that the service answers otherwise than the file says. */
interface Mismatch {
  row: string
  expected: unknown
  actual: unknown
}

interface Field {
  compared: number
  mismatches: Mismatch[]
}

/** Compares a value of one row. */
export type Is = (field: string, expected: unknown, actual: unknown) => void

/** Numbers are stored as they are written, but an average of counts can differ in its last binary digit. */
const RELATIVE_ERROR = 1e-9

/** Counts, for each field, the values that are compared and those that differ. */
export class Tally {
  readonly #fields = new Map<string, Field>()

  /**
   * Compares one value.
   * @param field such as `GDELT location`
   * @param row names the row in messages
   */
  compare(field: string, row: string, expected: unknown, actual: unknown): void {
    const known = this.#fields.get(field) ?? { compared: 0, mismatches: [] }
    this.#fields.set(field, known)
    known.compared++
    if (!isSame(expected, actual)) known.mismatches.push({ row, expected, actual })
  }

  /** Whether every value is as the files say. */
  get isExact(): boolean {
    return [...this.#fields.values()].every(({ mismatches }) => mismatches.length === 0)
  }

  /**
   * A line for each field with its match rate, followed by its mismatches.
   * @param shown how many mismatches of a field are printed
   */
  lines(shown: number): string[] {
    return [...this.#fields].flatMap(([field, { compared, mismatches }]) => [
      `${field.padEnd(36)} ${String(compared).padStart(9)} ${rate(compared, mismatches.length)}`,
      ...mismatches
        .slice(0, shown)
        .map(
          ({ row, expected, actual }) => `    ${row}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`,
        ),
      ...(mismatches.length > shown ? [`    ... and ${mismatches.length - shown} more`] : []),
    ])
  }
}

/** Never rounded up to 100.00 %. */
function rate(compared: number, wrong: number): string {
  const percent = Math.floor(10_000 * (1 - wrong / compared)) / 100
  return `${percent.toFixed(2).padStart(6)} %${wrong > 0 ? `  ${wrong} differ` : ''}`
}

function isSame(expected: unknown, actual: unknown): boolean {
  if (typeof expected === 'number' && typeof actual === 'number') {
    return Math.abs(expected - actual) <= RELATIVE_ERROR * Math.max(1, Math.abs(expected))
  }
  return JSON.stringify(expected) === JSON.stringify(actual)
}
