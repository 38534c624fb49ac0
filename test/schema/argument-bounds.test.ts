import { getNamedType, getNullableType, isListType, isScalarType } from 'graphql'
import { expect } from 'vitest'
import { describeBoundOf } from '../../schema/builder/bound.ts'
import { schema } from '../../schema/schema.ts'
import { caseOf, largestValue, nameOf, positions, targetOf, valuesBeyond } from '../support/bounded-arguments.ts'
import { desk, publish, report } from '../support/publisher-client.ts'
import { test, type Service } from '../support/service.ts'

const CLIENT_ERRORS = /^(?:BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED|QUERY_TOO_COSTLY|NOT_FOUND|CONFLICT)$/
/** A correction also saves and reads the parts of the event. */
const MAX_STATEMENTS = { query: 10, mutation: 80 }

interface WriteErrors {
  errors?: { code: string; path: string[]; message: string }[]
}

/** The errors of an answer, and those that the payload of a mutation lists. */
async function errorsOf(service: Service, query: string, variables: object, key: string) {
  const headers = { authorization: `Bearer ${key}` }
  const { data, errors = [] } = await service.ask<Record<string, WriteErrors | null> | null>(
    query,
    variables as Record<string, unknown>,
    headers,
  )
  const listed = Object.values(data ?? {}).flatMap((payload) => payload?.errors ?? [])
  return [
    ...errors.map(({ message, extensions }) => ({ code: String(extensions?.['code']), text: message })),
    ...listed.map(({ code, path, message }) => ({ code, text: `${path.join('.')}: ${message}` })),
  ]
}

const all = positions(schema)

test('every argument and input field states its bound in its description', () => {
  const silent = all.filter((position) => {
    const target = targetOf(position)
    const sentence = describeBoundOf(target)
    return sentence !== undefined && target.name !== 'representations' && !target.description?.endsWith(sentence)
  })
  expect(silent.map(nameOf)).toEqual([])
  const unbounded = all.filter((position) => {
    const { type } = targetOf(position)
    const named = getNamedType(type)
    const isText = isScalarType(named) && ['EDTF', 'ID', 'String', 'URL'].includes(named.name)
    return (isText || isListType(getNullableType(type))) && describeBoundOf(targetOf(position)) === undefined
  })
  expect(unbounded.map(nameOf)).toEqual([])
})

/** Stores the objects that the cases change. @returns the key of a publisher, and the ids for the case of a position */
async function prepare(service: Service) {
  const key = await desk(service)
  const { events } = await publish(service, key, report())
  // A correction is checked only if its object is stored.
  const { data } = await service.ask<Record<'actors' | 'articles', { nodes: { id: string }[] }>>(
    '{ actors(first: 1) { nodes { id } } articles(first: 1) { nodes { id } } }',
  )
  const ids = { event: events[0]?.id, actor: data.actors.nodes[0]?.id, article: data.articles.nodes[0]?.id }
  // A report has an article with fields of its own.
  const idsFor = (position: (typeof all)[number]) =>
    nameOf(position).startsWith('correct') ? ids : { event: ids.event }
  return { key, idsFor }
}

test(
  'one beyond the largest value is rejected by name, in every argument',
  { timeout: 240_000 },
  async ({ service }) => {
    const { key, idsFor } = await prepare(service)
    const failures: unknown[] = []
    for (const position of all) {
      for (const value of valuesBeyond(position)) {
        const { query, variables, names } = caseOf(position, value, idsFor(position))
        const errors = await errorsOf(service, query, variables, key)
        const isNamed = errors.some(
          ({ code, text }) => code === 'BAD_USER_INPUT' && names.some((name) => text.includes(name)),
        )
        if (!isNamed) failures.push({ beyond: nameOf(position), errors: errors.slice(0, 3) })
      }
    }
    expect(failures).toEqual([])
  },
)

test(
  'every argument at its largest value is accepted or rejected as a client error, with few statements',
  { timeout: 240_000 },
  async ({ service }) => {
    const { key, idsFor } = await prepare(service)
    const failures: unknown[] = []
    for (const position of all) {
      const { query, variables } = caseOf(position, largestValue(position), idsFor(position))
      const errors = await errorsOf(service, query, variables, key)
      const isBeyond = errors.some(({ text }) => / must have at most [\d,]+ (?:characters|items|words)/.test(text))
      if (isBeyond || errors.some(({ code }) => !CLIENT_ERRORS.test(code))) {
        failures.push({ largest: nameOf(position), errors: errors.slice(0, 3) })
      }
      if (service.statements.length > MAX_STATEMENTS[position.operation]) {
        failures.push({ largest: nameOf(position), statements: service.statements.length })
      }
    }
    expect(failures).toEqual([])
  },
)
