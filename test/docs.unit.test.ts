import { parse, validate } from 'graphql'
import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../database/project-root.ts'
import { schema } from '../schema/schema.ts'
import { environmentVariables } from '../server/config.ts'
import { codeBlocks, documents, queryFiles, readProjectFile } from './support/documents/project-documents.ts'

/** These pages quote earlier names, paths and commands. */
const current = documents.filter((file) => file !== 'CHANGELOG.md')
/** These are maintained beside the sources that they describe. */
const ownedBySources = /^(importers|seeds)\//

interface PackageJson {
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
}
const packageJson = JSON.parse(readProjectFile('package.json')) as PackageJson

/** @returns each match of the first group of a pattern, with the document that it is in */
function mentionsOf(pattern: RegExp, files = current): { file: string; name: string }[] {
  return files.flatMap((file) => [...readProjectFile(file).matchAll(pattern)].map(([, name = '']) => ({ file, name })))
}

/** As GitHub makes the anchor of a heading. */
function anchorsOf(file: string): string[] {
  return [...readProjectFile(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function linksOf(file: string): { target: string; anchor: string | undefined }[] {
  return [...readProjectFile(file).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(
    ([, target = '', anchor]) => ({ target: target === '' ? file : normalize(join(dirname(file), target)), anchor }),
  )
}

test('the README has at most 150 lines', () => {
  expect(readProjectFile('README.md').split('\n').length).toBeLessThanOrEqual(150)
})

test('lines of documents have at most 120 characters, except rows of tables', () => {
  const longLines = documents
    .filter((file) => !ownedBySources.test(file))
    .flatMap((file) =>
      readProjectFile(file)
        .split('\n')
        .flatMap((line, i) => (line.length > 120 && !line.startsWith('|') ? [`${file}:${i + 1}`] : [])),
    )
  expect(longLines).toEqual([])
  const longQueryLines = queryFiles.filter((file) =>
    readProjectFile(`docs/queries/${file}`)
      .split('\n')
      .some((line) => line.length > 120),
  )
  expect(longQueryLines).toEqual([])
})

test('the operations page lists every environment variable with the description in the code', () => {
  const rows = [...readProjectFile('docs/operations.md').matchAll(/^\| `([A-Z_]+)` \| (.*?) \| [^|]*\|$/gm)]
  const listed = Object.fromEntries(rows.map(([, name = '', description]) => [name, description]))
  expect(listed).toEqual(Object.fromEntries(environmentVariables.map(({ name, description }) => [name, description])))
})

test('every environment variable in a document exists', () => {
  const shellVariables = ['RESTORE_URL', 'DATELINE_KEY', 'QUERY', 'AFTER', 'CI', 'POSTGRES_PASSWORD']
  const known = new Set([...environmentVariables.map(({ name }) => name), ...shellVariables])
  const assigned = mentionsOf(/(?:^|[`\s])([A-Z][A-Z_]{2,})=(?![=>])/gm)
  const read = mentionsOf(/\$\{?([A-Z][A-Z_]+)/g)
  expect(assigned.length).toBeGreaterThan(5)
  expect([...assigned, ...read].filter(({ name }) => !known.has(name))).toEqual([])
})

test('every npm script in a document exists, and operations and contributing list all of them', () => {
  const scripts = Object.keys(packageJson.scripts)
  const named = mentionsOf(/npm run (?:--silent )?([\w:]+)/g)
  expect(named.filter(({ name }) => !scripts.includes(name))).toEqual([])
  const pages = readProjectFile('docs/operations.md') + readProjectFile('CONTRIBUTING.md')
  const hidden = ['prestart', 'build', 'start', 'test']
  const missing = scripts.filter((name) => !hidden.includes(name) && !pages.includes(`npm run ${name}`))
  expect(missing).toEqual([])
})

test('every path in a document exists', () => {
  const folders = 'server|explorer|schema|importers|ingest|database|migrations|seeds|bench|scripts|lab|test|docs'
  const paths = mentionsOf(new RegExp(`\`((?:${folders})/[\\w./-]*)\``, 'g'))
  expect(paths.length).toBeGreaterThan(100)
  expect(paths.filter(({ name }) => !existsSync(join(projectRoot, name)))).toEqual([])
})

test('every link between documents leads to a file and a heading', () => {
  const broken = documents.flatMap((file) =>
    linksOf(file)
      .filter(
        ({ target, anchor }) =>
          !existsSync(join(projectRoot, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor)),
      )
      .map(({ target, anchor }) => `${file} -> ${target}#${anchor ?? ''}`),
  )
  expect(broken).toEqual([])
})

test('every page is reachable from the README by links', () => {
  const reached = new Set<string>()
  const follow = (target: string): void => {
    const page = documents.includes(target) ? target : join(target, 'README.md')
    if (!documents.includes(page) || reached.has(page)) return
    reached.add(page)
    for (const link of linksOf(page)) follow(link.target)
  }
  follow('README.md')
  expect(documents.filter((file) => !reached.has(file) && !ownedBySources.test(file))).toEqual([])
})

test('every GraphQL query in a document fits the schema', () => {
  const queries = documents.flatMap((file) =>
    codeBlocks(readProjectFile(file), 'graphql').map((query) => ({ file, query })),
  )
  expect(queries.length).toBeGreaterThan(5)
  for (const { file, query } of queries) expect([file, validate(schema, parse(query))]).toEqual([file, []])
})

test('the README quotes three example queries as they are in their files', () => {
  const files = queryFiles.map((file) => readProjectFile(`docs/queries/${file}`))
  const quoted = codeBlocks(readProjectFile('README.md'), 'graphql').filter((query) => !query.startsWith('mutation'))
  expect(quoted).toHaveLength(3)
  expect(quoted.filter((query) => !files.includes(query))).toEqual([])
})

test('decision 1 has a reason for every dependency', () => {
  const page = readProjectFile('docs/decisions/0001-dependencies.md')
  const { dependencies, devDependencies, optionalDependencies } = packageJson
  const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

test('the subgraph example of the federation page is GraphQL', () => {
  const [example = ''] = codeBlocks(readProjectFile('docs/federation.md'), 'graphql-subgraph')
  expect(parse(example).definitions.length).toBeGreaterThan(3)
})
