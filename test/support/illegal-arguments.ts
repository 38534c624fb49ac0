import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'

/** A query that calls a field with an illegal value. */
export interface Refusal {
  query: string
  field: string
  argument: string
}

/** Selections around a field: how to get from the root to its type. */
type Path = readonly string[]

type Field = GraphQLField<unknown, unknown>

/** No value of these scalars is legal: the number is above every page size, the date is no date. */
const ILLEGAL: Record<string, string[]> = {
  Int: ['1000000'],
  Float: ['-1e9'],
  ID: ['"nonsense"'],
  String: ['""', '"nonsense"'],
  EDTF: ['"aprill"'],
  Date: ['"2016-02-30"'],
  DateTime: ['"2999-01-01T00:00:00Z"'],
  Moment: ['"aprill"'],
  _Any: ['{}', '{ __typename: "Person" }'],
}

/**
 * Queries that call each field of a schema with illegal values of each of its arguments, one value a query, after the
 * field `probe`: see `withProbe`. A field of an interface is called through the interface, on rows of several types.
 * Mutations are executed one by one and are left out.
 */
export function refusals(schema: GraphQLSchema): Refusal[] {
  const root = schema.getQueryType()
  const paths = [...pathsByType(schema)].toSorted(([a], [b]) => Number(a === root) - Number(b === root))
  const tried = new Set<string>()
  return paths.flatMap(([type, path]) =>
    ownFields(type).flatMap((field) =>
      field.args.flatMap((argument) => {
        const values = illegalValues(argument.type)
        const typeName = getNamedType(argument.type).name
        // All fields read a filter with the same code, so that the first field tries all of its parts.
        const isTried = isInputObjectType(getNamedType(argument.type)) && tried.has(typeName)
        tried.add(typeName)
        return (isTried ? values.slice(0, 1) : values).map((value) => ({
          query: nested(path, `probe ${callOf(field, argument, value)}`),
          field: field.name,
          argument: argument.name,
        }))
      }),
    ),
  )
}

function ownFields(type: GraphQLNamedType): Field[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  const inherited = new Set(type.getInterfaces().flatMap((each) => Object.keys(each.getFields())))
  return Object.values<Field>(type.getFields()).filter(({ name }) => !inherited.has(name))
}

/** A call of a field with legal values of its required arguments, and a value of one argument. */
export function callOf(field: Field, argument?: GraphQLArgument, value?: string): string {
  const others = field.args.filter((other) => other !== argument && isRequiredArgument(other))
  const given = [
    ...others.map(({ name, type }) => `${name}: ${legalValue(type)}`),
    ...(argument ? [`${argument.name}: ${value}`] : []),
  ]
  const type = getNamedType(field.type)
  const isConnection = isObjectType(type) && 'nodes' in type.getFields()
  // A connection reads its cursors only where its rows are asked for.
  const selection = isConnection ? ' { nodes { __typename } }' : isComposite(type) ? ' { __typename }' : ''
  return `${field.name}(${given.join(', ')})${selection}`
}

/** The shortest path to each type; lists come in pages, so that several items are completed. */
function pathsByType(schema: GraphQLSchema): Map<GraphQLNamedType, Path> {
  const root: GraphQLNamedType = schema.getQueryType()!
  const paths = new Map<GraphQLNamedType, Path>([[root, []]])
  for (const [type, path] of paths) {
    const add = (to: GraphQLNamedType, step: string): void => {
      if (isComposite(to) && !paths.has(to)) paths.set(to, [...path, step])
    }
    if (isAbstractType(type)) for (const each of schema.getPossibleTypes(type)) add(each, `... on ${each.name}`)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values<Field>(type.getFields())) {
      if (field.args.some(isRequiredArgument) || field.name.startsWith('_')) continue
      const isPaged = field.args.some(({ name }) => name === 'first')
      add(getNamedType(field.type), isPaged ? `${field.name}(first: 20)` : field.name)
    }
  }
  return paths
}

function nested(path: Path, selection: string): string {
  return `{ ${path.reduceRight((inner, step) => `${step} { ${inner} }`, selection)} }`
}

function isComposite(type: GraphQLNamedType): boolean {
  return isObjectType(type) || isAbstractType(type)
}

function illegalValues(type: GraphQLInputType, depth = 0): string[] {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return illegalValues(nullable.ofType, depth).map((value) => `[${value}]`)
  if (!isInputObjectType(nullable)) return isEnumType(nullable) ? ['NONSENSE'] : (ILLEGAL[nullable.toString()] ?? [])
  if (depth > 1) return []
  const fields = Object.values(nullable.getFields())
  return fields.flatMap((field) => {
    const others = fields.filter((other) => other !== field && isRequiredInputField(other))
    const given = others.map((other) => `${other.name}: ${legalValue(other.type)}, `).join('')
    return illegalValues(field.type, depth + 1).map((value) => `{ ${given}${field.name}: ${value} }`)
  })
}

function legalValue(type: GraphQLInputType): string {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return `[${legalValue(nullable.ofType)}]`
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name
  if (isInputObjectType(nullable)) {
    const required = Object.values(nullable.getFields()).filter(isRequiredInputField)
    return `{ ${required.map((field) => `${field.name}: ${legalValue(field.type)}`).join(', ')} }`
  }
  return nullable.toString() === 'Int' || nullable.toString() === 'Float' ? '1' : '"2016-04-05"'
}
