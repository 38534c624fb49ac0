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

/** A query that calls a field with an illegal value of one argument. */
export interface Refusal {
  query: string
  field: string
  argument: string
}

/** The selections that lead from the root type to another type. */
export type Path = readonly string[]

export type Field = GraphQLField<unknown, unknown>

/** Illegal values by scalar: for example a number above every page size, or an impossible date. */
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
 * Returns queries that call each field of a schema with illegal values of each argument, one value for each query,
 * after the field `probe` of `withProbe`. A field of an interface is called through the interface, on rows of several
 * types. Mutations are not included, because their root fields run one after the other.
 */
export function refusals(schema: GraphQLSchema): Refusal[] {
  const root = schema.getQueryType()
  const paths = [...pathsByType(schema)].toSorted(([a], [b]) => Number(a === root) - Number(b === root))
  const tried = new Set<string>()
  return paths.flatMap(([type, path]) =>
    declaredFields(type).flatMap((field) =>
      field.args.flatMap((argument) => {
        const values = illegalValues(argument.type)
        const typeName = getNamedType(argument.type).name
        // The same code reads an input type for all fields: only the first field tries all of its values.
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

/** The fields of a type that none of its interfaces has. */
export function declaredFields(type: GraphQLNamedType): Field[] {
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  const inherited = new Set(type.getInterfaces().flatMap((parent) => Object.keys(parent.getFields())))
  return Object.values<Field>(type.getFields()).filter(({ name }) => !inherited.has(name))
}

/** A call of a field with legal values of its required arguments, and a value of one argument. */
export function callOf(field: Field, argument?: GraphQLArgument, value?: string): string {
  const others = field.args.filter((other) => other !== argument && isRequiredArgument(other))
  const args = [
    ...others.map(({ name, type }) => `${name}: ${legalValue(type)}`),
    ...(argument ? [`${argument.name}: ${value}`] : []),
  ]
  return `${field.name}(${args.join(', ')})${selectionOf(field)}`
}

/** The shortest selection below a field that makes it read its rows. */
export function selectionOf(field: Field): string {
  const type = getNamedType(field.type)
  // A connection reads its cursors only if its rows are selected.
  if (isObjectType(type) && 'nodes' in type.getFields()) return ' { nodes { __typename } }'
  return isComposite(type) ? ' { __typename }' : ''
}

/** The shortest path to each type. Connections get `first: 20`, so that several items are completed. */
export function pathsByType(schema: GraphQLSchema): Map<GraphQLNamedType, Path> {
  const root: GraphQLNamedType | null | undefined = schema.getQueryType()
  if (!root) throw new Error('The schema has no query type.')
  const paths = new Map<GraphQLNamedType, Path>([[root, []]])
  for (const [type, path] of paths) {
    const add = (to: GraphQLNamedType, step: string): void => {
      if (isComposite(to) && !paths.has(to)) paths.set(to, [...path, step])
    }
    if (isAbstractType(type)) for (const object of schema.getPossibleTypes(type)) add(object, `... on ${object.name}`)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values<Field>(type.getFields())) {
      if (field.args.some(isRequiredArgument) || field.name.startsWith('_')) continue
      const isPaged = field.args.some(({ name }) => name === 'first')
      add(getNamedType(field.type), isPaged ? `${field.name}(first: 20)` : field.name)
    }
  }
  return paths
}

export function nested(path: Path, selection: string): string {
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
    const otherFields = others.map((other) => `${other.name}: ${legalValue(other.type)}, `).join('')
    return illegalValues(field.type, depth + 1).map((value) => `{ ${otherFields}${field.name}: ${value} }`)
  })
}

export function legalValue(type: GraphQLInputType): string {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return `[${legalValue(nullable.ofType)}]`
  if (isEnumType(nullable)) return nullable.getValues()[0]!.name
  if (isInputObjectType(nullable)) {
    const required = Object.values(nullable.getFields()).filter(isRequiredInputField)
    return `{ ${required.map((field) => `${field.name}: ${legalValue(field.type)}`).join(', ')} }`
  }
  if (nullable.toString() === 'Int' || nullable.toString() === 'Float') return '1'
  return nullable.toString() === 'DateTime' ? '"2016-04-05T00:00:00Z"' : '"2016-04-05"'
}
