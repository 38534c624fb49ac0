import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { projectRoot } from '../database/project-root.ts'
import { test } from './support/service.ts'

const QUESTION = /^\*\*(\d+)\. .*?```graphql\n(.*?)```/gms

/** Every list in an answer that a question is about: those of its first levels. */
function listsIn(value: unknown, depth = 0): unknown[][] {
  if (Array.isArray(value)) return [value]
  if (typeof value !== 'object' || value === null || depth > 3) return []
  return Object.values(value).flatMap((each) => listsIn(each, depth + 1))
}

test('the ten questions of the README run as they stand, and each finds something', async ({ seeded }) => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
  const questions = [...readme.matchAll(QUESTION)].map(([, number, query]) => ({
    number: Number(number),
    query: query!,
  }))
  expect(questions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  for (const { number, query } of questions) {
    const { data, errors } = await seeded.ask(query)
    expect([number, errors]).toEqual([number, undefined])
    const lists = listsIn(data)
    expect([number, lists.length > 0, lists.filter((list) => list.length === 0)]).toEqual([number, true, []])
  }
})
