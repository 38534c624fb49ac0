import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { projectRoot } from '../../../database/project-root.ts'
import type { Service } from '../service.ts'

/** Every Markdown file of the project, by its path from the project root. */
export const documents: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
  { cwd: projectRoot, encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => file !== '')

/** The example queries in `docs/queries/`, in the order in which GraphiQL shows them. */
export const queryFiles: readonly string[] = readdirSync(join(projectRoot, 'docs', 'queries')).toSorted()

/** @returns the text of a file, by its path from the project root */
export function readProjectFile(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8')
}

/**
 * Lists the code blocks of a Markdown text.
 * @param language as it is written after the opening fence
 */
export function codeBlocks(text: string, language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms')
  return [...text.matchAll(fence)].map(([, code = '']) => code)
}

/**
 * Runs an example query as it is in its file.
 * @param name of the file, without its number and ending
 */
export async function runQueryFile<Data>(name: string, service: Service): Promise<Data> {
  const file = queryFiles.find((candidate) => candidate.replace(/^\d\d-/, '') === `${name}.graphql`)
  const { data, errors } = await service.ask<Data>(readProjectFile(`docs/queries/${file}`))
  expect(errors).toBeUndefined()
  return data
}

export interface List<Node> {
  nodes: Node[]
}

export interface Titled {
  title: string
}
