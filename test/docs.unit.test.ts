import { parse, validate } from 'graphql'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../database/project-root.ts'
import { schema } from '../schema/schema.ts'
import { environmentVariables } from '../server/config.ts'

function read(file: string): string {
  return readFileSync(join(projectRoot, file), 'utf8')
}
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'seeds/README.md',
  ...['gdelt', 'ucdp', 'json'].map((feed) => `importers/${feed}/README.md`),
]

test('the README lists every environment variable with the description of the code', () => {
  const readme = read('README.md')
  for (const { name, description } of environmentVariables) expect(readme).toContain(`| \`${name}\` | ${description} |`)
  const listed = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name!)
  expect(listed.toSorted()).toEqual(environmentVariables.map(({ name }) => name).toSorted())
})

test('every command that the documents name is there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  for (const file of documents) {
    for (const [, name] of read(file).matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name)
  }
})

test('every file that the documents name is there', () => {
  for (const file of documents) {
    const named = [
      ...read(file).matchAll(/`((?:server|schema|importers|ingest|database|migrations|seeds|bench|test)\/[\w./-]*)`/g),
    ].map(([, path]) => path!)
    expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([])
  }
})

test('every query in the README fits the schema', () => {
  const queries = [...read('README.md').matchAll(/```graphql\n(.*?)```/gs)].map(([, query]) => query!)
  expect(queries.length).toBeGreaterThan(0)
  for (const query of queries) expect(validate(schema, parse(query))).toEqual([])
})
