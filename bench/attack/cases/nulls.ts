import {
  getNamedType,
  isInputObjectType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql'
import { callOf, declaredFields, legalValue, nested, pathsByType } from '../../../test/support/illegal-arguments.ts'
import { ANSWERED, REFUSED, type Case } from '../case.ts'
import { operation } from '../http-case.ts'

/** Null is legal there; an argument that needs one of several fields may refuse it, and so may a field without an object. */
const NULL_OUTCOMES = [...ANSWERED, ...REFUSED, '200 BAD_USER_INPUT', '400 QUERY_TOO_COSTLY']

/** A case for each optional argument of a field of the schema, and for each optional field of its input: null. */
export function nullCases(schema: GraphQLSchema): Case[] {
  const tried = new Set<string>()
  return [...pathsByType(schema)].flatMap(([type, path]) =>
    declaredFields(type).flatMap((field) =>
      field.args.flatMap((argument) => {
        const inputName = getNamedType(argument.type).name
        const isFirst = !tried.has(inputName)
        tried.add(inputName)
        return nullsOf(argument, isFirst).map((value) =>
          operation(
            `null: ${type.name}.${field.name}(${argument.name}: ${value})`,
            NULL_OUTCOMES,
            nested(path, callOf(field, argument, value)),
          ),
        )
      }),
    ),
  )
}

/** @param withFields whether the fields of its input are tried too: the same code reads them for all fields */
function nullsOf({ type }: GraphQLArgument, withFields: boolean): string[] {
  return [...(isNonNullType(type) ? [] : ['null']), ...(withFields ? fieldNullsOf(type) : [])]
}

function fieldNullsOf(type: GraphQLInputType): string[] {
  const input = getNamedType(type)
  if (!isInputObjectType(input) || input.isOneOf) return []
  const fields = Object.values(input.getFields())
  return fields
    .filter((field) => !isNonNullType(field.type))
    .map(({ name }) => {
      const required = fields.filter((other) => isNonNullType(other.type))
      return `{ ${[...required.map((other) => `${other.name}: ${legalValue(other.type)}`), `${name}: null`].join(', ')} }`
    })
}
