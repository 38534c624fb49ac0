import { Kind, parse } from 'graphql'
import { expect } from 'vitest'
import { createKey } from '../../server/auth/api-keys.ts'
import { parseKeysCommand } from '../../server/cli/keys.ts'
import { GRAPHIQL_TABS } from '../../server/http/graphiql-tabs.ts'
import { codeBlocks, queryFiles, readProjectFile } from '../support/documents/project-documents.ts'
import { test } from '../support/service.ts'

/** Every list in the first levels of an answer: those that the question is about. */
function listsIn(value: unknown, depth = 0): unknown[][] {
  if (Array.isArray(value)) return [value]
  if (typeof value !== 'object' || value === null || depth > 3) return []
  return Object.values(value).flatMap((child) => listsIn(child, depth + 1))
}

/** The words of a command line, some of them in double quotation marks. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word)
}

test('each example query begins with its question and has an operation name of its own', () => {
  const names = queryFiles.map((file) => {
    const query = readProjectFile(`docs/queries/${file}`)
    expect([file, query.split('\n')[0]]).toEqual([file, expect.stringMatching(/^# [A-Z].*[?,:]$/)])
    const [operation] = parse(query).definitions
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined
  })
  expect(names).not.toContain(undefined)
  expect(new Set(names).size).toBe(names.length)
  expect(queryFiles.map((file) => file.slice(0, 3))).toEqual(
    queryFiles.map((_, i) => `${String(i + 1).padStart(2, '0')}-`),
  )
})

test('GraphiQL opens the example queries as tabs, the four of the story first', () => {
  expect(GRAPHIQL_TABS).toEqual(queryFiles.map((file) => readProjectFile(`docs/queries/${file}`)))
  const names = GRAPHIQL_TABS.map((query) => /^query (\w+)/m.exec(query)?.[1])
  expect(names.slice(0, 4)).toEqual(['TheCalls', 'WhatIsUnclear', 'WhoSaysSo', 'TheExercise'])
})

test('each example query runs as it is in its file, and each of its lists has rows', async ({ seeded }) => {
  for (const file of queryFiles) {
    const { data, errors } = await seeded.ask(readProjectFile(`docs/queries/${file}`))
    expect([file, errors]).toEqual([file, undefined])
    const lists = listsIn(data)
    expect([file, lists.length > 0, lists.filter((list) => list.length === 0)]).toEqual([file, true, []])
  }
})

test('the report of the README has no offset and is published with its key', async ({ service }) => {
  const readme = readProjectFile('README.md')
  const [report = ''] = codeBlocks(readme, 'graphql').filter((block) => block.startsWith('mutation'))
  const [command = ''] = codeBlocks(readme, 'sh').filter((block) => block.includes(' keys '))
  expect(report).not.toMatch(/\b(?:start|end):/)
  const created = parseKeysCommand(wordsOf(command.slice(command.indexOf(' -- ') + 4)))
  if (created.action !== 'create') throw new Error(`The README creates no key: ${command}`)
  const key = await createKey(service.db, created.name, created.scopes, created)
  const [header = ''] = /\{ "authorization".*?\}/.exec(readme) ?? []
  const headers = JSON.parse(header.replace('dlk_…', key ?? '')) as Record<string, string>
  expect((await service.ask(report)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  const { data } = await service.ask(report, {}, headers)
  expect(data).toEqual({
    publishReport: {
      events: [
        {
          event: {
            id: expect.stringMatching(/^evt_/),
            evidence: 'QUOTED',
            claims: [
              { quote: { exact: 'spoke by telephone on Tuesday', start: 29, end: 58, verification: 'VERIFIED' } },
            ],
          },
        },
      ],
      errors: [],
    },
  })
})
