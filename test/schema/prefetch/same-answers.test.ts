import { execute, Kind, parse, validate, type DocumentNode, type ExecutionResult } from 'graphql'
import { beforeAll, afterAll, expect, vi } from 'vitest'
import type { Context } from '../../../schema/builder/context.ts'
import { schema } from '../../../schema/schema.ts'
import { stageName } from '../../../server/observe/stage-name.ts'
import { codeBlocks, queryFiles, readProjectFile } from '../../support/documents/project-documents.ts'
import { OperationMaker } from '../../support/fuzz/operation.ts'
import { chanceOf } from '../../support/random.ts'
import { tablesOf, test, type Service } from '../../support/service.ts'
import { TRAPS } from './traps.ts'

interface Run {
  answer: string
  statements: string[]
}

async function run(
  { db, open, statements }: Service,
  document: DocumentNode,
  variables: Record<string, unknown>,
  options: Partial<Context>,
): Promise<Run> {
  statements.length = 0
  const contextValue: Context = { db, databaseAsOf: (at) => open.asOf(at), cursorKey: 'test', ...options }
  const result = await execute({ schema, document, variableValues: variables, contextValue })
  return { answer: comparable(result), statements: [...statements] }
}

/**
 * The text of an answer. Errors are in the order in which the fields failed; and of fields whose errors make one object
 * null, the first one reports it. So the errors of such an object are compared by its path.
 */
function comparable({ data, errors = [] }: ExecutionResult): string {
  const lines = errors.map(({ message, path = [] }) => {
    const nullAt = pathToNull(data, path)
    return JSON.stringify(nullAt.length === path.length ? [nullAt, message] : [nullAt])
  })
  return [JSON.stringify(data), ...new Set(lines.toSorted())].join('\n')
}

/** The first part of a path: to the value of the answer that is null. */
function pathToNull(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value: unknown = data
  for (const [depth, name] of path.entries()) {
    if (typeof value !== 'object' || value === null) return path.slice(0, depth)
    value = (value as Record<string | number, unknown>)[name]
  }
  return path
}

// Some answers name the moment of the request.
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }))
afterAll(() => void vi.useRealTimers())

/** Asks with plans and without. */
async function askTwice(service: Service, query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query)
  const without = await run(service, document, variables, { withoutPlans: true })
  const planned = await run(service, document, variables, {})
  // The second run has the plan of the first.
  const again = await run(service, document, variables, {})
  expect([query, planned.answer]).toEqual([query, without.answer])
  expect([query, again.answer]).toEqual([query, without.answer])
  return { ...planned, withoutPlans: without.statements }
}

test('plans change no answer of the example queries, and send no more statements', async ({ seeded }) => {
  const examples = [
    ...queryFiles.map((file) => readProjectFile(`docs/queries/${file}`)),
    ...codeBlocks(readProjectFile('README.md'), 'graphql').filter((block) => !block.startsWith('mutation')),
  ]
  for (const query of examples) {
    const { statements, withoutPlans } = await askTwice(seeded, query)
    expect([query, statements.length]).toEqual([query, Math.min(statements.length, withoutPlans.length)])
  }
})

test('plans change no answer with aliases, fragments, directives, abstract types, recursion, moments and errors', async ({
  seeded,
}) => {
  const { data } = await seeded.ask<{ events: { nodes: { id: string }[] }; actors: { nodes: { id: string }[] } }>(
    '{ events(first: 3) { nodes { id } } actors(first: 3) { nodes { id } } }',
  )
  const ids = [...data.events.nodes, ...data.actors.nodes].map(({ id }) => id)
  const moment = new Date().toISOString()
  for (const [query, variables = {}] of TRAPS) {
    for (const flag of [true, false]) {
      await askTwice(seeded, query, { ids, id: ids[0], actor: ids[3], moment, flag, ...variables })
    }
  }
})

// Before the random operations: one that fails early leaves statements that still run.
test('a plan reads at the same time what does not need each other, and each table once', async ({ seeded }) => {
  const query = `{ events(first: 20) { nodes { dataset { name }
    participations { actor { name } office { organization { name } } } claims { attribution { agent { name } } } } } }`
  const running = new Set<string>()
  const stages: string[] = []
  const observeBatch: Context['observeBatch'] = async (rank, _keyCount, work) => {
    running.add(stageName(rank))
    stages.push([...running].join())
    try {
      return await work()
    } finally {
      running.delete(stageName(rank))
    }
  }
  const without = await run(seeded, parse(query), {}, { observeBatch, withoutPlans: true })
  expect(stages.at(-1)).toBe('SOURCE')
  stages.length = 0
  const planned = await run(seeded, parse(query), {}, { observeBatch })
  // The dataset of an event is read beside its parts, by keys that the event has.
  expect(stages).toContain('SOURCE,PART_OF_EVENT')
  expect(tablesOf(planned.statements).toSorted()).toEqual(tablesOf(without.statements).toSorted())
  expect(new Set(planned.statements).size).toBe(planned.statements.length)
})

test('plans change no answer of random operations', async ({ seeded }) => {
  const known: string[] = []
  const chance = chanceOf(20_260_401)
  const operations = new OperationMaker(schema, chance, known)
  let count = 0
  while (count < 400) {
    const { query, variables } = operations.next()
    const document = parsedQuery(query)
    if (document === undefined) continue
    const { answer } = await askTwice(seeded, query, variables)
    for (const [, id] of answer.matchAll(/"(?:id|endCursor)":"([^"]+)"/g)) if (id !== undefined) known.push(id)
    count++
  }
})

/** @returns undefined if the document is not that of a valid query */
function parsedQuery(query: string): DocumentNode | undefined {
  try {
    const document = parse(query)
    const isQuery = document.definitions.every(
      (each) =>
        each.kind === Kind.FRAGMENT_DEFINITION ||
        (each.kind === Kind.OPERATION_DEFINITION && each.operation === 'query'),
    )
    return isQuery && validate(schema, document).length === 0 ? document : undefined
  } catch {
    return undefined
  }
}
