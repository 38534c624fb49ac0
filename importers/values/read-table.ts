import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../database/project-root.ts'

/** The folder of the code tables. The build does not copy it to `dist/`, so the path starts at the project root. */
const folder = join(projectRoot, 'importers/values/codes')

/**
 * Reads a code table.
 * @param fileName a file of `importers/values/codes`
 * @param columnNames the columns that its header must name
 * @returns one object per row, with every column of `columnNames`
 * @throws {Error} if the header lacks a column
 */
export function readTable<Column extends string>(
  fileName: string,
  ...columnNames: readonly Column[]
): Record<Column, string>[] {
  const [header = '', ...lines] = readFileSync(join(folder, fileName), 'utf8').trimEnd().split('\n')
  const positions = columnNames.map((column) => [column, header.split('\t').indexOf(column)] as const)
  const missing = positions.find(([, position]) => position < 0)
  if (missing) throw new Error(`${fileName} has no column ${missing[0]}.`)
  return lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(positions.map(([column, position]) => [column, cells[position] ?? ''])) as Record<
      Column,
      string
    >
  })
}

/** Reads a table with the columns `code` and `label`. */
export function readLabels(fileName: string): Map<string, string> {
  return new Map(readTable(fileName, 'code', 'label').map(({ code, label }) => [code, label]))
}
