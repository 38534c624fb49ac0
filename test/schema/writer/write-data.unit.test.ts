import {
  buildSchema,
  execute,
  getOperationAST,
  isObjectType,
  parse,
  validate,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { guardListItems } from '../../../schema/builder/guard-list-items.ts'
import { coerceVariables } from '../../../schema/cost/coerce-variables.ts'
import { JsonText } from '../../../schema/writer/json-text.ts'
import { writeData } from '../../../schema/writer/write-data.ts'
import { OperationMaker } from '../../support/fuzz/operation.ts'
import { chanceOf, type Chance } from '../../support/random.ts'
import { unhandledRejectionsOf } from '../../support/unhandled.ts'

const SDL = `
  interface Named { name: String }
  type Call implements Named { name: String id: ID! kind: Kind minutes: Int share: Float! isLong: Boolean other: Named others: [Call!]! }
  type Visit implements Named { name: String id: ID! dates: [[String!]] calls(first: Int = 2): [Call] kind: Kind! next: Visit! }
  union Any = Call | Visit
  enum Kind { CALL VISIT MEETING }
  type Mutation { none: Int }
  type Subscription { none: Int }
  type Query {
    call: Call visit: Visit! named: Named any: [Any] calls(kind: Kind, first: Int): [Call!]! visits: [Visit!] numbers: [Int!]! matrix: [[Int!]!]!
  }`

/** Values with characters that JSON escapes. */
const LEAVES: Record<string, readonly unknown[]> = {
  String: ['', 'a "b"\\\n\u2028', '\ud800', '😀', 7, true],
  ID: ['x', 12],
  Int: [0, -5, 2_147_483_647, 2_147_483_648, 'no'],
  Float: [0.1, -0, 1e21, 5],
  Boolean: [true, false],
  Kind: ['CALL', 'MEETING', 'unknown'],
}

/**
 * Gives each field a resolver whose values follow from the path, so that two executions meet the same: values, nulls,
 * errors that are thrown, returned or rejected, and promises of all of these.
 * @param trouble the share of values that are null or an error
 */
function troubled(schema: GraphQLSchema, seed: number, trouble: number): GraphQLSchema {
  const valueOf = (type: string, chance: Chance): unknown => {
    const promised = (value: unknown) => (chance.is(0.3) ? Promise.resolve(value) : value)
    if (chance.is(trouble)) {
      return chance.of([
        () => null,
        () => undefined,
        () => new Error('returned'),
        () => Promise.reject(new Error('rejected')),
        () => {
          throw new Error('thrown')
        },
      ])()
    }
    const inner = type.replace(/!$/, '')
    if (inner.startsWith('[')) {
      const count = chance.below(4)
      const items = Array.from({ length: count }, () => {
        try {
          return valueOf(inner.slice(1, -1), chance)
        } catch {
          return null
        }
      })
      return promised(items)
    }
    const leaves = LEAVES[inner]
    if (leaves) return promised(chance.of(leaves))
    const names = inner === 'Named' || inner === 'Any' ? ['Call', 'Visit'] : [inner]
    return promised({ __typename: chance.of(names), name: chance.of(['n', null]), id: chance.of(['i', 'j']) })
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      if (field.name === 'id' || field.name === 'name') {
        field.extensions = { pothosExposedField: field.name }
        continue
      }
      field.resolve = (_source, args: object, _context, { path }) => {
        let text = JSON.stringify(args)
        for (let at: typeof path | undefined = path; at; at = at.prev) text += ` ${at.key}`
        const number = createHash('md5').update(`${seed} ${text}`).digest().readInt32BE()
        return valueOf(String(field.type), chanceOf(number))
      }
    }
  }
  return guardListItems(schema)
}

/**
 * Where errors make the data null, and why, if it is null where the error is. Which of several errors below one null are
 * in the answer depends on the order of promises.
 */
function explained({ data, errors = [] }: Pick<ExecutionResult, 'data' | 'errors'>): string[] {
  const texts = errors.map(({ message, path = [], locations }) => {
    let value: unknown = data
    const depth = path.findIndex((key) => {
      const isNull = value === null
      value = (value as Record<string | number, unknown> | null)?.[key]
      return isNull
    })
    return JSON.stringify(depth < 0 ? [message, path, locations] : path.slice(0, depth))
  })
  return [...new Set(texts)].toSorted()
}

test('the text of random queries is that of graphql-js and JSON.stringify, with the same errors', async () => {
  const chance = chanceOf(19)
  const counts = { data: 0, null: 0, partial: 0 }
  for (let round = 0; round < 30; round++) {
    const schema = troubled(buildSchema(SDL), round, chance.of([0, 0.02, 0.1, 0.3]))
    const maker = new OperationMaker(schema, chance, [])
    for (let n = 0; n < 40; n++) {
      const { query, variables: given } = maker.next()
      let document
      try {
        document = parse(query)
      } catch {
        continue
      }
      const operation = getOperationAST(document)
      if (operation?.operation !== 'query' || validate(schema, document).length > 0) continue
      let variables
      try {
        variables = coerceVariables(schema, operation, given)
      } catch {
        continue
      }
      const expected = await execute({ schema, document, variableValues: given })
      const context = {} as never
      const written = await writeData({ schema, document, operation, variables, context, maxLength: 10_000_000 })
      const text = written.data instanceof JsonText ? written.data.text : JSON.stringify(written.data)
      expect([query, text]).toEqual([query, JSON.stringify(expected.data)])
      expect([query, ...explained({ data: expected.data ?? null, errors: written.errors ?? [] })]).toEqual([
        query,
        ...explained(expected),
      ])
      counts[expected.data === null ? 'null' : expected.errors ? 'partial' : 'data']++
    }
  }
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(50)
})

test('data that is too long is an error, also where promises have begun and fields may be null', async () => {
  const schema = buildSchema('type Query { texts: [String] text: String self: Query }')
  const root = { texts: ['a'.repeat(600), Promise.resolve('b'.repeat(600))], text: 'c'.repeat(600) }
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    field.resolve = () => ({ ...root, self: {} })[field.name as keyof typeof root]
  }
  for (const query of ['{ texts }', '{ text self { text } }', '{ self { self { texts text } } }']) {
    const document = parse(query)
    const operation = getOperationAST(document)
    if (!operation) throw new Error('The document has one operation.')
    const run = (maxLength: number) =>
      writeData({ schema, document, operation, variables: {}, context: {} as never, maxLength })
    expect(await run(1_000)).toEqual({
      errors: [expect.objectContaining({ message: expect.stringContaining('1000') })],
    })
    expect((await run(5_000)).errors).toBeUndefined()
  }
})

test('an item that fails at once leaves no promise of an earlier item alone', async () => {
  const schema = buildSchema('type Query { numbers: [Int!] }')
  const document = parse('{ numbers }')
  const operation = getOperationAST(document)
  const field = schema.getQueryType()?.getFields()['numbers']
  if (!operation || !field) throw new Error('The document has one operation with one field.')
  field.resolve = () => [sleep(5).then(() => Promise.reject(new Error('later'))), null]
  const unhandled = await unhandledRejectionsOf(async () => {
    const run = { schema, document, operation, variables: {}, context: {} as never, maxLength: 1_000 }
    const { data, errors } = await writeData(run)
    expect([data instanceof JsonText && data.text, errors?.length]).toEqual(['{"numbers":null}', 1])
    await sleep(20)
  })
  expect(unhandled).toEqual([])
})
