import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { projectRoot } from '../../../database/project-root.ts'

/** A TypeScript file of the repository and what the layout rules ask of it. */
export interface SourceFile {
  /** The path from the project's root. */
  path: string
  text: string
  /** The paths of the project's files that it imports, types included. */
  imports: ReadonlySet<string>
  /** Lines that hold code: no comments, no blank lines. */
  codeLines: number
  /** Casts that switch the compiler off: `as unknown as T`, `as never`, `as any`. */
  unsafeCasts: number
  nonNullAssertions: number
}

/** Files that tests write. */
const GENERATED = ['explorer/documents/types.ts']

/** Every file that git tracks or would add, by its path from the project's root. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  })
  return listed.split('\n').filter((path) => path !== '' && existsSync(join(projectRoot, path)))
}

/** @returns the TypeScript files in the folders of the repository, parsed */
export function sourceFiles(): SourceFile[] {
  const paths = repositoryFiles().filter(
    (path) => /\.tsx?$/.test(path) && path.includes('/') && !GENERATED.includes(path),
  )
  const existing = new Set(paths)
  return paths.map((path) => parseSource(path, existing))
}

function parseSource(path: string, existing: ReadonlySet<string>): SourceFile {
  const text = readFileSync(join(projectRoot, path), 'utf8')
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ]
  let unsafeCasts = 0
  let nonNullAssertions = 0
  new Visitor({
    TSAsExpression: ({ expression, typeAnnotation: { type } }) => {
      const isDouble = expression.type === 'TSAsExpression' && type !== 'TSUnknownKeyword'
      if (isDouble || type === 'TSNeverKeyword' || type === 'TSAnyKeyword') unsafeCasts++
    },
    TSNonNullExpression: () => {
      nonNullAssertions++
    },
    TSImportType: ({ source }) => {
      specifiers.push(source.value)
    },
  }).visit(program)
  const imports = new Set(
    specifiers
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => posix.normalize(posix.join(posix.dirname(path), specifier)))
      .filter((target) => existing.has(target) && target !== path),
  )
  return { path, text, imports, codeLines: countCodeLines(text, comments), unsafeCasts, nonNullAssertions }
}

function countCodeLines(text: string, comments: readonly { start: number; end: number }[]): number {
  let code = ''
  let position = 0
  for (const { start, end } of comments) {
    // The line breaks of a comment stay, so that code on both sides of it counts as two lines.
    code += text.slice(position, start) + text.slice(start, end).replaceAll(/[^\n]/g, '')
    position = end
  }
  return (code + text.slice(position)).split('\n').filter((line) => line.trim() !== '').length
}
