import { expect, test } from 'vitest'
import { z } from 'zod'
import { interfaceDocuments } from '../../../interfaces/documents.ts'
import { TOOLS } from '../../../interfaces/mcp/tools.ts'
import { schema } from '../../../schema/schema.ts'
import { Documents } from '../../../server/operation/document/documents.ts'

/** A model reads the definitions before its first question. English and JSON have 3 characters a token or more. */
const MAX_CHARACTERS = 3 * 4_000

const definitions = TOOLS.map(({ name, title, description, input }) => ({
  name,
  title,
  description,
  inputSchema: z.toJSONSchema(input),
}))

test('there are at most 10 tools, whose definitions have at most 4,000 tokens', () => {
  expect(TOOLS.length).toBeLessThanOrEqual(10)
  expect(new Set(TOOLS.map(({ name }) => name)).size).toBe(TOOLS.length)
  expect(JSON.stringify(definitions).length).toBeLessThan(MAX_CHARACTERS)
})

test('the documents of interfaces are valid, and their names are unique', () => {
  const documents = new Documents(schema)
  const named = interfaceDocuments().map(({ id, text }) => [id, text] as const)
  expect(named.length).toBeGreaterThan(8)
  expect(new Set(named.map(([name]) => name)).size).toBe(named.length)
  for (const [name, text] of named)
    expect([name, documents.check(text)]).toEqual([name, expect.objectContaining({ document: expect.anything() })])
})

interface JsonSchema {
  type?: string
  enum?: unknown[]
  maxLength?: number
  maxItems?: number
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
}

function unbounded(schemaOf: JsonSchema, path: string): string[] {
  const { type, enum: values, maxLength, maxItems, items, properties = {} } = schemaOf
  const own =
    (type === 'string' && !values && maxLength === undefined) || (type === 'array' && maxItems === undefined)
      ? [path]
      : []
  const below = Object.entries(properties).flatMap(([name, property]) => unbounded(property, `${path}.${name}`))
  return [...own, ...below, ...(items ? unbounded(items, `${path}[]`) : [])]
}

test('every text and list of an input has a bound', () => {
  expect(definitions.flatMap(({ name, inputSchema }) => unbounded(inputSchema as JsonSchema, name))).toEqual([])
})
