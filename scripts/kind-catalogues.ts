import type { KindNames } from './kind-names.ts'

type EditFile = (path: string, edit: (text: string) => string) => void

/**
 * Adds a kind to the two catalogues: that of the tables and that of the GraphQL types.
 * @param wasGeneric whether the kind is listed as one without fields of its own, which it then leaves
 * @param editFile rewrites a file of the project
 * @throws {Error} if a catalogue does not have the shape that is expected
 */
export function addToCatalogues({ file, kind, one, plural }: KindNames, wasGeneric: boolean, editFile: EditFile): void {
  editFile('database/tables/event-kinds.ts', (text) => {
    const imported = insertSorted(
      text,
      /^import \{.*\} from '\.\/kinds\//,
      `import { ${one}Roles, ${plural} } from './kinds/${file}.ts'`,
      "'./kinds/",
    )
    const listed = insertSorted(
      imported,
      /^ {2}[A-Z_]+: \{ details: /,
      `  ${kind}: { details: ${plural}, roles: ${one}Roles },`,
    )
    return wasGeneric ? removeLine(listed, new RegExp(`^ {2}'${kind}',$`)) : listed
  })
  editFile('schema/event/kinds.ts', (text) => {
    const imported = insertSorted(
      text,
      /^import \{.*\} from '\.\/kinds\//,
      `import { ${one} } from './kinds/${file}.ts'`,
      "'./kinds/",
    )
    const listed = insertSorted(imported, /^ {2}[a-zA-Z]+,$/, `  ${one},`)
    return wasGeneric ? removeLine(listed, new RegExp(`^ {2}${kind}: '.*',$`)) : listed
  })
}

/**
 * Inserts a line into the first run of lines that match, in alphabetical order.
 * @param after the text after which lines are compared; the whole line if omitted
 */
function insertSorted(text: string, pattern: RegExp, line: string, after = ''): string {
  const lines = text.split('\n')
  const first = lines.findIndex((each) => pattern.test(each))
  if (first < 0) throw new Error(`No line matches ${pattern}; the catalogue has another shape.`)
  const length = lines.slice(first).findIndex((each) => !pattern.test(each))
  const keyOf = (each: string) => each.slice(each.indexOf(after))
  const offset = lines.slice(first, first + length).findIndex((each) => keyOf(each) > keyOf(line))
  lines.splice(first + (offset < 0 ? length : offset), 0, line)
  return lines.join('\n')
}

function removeLine(text: string, pattern: RegExp): string {
  const lines = text.split('\n')
  const position = lines.findIndex((line) => pattern.test(line))
  if (position < 0) throw new Error(`No line matches ${pattern}; the catalogue has another shape.`)
  return lines.toSpliced(position, 1).join('\n')
}
