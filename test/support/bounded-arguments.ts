import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql'
import { boundOf, type Bound } from '../../schema/builder/bound.ts'
import { declaredFields, nested, pathsByType, selectionOf, type Field, type Path } from './illegal-arguments.ts'

/** An argument, or an input field that an argument contains, and a call that can give it any value. */
export interface Position {
  operation: 'query' | 'mutation'
  path: Path
  field: Field
  argument: GraphQLArgument
  /** The input fields from the argument to the position; empty for the argument itself. */
  steps: readonly GraphQLInputField[]
}

/** One operation with a value at a position. */
export interface PositionCase {
  query: string
  variables: { value: unknown }
  /** The name of the argument or input field, and of the details of a kind that it belongs to. */
  names: string[]
}

/**
 * Returns every argument of a schema and every input field. An input type is entered once: the same code reads it for
 * all arguments.
 */
export function positions(schema: GraphQLSchema): Position[] {
  const visited = new Set<string>()
  const within = (position: Position, type: GraphQLInputType): Position[] => {
    const named = getNamedType(type)
    if (!isInputObjectType(named) || visited.has(named.name)) return [position]
    visited.add(named.name)
    const inner = Object.values(named.getFields()).flatMap((step) =>
      within({ ...position, steps: [...position.steps, step] }, step.type),
    )
    return [position, ...inner]
  }
  const ofField = (operation: Position['operation'], path: Path, field: Field) =>
    field.args.flatMap((argument) => within({ operation, path, field, argument, steps: [] }, argument.type))
  return [
    ...[...pathsByType(schema)].flatMap(([type, path]) =>
      declaredFields(type).flatMap((field) => ofField('query', path, field)),
    ),
    ...Object.values<Field>(schema.getMutationType()?.getFields() ?? {}).flatMap((field) =>
      ofField('mutation', [], field),
    ),
  ]
}

/** The argument or the input field of a position. */
export function targetOf({ argument, steps }: Position): GraphQLArgument | GraphQLInputField {
  return steps.at(-1) ?? argument
}

/** The path of a position, for test output. */
export function nameOf({ field, argument, steps }: Position): string {
  return [field.name, argument.name, ...steps.map(({ name }) => name)].join('.')
}

/**
 * Returns the operation with a value at a position, in a variable or as a literal.
 * @param siblings values of required input fields beside the position, by name
 * @param literal GraphQL text of the value
 */
export function caseOf(
  position: Position,
  value: unknown,
  siblings: Record<string, unknown> = {},
  literal?: string,
): PositionCase {
  const { operation, path, field, argument, steps } = position
  const name = targetOf(position).name
  const others = field.args.filter((other) => other !== argument && isRequiredArgument(other))
  const args = [
    ...others.map((other) => `${other.name}: ${literalOf(legalValue(other.type), other.type)}`),
    `${argument.name}: ${literal === undefined ? '$value' : literalWithin(steps, argument.type, literal)}`,
  ]
  const selection = operation === 'query' ? selectionOf(field) : ' { errors { code path message } }'
  const call = `${field.name}(${args.join(', ')})${selection}`
  const document = operation === 'query' ? nested(path, call) : `{ ${call} }`
  const variables = literal === undefined ? `($value: ${String(argument.type)})` : ''
  return {
    query: `${operation}${variables} ${document}`,
    variables: { value: valueWithin(steps, argument.type, value, siblings) },
    names: [name, ...steps.filter(({ type }) => /Details/.test(String(type))).map((step) => step.name)],
  }
}

function valueWithin(
  steps: readonly GraphQLInputField[],
  type: GraphQLInputType,
  value: unknown,
  siblings: Record<string, unknown>,
): unknown {
  const [step, ...others] = steps
  const nullable = getNullableType(type)
  if (step === undefined) return value
  if (isListType(nullable)) return [valueWithin(steps, nullable.ofType, value, siblings)]
  const required = requiredFields(nullable, step)
  for (const name of Object.keys(required)) if (name in siblings) required[name] = siblings[name]
  return { ...required, [step.name]: valueWithin(others, step.type, value, siblings) }
}

function literalWithin(steps: readonly GraphQLInputField[], type: GraphQLInputType, literal: string): string {
  const [step, ...others] = steps
  const nullable = getNullableType(type)
  if (step === undefined) return literal
  if (isListType(nullable)) return `[${literalWithin(steps, nullable.ofType, literal)}]`
  const siblings = isInputObjectType(nullable)
    ? Object.values(nullable.getFields())
        .filter((field) => field !== step && isRequiredInputField(field))
        .map(({ name, type: of }) => `${name}: ${literalOf(legalValue(of), of)}`)
    : []
  return `{ ${[...siblings, `${step.name}: ${literalWithin(others, step.type, literal)}`].join(', ')} }`
}

function requiredFields(type: GraphQLInputType, except?: GraphQLInputField): Record<string, unknown> {
  if (!isInputObjectType(type)) return {}
  const fields = Object.values(type.getFields()).filter((field) => field !== except && isRequiredInputField(field))
  return Object.fromEntries(fields.map(({ name, type: of }) => [name, legalValue(of)]))
}

function legalValue(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return [legalValue(nullable.ofType)]
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name
  if (isInputObjectType(nullable)) return requiredFields(nullable)
  return LEGAL[nullable.name] ?? '2016-04-05'
}

const LEGAL: Record<string, unknown> = {
  Boolean: true,
  DateTime: '2016-04-05T00:00:00Z',
  Float: 1,
  Int: 1,
  _Any: { __typename: 'Person', id: 'a' },
}

function literalOf(value: unknown, type: GraphQLInputType): string {
  const nullable = getNullableType(type)
  if (Array.isArray(value) && isListType(nullable)) {
    return `[${value.map((item) => literalOf(item, nullable.ofType)).join(', ')}]`
  }
  if (isEnumType(nullable)) return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = isInputObjectType(nullable) ? nullable.getFields() : {}
  const entries = Object.entries(value as Record<string, unknown>).map(([name, item]) => {
    const of = fields[name]?.type
    return `${name}: ${of ? literalOf(item, of) : JSON.stringify(item)}`
  })
  return `{ ${entries.join(', ')} }`
}

/** Returns the largest value that a position accepts: by its length, its words, its items, or its number. */
export function largestValue(position: Position): unknown {
  const target = targetOf(position)
  const bound = boundOf(target)
  const nullable = getNullableType(target.type)
  if (!isListType(nullable)) return largestItem(nullable, bound)
  return Array.from({ length: bound.items }, (_, i) => largestItem(nullable.ofType, bound, i))
}

/**
 * Returns values one beyond the bound of a position, by what is beyond; none for a number, a boolean, an enum and a text
 * of a fixed format.
 */
export function valuesBeyond(position: Position): unknown[] {
  const target = targetOf(position)
  const bound = boundOf(target)
  const nullable = getNullableType(target.type)
  const itemType = isListType(nullable) ? nullable.ofType : nullable
  const longer = isText(itemType) ? [largestItem(itemType, { ...bound, characters: bound.characters + 1 })] : []
  const wordier = bound.words === undefined ? [] : [largestItem(itemType, { ...bound, words: bound.words + 1 })]
  const values = [...longer, ...wordier]
  if (!isListType(nullable)) return values
  const items = Array.from({ length: bound.items + 1 }, () => legalValue(itemType))
  return [items, ...values.map((value) => [value])]
}

function isText(type: GraphQLInputType): boolean {
  return ['EDTF', 'ID', 'String', 'URL'].includes(getNamedType(type).name)
}

/** @param index makes the items of a list different */
function largestItem(type: GraphQLInputType, { characters, words = 1 }: Bound, index = 0): unknown {
  const { name } = getNamedType(type)
  if (name === 'EDTF') return edtfSetOf(characters)
  if (name === 'URL') return 'https://desk.example/'.padEnd(characters, 'a')
  if (!isText(type)) return NUMBERS[name] ?? legalValue(type)
  const text = Array.from({ length: words }, (_, i) => `w${index}x${i}`).join(' ')
  return text.padEnd(characters, 'a')
}

/** The slowest dates to parse are sets of days. The last member has more or fewer digits of a second. */
function edtfSetOf(characters: number): string {
  const days = '2016-04-05,'.repeat(Math.floor((characters - 2) / 11) - 2)
  const years = '2016,'.repeat(Math.floor((characters - 2 - days.length) / 5) - 1)
  return `{${days}${years}`.padEnd(characters - 5, ' ').concat('2016}')
}

const NUMBERS: Record<string, unknown> = { Int: 2_147_483_647, Float: Number.MAX_VALUE }
