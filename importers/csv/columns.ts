import { compose, normalizeName } from '../../database/values/normalize-name.ts'
import { showValue } from '../../database/values/show-value.ts'
import { UnreadableFileError, type Input } from '../read/input.ts'
import { delimitedRows } from '../read/rows.ts'
import { columnsOfTemplate } from './field-values.ts'
import type { Mapping } from './mapping/mapping.ts'

/** The header of a file, and the delimiter that it is written with. */
export interface Header {
  delimiter: string
  /** Some may be empty. */
  columns: string[]
}

const DELIMITERS = [',', ';', '\t', '|']
const MAX_SHOWN = 30
const MAX_NEAREST = 3

/** The columns that a mapping names, each with the path of the first field that does. */
export function mappedColumns(mapping: Mapping): Map<string, string> {
  const fields = new Map<string, string>()
  const add = (column: string, path: string) => fields.has(column) || fields.set(column, path)
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    if ('column' in value && typeof value.column === 'string') add(value.column, path)
    if ('template' in value && typeof value.template === 'string') {
      for (const column of columnsOfTemplate(value.template)) add(column, path)
    }
    for (const [key, part] of Object.entries(value)) {
      look(part, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`)
    }
  }
  for (const column of mapping.id) add(column, 'id')
  look(mapping, '')
  return fields
}

/**
 * Reads the header of a file.
 * @throws {UnreadableFileError} if it lacks a column of the mapping, has one twice, or is not text of the encoding
 */
export async function readHeader(input: Pick<Input, 'name' | 'open'>, mapping: Mapping): Promise<Header> {
  const fields = mappedColumns(mapping)
  const delimiters = mapping.file.delimiter === undefined ? DELIMITERS : [mapping.file.delimiter]
  const headers: Header[] = []
  for (const delimiter of delimiters) headers.push({ delimiter, columns: await firstRow(input, delimiter) })
  const countOf = ({ columns }: Header) => columns.filter((column) => fields.has(column)).length
  const [best] = headers.toSorted((a, b) => countOf(b) - countOf(a) || b.columns.length - a.columns.length)
  if (best === undefined || best.columns.length === 0) throw refusal(input, ['has no header'])
  const problems = [...fields].flatMap(([column, path]) => {
    const count = best.columns.filter((each) => each === column).length
    if (count === 1) return []
    if (count > 1) return [`has the column ${showValue(column)} (${path}) ${count} times. Rename all but one of them`]
    return [`has no column ${showValue(column)} (${path})${describeNearest(column, best.columns)}`]
  })
  if (problems.length > 0) throw refusal(input, [...problems, describeColumns(best)])
  return best
}

async function firstRow(input: Pick<Input, 'name' | 'open'>, delimiter: string): Promise<string[]> {
  for await (const { values, problem } of delimitedRows(input, delimiter)) {
    if (values.some((value) => value.includes('\u0000')))
      throw refusal(input, [
        'is not text. If it is UTF-16, write `encoding: utf-16le` in `file` of the mapping; if it is a workbook, save it as CSV',
      ])
    if (problem?.includes('UTF-8'))
      throw refusal(input, [
        'has a header that is not UTF-8. Write its encoding, such as `encoding: windows-1252`, in `file` of the mapping',
      ])
    return values.map((value) => compose(value.trim()))
  }
  return []
}

function refusal({ name }: Pick<Input, 'name'>, problems: readonly string[]): UnreadableFileError {
  return new UnreadableFileError(`${name} ${problems.join('; it ')}. No row was stored.`)
}

function describeColumns({ columns }: Header): string {
  const named = columns.filter((column) => column !== '')
  const omitted = named.length > MAX_SHOWN ? ` and ${named.length - MAX_SHOWN} others` : ''
  return `has the columns ${named
    .slice(0, MAX_SHOWN)
    .map((column) => showValue(column))
    .join(', ')}${omitted}`
}

function describeNearest(column: string, columns: readonly string[]): string {
  const lengthenedBy = (each: string) => Math.abs(each.length - column.length)
  const nearest = columns
    .filter((each) => each !== '')
    .map((each) => ({ each, distance: distanceOf(normalizeName(column), normalizeName(each)) }))
    .filter(({ distance }) => distance <= Math.max(2, column.length / 2))
    .toSorted((a, b) => a.distance - b.distance || lengthenedBy(a.each) - lengthenedBy(b.each))
    .slice(0, MAX_NEAREST)
  return nearest.length === 0 ? '' : `; the nearest is ${nearest.map(({ each }) => showValue(each)).join(', then ')}`
}

/** The number of characters to insert, delete or replace (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_each, n) => n)
  for (const [i, letter] of Array.from(a).entries()) {
    const current = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const replaced = (previous[j] ?? 0) + (letter === b[j] ? 0 : 1)
      current.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}
