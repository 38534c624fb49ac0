import type {
  GraphQLField,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  OperationDefinitionNode,
} from 'graphql'
import type { FieldNodes } from './collect-fields.ts'
import type { Path, Run } from './run.ts'

/** A field that is selected of the objects of one type. */
export interface FieldSelection {
  parentType: GraphQLObjectType
  /** The key of its value in the answer. */
  key: string
  nodes: FieldNodes
  field: GraphQLField<unknown, unknown>
}

/**
 * What a resolver learns of the field that it resolves. There is one for each call, so that it holds only references to
 * what all calls of a selected field, and all fields of an operation, share.
 */
export class FieldInfo implements GraphQLResolveInfo {
  readonly path: Path
  readonly #selection: FieldSelection
  readonly #operation: Run['info']

  constructor(selection: FieldSelection, { info }: Run, path: Path) {
    this.path = path
    this.#selection = selection
    this.#operation = info
  }

  get fieldName(): string {
    return this.#field.name
  }

  get fieldNodes(): FieldNodes {
    return this.#selection.nodes
  }

  get returnType(): GraphQLOutputType {
    return this.#field.type
  }

  get parentType(): GraphQLObjectType {
    return this.#selection.parentType
  }

  get schema(): GraphQLResolveInfo['schema'] {
    return this.#operation.schema
  }

  get fragments(): GraphQLResolveInfo['fragments'] {
    return this.#operation.fragments
  }

  get rootValue(): unknown {
    return this.#operation.rootValue
  }

  get operation(): OperationDefinitionNode {
    return this.#operation.operation
  }

  get variableValues(): GraphQLResolveInfo['variableValues'] {
    return this.#operation.variableValues
  }

  get #field(): GraphQLField<unknown, unknown> {
    return this.#selection.field
  }
}
