import { chanceOf, type Chance } from '../support/random.ts'

/** What a file format is made of. */
export interface MutatedFormat {
  separator: '\t' | ',' | ':'
  /** A header line that may turn up in the middle of the file. */
  header: string
}

const NUMBERS = ['2147483648', '-1', '0.5', '1e308', '1e400', 'NaN', '0x10', '99999999999999999999', '007', '1,5', '٣']
const DATES = [
  '20150229',
  '00230101',
  '99991231',
  '20161301',
  '2016-02-30',
  '0025-01-01',
  '9999-12-31T00:00:00',
  '2016',
]
const TEXTS = [
  'a\u0000b',
  '\ufffd',
  'x'.repeat(9_000),
  '"',
  '"x',
  'x"y',
  '',
  ' ',
  '\u202e',
  '\\ud800',
  'null',
  '[]',
  '{}',
]
const NOT_UTF8 = [[0xd1], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf8, 0x88], [0xff, 0xfe]]
const BLANKS = ['', ' ', '\t\t\t', '\r']

/** The lines of a file of which some are mutated. */
export interface MutatedFile {
  content: Buffer
  /** The number of lines that are not blank, without a header at the start. */
  lineCount: number
  /** The positions of the rows that were not mutated. */
  intact: number[]
}

/**
 * Mutates about half of the rows of a file in their width, encoding, cells and order, and adds blank, repeated and header
 * lines.
 * @param seed an integer; equal seeds give equal files
 */
export function mutateRows(rows: readonly string[], { separator, header }: MutatedFormat, seed: number): MutatedFile {
  const chance = chanceOf(seed)
  const lines: Buffer[] = []
  const intact: number[] = []
  let lineCount = 0
  const add = (line: Buffer | string) => {
    lines.push(Buffer.from(line), Buffer.from('\n'))
    lineCount++
  }
  for (const [n, row] of rows.entries()) {
    if (chance.is(0.05)) lines.push(Buffer.from(`${chance.of(BLANKS)}\n`))
    if (chance.is(0.03)) add(header)
    if (chance.is(0.03)) add(rows[chance.below(rows.length)] ?? row)
    if (chance.is(0.5)) {
      add(row)
      intact.push(n)
    } else {
      const mutated = mutateRow(row, separator, chance)
      if (mutated.toString('utf8').replaceAll(/[\s,]/g, '') === '') lines.push(mutated, Buffer.from('\n'))
      else add(mutated)
    }
  }
  return { content: Buffer.concat(lines), lineCount, intact }
}

function mutateRow(row: string, separator: string, chance: Chance): Buffer {
  const cells = row.split(separator)
  const at = chance.below(cells.length)
  const change = chance.below(8)
  if (change === 0) cells.splice(at, 1)
  else if (change === 1) cells.splice(at, 0, chance.of(NUMBERS))
  else if (change === 2) return Buffer.from(row.slice(0, chance.below(row.length)))
  else if (change === 3) [cells[0], cells[at]] = [cells[at] ?? '', cells[0] ?? '']
  else if (change === 4) return insertBytes(Buffer.from(row), chance.of(NOT_UTF8), chance)
  else cells[at] = chance.of(change === 5 ? NUMBERS : change === 6 ? DATES : TEXTS)
  return Buffer.from(cells.join(separator))
}

function insertBytes(row: Buffer, bytes: number[], chance: Chance): Buffer {
  const at = chance.below(row.length)
  return Buffer.concat([row.subarray(0, at), Buffer.from(bytes), row.subarray(at)])
}
