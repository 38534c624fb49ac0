import { CriticalityLevel, diff, DiffRule } from '@graphql-inspector/core'
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
  visit,
  type ASTNode,
  type GraphQLSchema,
} from 'graphql'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../service.ts'
import { fetchContract } from './workshop.ts'

/** The contract of clients of the last release: see docs/schema-policy.md. */
const released = readFileSync(join(projectRoot, 'lab', 'contracts', 'last-release.graphql'), 'utf8')

/**
 * Breaking changes since the last release, as the inspector words them. Each is in CHANGELOG.md, and the list is emptied
 * at a release.
 */
const ACCEPTED: string[] = []

/** Finds what breaks clients; removing what the last release had deprecated does not. */
async function findBreakingChanges(from: string, to: string): Promise<string[]> {
  const changes = await diff(buildSchema(from), buildSchema(to), [DiffRule.suppressRemovalOfDeprecatedField])
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
  return breaking.map(({ message }) => message).toSorted()
}

test('nothing that the last release had is gone, unless it was deprecated', async () => {
  expect(await findBreakingChanges(released, await fetchContract())).toEqual(ACCEPTED)
})

test.each([
  ['a removed field', /^ {2}topics: .*\n/m, '', "Field 'topics' was removed from object type 'PhoneCall'"],
  ['a removed value', /^ {2}PHONE_CALL\n/m, '', "Enum value 'PHONE_CALL' was removed from enum 'EventKind'"],
  ['a field that can be null', /^ {2}totalCount: Int!$/m, '  totalCount: Int', "from 'Int!' to 'Int'"],
  [
    'a new argument that is required',
    'actor(by: ActorBy!)',
    'actor(by: ActorBy!, of: ID!)',
    "Argument 'of: ID!' added",
  ],
])('%s breaks clients', async (_name, text, replacement, message) => {
  const contract = withoutDescriptions(await fetchContract())
  const changed = contract.replace(text, replacement)
  expect(changed).not.toBe(contract)
  expect((await findBreakingChanges(contract, changed)).join('\n')).toContain(message)
})

function withoutDescriptions(contract: string): string {
  const enter = (node: ASTNode) => ('description' in node ? { ...node, description: undefined } : undefined)
  return print(visit(parse(contract), { enter }))
}

test('each deprecation names what replaces it, and the version that may remove it', async () => {
  const reasons = deprecations(buildSchema(await fetchContract()))
  expect(reasons.filter(({ reason }) => !GOOD_REASON.test(reason))).toEqual([])
  const example = buildSchema('type Query { old: Int @deprecated(reason: "It was slow.") new: Int }')
  expect(deprecations(example)).toEqual([{ place: 'Query.old', reason: 'It was slow.' }])
  expect(GOOD_REASON.test('It was slow.')).toBe(false)
  expect(GOOD_REASON.test('Use `new`. Removed in 1.3.0 or later.')).toBe(true)
})

const GOOD_REASON = /`\w+.*`.*Removed in \d+\.\d+\.\d+ or later\.$/s

function deprecations(schema: GraphQLSchema): { place: string; reason: string }[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => {
      const members = isEnumType(type)
        ? type.getValues()
        : isObjectType(type) || isInterfaceType(type)
          ? Object.values(type.getFields()).flatMap((field) => [field, ...field.args])
          : isInputObjectType(type)
            ? Object.values(type.getFields())
            : []
      return members.flatMap(({ name, deprecationReason: reason }) =>
        reason === undefined || reason === null ? [] : [{ place: `${type.name}.${name}`, reason }],
      )
    })
}
