import {
  defaultFieldResolver,
  execute,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parse,
  type GraphQLField,
} from 'graphql'
import { expect } from 'vitest'
import type { Context } from '../../../schema/builder/context.ts'
import { columnsReadBy, rowTypeOf } from '../../../schema/prefetch/selected-columns.ts'
import { schema } from '../../../schema/schema.ts'
import { test, type Service } from '../../support/service.ts'
import { ALL, TRAPS } from './traps.ts'

type Field = GraphQLField<unknown, unknown>

/** The fields whose objects are rows that are read by column. */
function fieldsOfRows(): (readonly [name: string, field: Field])[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    (isObjectType(type) || isInterfaceType(type)) && rowTypeOf(schema, type.name)
      ? Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const)
      : [],
  )
}

test('each field of a row that is read by column says which columns it reads', () => {
  const names = fieldsOfRows().map(([name]) => name)
  expect(names).toEqual(expect.arrayContaining(['Event.title', 'PhoneCall.topics', 'TimeSpan.earliest']))
  expect(fieldsOfRows().filter(([, field]) => columnsReadBy(field) === undefined)).toEqual([])
})

/** The row behind a guard. */
const rowByGuard = new WeakMap<object, object>()

function withoutGuard(value: unknown): unknown {
  if (value instanceof Promise) return value.then(withoutGuard)
  return typeof value === 'object' && value !== null ? (rowByGuard.get(value) ?? value) : value
}

/** A row that tells when a resolver reads a column that its field does not declare. */
function guarded(row: object, name: string, columns: readonly string[], misses: Set<string>): object {
  const guard = new Proxy(row, {
    get: (target, property) => {
      if (typeof property === 'string' && !columns.includes(property)) misses.add(`${name} reads ${property}`)
      return Reflect.get(target, property) as unknown
    },
  })
  rowByGuard.set(guard, row)
  return guard
}

/** Runs work while each resolver of a row gets it guarded. Returns what resolvers read undeclared, and those called. */
async function watchingReads(work: () => Promise<void>): Promise<{ misses: string[]; called: string[] }> {
  const misses = new Set<string>()
  const called = new Set<string>()
  const originals: [Field, Field['resolve']][] = []
  for (const [name, field] of fieldsOfRows()) {
    const { resolve = defaultFieldResolver } = field
    originals.push([field, field.resolve])
    const columns = columnsReadBy(field) ?? []
    field.resolve = (source, ...others) => {
      called.add(name)
      return withoutGuard(resolve(guarded(source as object, name, columns, misses), ...others))
    }
  }
  try {
    await work()
  } finally {
    for (const [field, resolve] of originals) Object.assign(field, { resolve })
  }
  return { misses: [...misses], called: [...called] }
}

/** Selects all fields of a type, the objects by their type only. */
function allFieldsOf(typeName: string): string {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) return ''
  const selections = Object.values(type.getFields()).map((field) => {
    const below = getNamedType(field.type)
    const isRow = rowTypeOf(schema, below.name) !== undefined && !isAbstractType(below)
    const selection = isRow ? `{ ${allFieldsOf(below.name)} }` : isCompositeType(below) ? '{ __typename }' : ''
    // Fields of one name can have different types.
    return `${typeName}_${field.name}: ${field.name} ${selection}`
  })
  return selections.join('\n')
}

async function run({ db, open }: Service, query: string, variableValues: Record<string, unknown> = {}) {
  const contextValue: Context = { db, databaseAsOf: (at) => open.asOf(at), cursorKey: 'test' }
  return execute({ schema, document: parse(query), variableValues, contextValue })
}

test('no resolver of a row reads a column that its field does not declare', async ({ seeded }) => {
  const { data } = await seeded.ask<{ events: { nodes: { id: string }[] }; actors: { nodes: { id: string }[] } }>(
    '{ events(first: 3) { nodes { id } } actors(first: 3) { nodes { id } } }',
  )
  const ids = [...data.events.nodes, ...data.actors.nodes].map(({ id }) => id)
  const variables = { ids, id: ids[0], actor: ids[3], moment: new Date().toISOString(), flag: true }
  const event = schema.getType('Event')
  const types = isInterfaceType(event) ? schema.getPossibleTypes(event).map(({ name }) => name) : []
  const everything = types.map((name) => `... on ${name} { ${allFieldsOf(name)} }`).join('\n')
  const { misses, called } = await watchingReads(async () => {
    const { errors } = await run(seeded, `{ events(first: 100, ${ALL}) { nodes { ${everything} } } }`)
    expect(errors).toBeUndefined()
    for (const [query, own = {}] of TRAPS) await run(seeded, query, { ...variables, ...own })
  })
  expect(misses).toEqual([])
  const seen = new Set(called.map((name) => name.split('.')[0]))
  expect([...seen]).toEqual(expect.arrayContaining(['GenericEvent', 'PhoneCall', 'ArmedClash', 'TimeSpan']))
  const fields = fieldsOfRows().map(([name]) => name)
  expect(fields.filter((name) => seen.has(name.split('.')[0]) && !called.includes(name))).toEqual([])
})
