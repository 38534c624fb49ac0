import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql'
import { boundOf } from '../../../schema/builder/bound.ts'
import { checkBounds, noContents, VariableReference, type Contents } from '../../../schema/builder/check-bounds.ts'
import { badUserInput } from '../../../schema/builder/errors.ts'

/** In one operation. Parsing the slowest dates of this length takes about 50 ms. */
const MAX_EDTF_CHARACTERS_IN_ALL = 4_000

/** In one operation that is no mutation. Coercing a filter takes about 20 microseconds. */
const MAX_INPUT_OBJECTS = 2_000
const MAX_IDS = 2_000

/** What the arguments of one operation or fragment contain. */
export interface DefinitionContents {
  /** Undefined for a fragment. */
  operation: string | undefined
  isFragment: boolean
  contents: Contents
  /** The argument of each problem. */
  nodes: ArgumentNode[]
}

/** What the arguments of a document contain, and what exceeds a bound. */
export function boundsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
): { definitions: DefinitionContents[]; errors: GraphQLError[] } {
  const definitions = contentsOf(schema, document)
  const errors = definitions.flatMap(({ contents, nodes }) =>
    contents.problems.map((problem, i) => atNode(problem, nodes[i])),
  )
  return { definitions, errors }
}

function atNode(problem: string, node: ArgumentNode | undefined): GraphQLError {
  return new GraphQLError(problem, { extensions: { code: 'BAD_USER_INPUT' }, ...(node && { nodes: node }) })
}

function contentsOf(schema: GraphQLSchema, document: DocumentNode): DefinitionContents[] {
  const typeInfo = new TypeInfo(schema)
  return document.definitions.map((definition) => {
    const contents = noContents()
    const nodes: ArgumentNode[] = []
    visit(
      definition,
      visitWithTypeInfo(typeInfo, {
        Argument(node) {
          const argument = typeInfo.getArgument()
          if (!argument) return undefined
          checkBounds(valueOf(node.value), argument.type, boundOf(argument), argument.name, contents)
          while (nodes.length < contents.problems.length) nodes.push(node)
          // Its value is checked.
          return false
        },
      }),
    )
    return {
      operation: definition.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined,
      isFragment: definition.kind === Kind.FRAGMENT_DEFINITION,
      contents: { ...contents, uses: distinctUses(contents) },
      nodes,
    }
  })
}

/** The value of a literal, with references instead of variables. */
function valueOf(node: ValueNode): unknown {
  return valueFromASTUntyped(node, referencesByName)
}

const referencesByName: Record<string, VariableReference> = new Proxy(
  {},
  { get: (_target, name) => new VariableReference(String(name)) },
)

/** A variable that many fields use in the same way is checked once. */
function distinctUses({ uses }: Contents): Contents['uses'] {
  const byKey = new Map(
    uses.map((use) => [`${use.variable} ${String(use.type)} ${Object.values(use.bound).join(' ')}`, use]),
  )
  return [...byKey.values()]
}

/**
 * Checks values in variables before they are coerced.
 * @param checked all definitions of the document of the operation
 */
export function checkBoundsOfVariables(
  checked: readonly DefinitionContents[],
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): GraphQLError[] {
  const definitions = checked.filter(({ isFragment, operation: name }) => isFragment || name === operation.name?.value)
  const contents = noContents()
  for (const definition of definitions) {
    contents.edtfCharacters += definition.contents.edtfCharacters
    contents.objectCount += definition.contents.objectCount
    contents.idCount += definition.contents.idCount
    for (const { variable, type, bound, path } of definition.contents.uses) {
      const given = Object.hasOwn(variables, variable) ? variables[variable] : undefined
      const node = operation.variableDefinitions?.find(({ variable: { name } }) => name.value === variable)
      const value = given === undefined && node?.defaultValue ? valueFromASTUntyped(node.defaultValue) : given
      checkBounds(value, type, bound, path, contents)
    }
  }
  contents.problems.push(...problemsOfTotals(contents, operation.operation))
  return contents.problems.map(badUserInput)
}

/** Checks what is small in each argument but large in all together. A mutation has one report or one object. */
function problemsOfTotals(contents: Contents, operation: OperationTypeNode): string[] {
  if (operation === OperationTypeNode.MUTATION) return []
  return [
    ['EDTF characters', contents.edtfCharacters, MAX_EDTF_CHARACTERS_IN_ALL] as const,
    ['input objects, such as filters,', contents.objectCount, MAX_INPUT_OBJECTS] as const,
    ['ids', contents.idCount, MAX_IDS] as const,
  ].flatMap(([what, count, max]) =>
    count > max ? [`The arguments of an operation must have at most ${max} ${what} in all; these have ${count}.`] : [],
  )
}
