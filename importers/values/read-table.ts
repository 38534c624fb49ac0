import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../database/project-root.ts'

/** The folder of the code tables. It is not compiled to `dist/`. */
const folder = join(projectRoot, 'importers/values/codes')

/**
 * Reads one of the code tables of this folder.
 * @param name the file's name
 * @returns its rows, by the names in its header
 */
export function readTable(name: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
  const columns = header!.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column, n) => [column, cells[n] ?? '']))
  })
}

/**
 * Reads a table of two columns.
 * @param name the file's name
 * @returns what each code stands for
 */
export function readLabels(name: string): Map<string, string> {
  return new Map(readTable(name).map(({ code, label }) => [code!, label!]))
}
