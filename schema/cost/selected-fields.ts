import {
  getNamedType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { fragmentsOf, isIncluded, PerSelection } from '../prefetch/inclusion.ts'
import { definitionOf } from '../writer/collect-fields.ts'

/** An operation, with the values of its variables. */
export interface Selecting {
  schema: GraphQLSchema
  document: DocumentNode
  operation: OperationDefinitionNode
  /** Coerced. */
  variables: Record<string, unknown>
}

/** The fields that are selected of objects. */
export interface SelectedFields {
  all: readonly SelectedField[]
  names: ReadonlySet<string>
  /** Those that each object has. */
  common: readonly SelectedField[]
  /** Those that only objects of one type have, one list for each type. */
  alternatives: readonly (readonly SelectedField[])[]
}

type Choosing = Omit<Selecting, 'operation'>

/** A field that an operation selects, with all its selections: fields with the same key are answered once. */
export class SelectedField {
  readonly key: string
  readonly parentType: GraphQLNamedType
  /** Undefined for `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | undefined
  /** Such as `Event.title`. */
  readonly place: string
  /** The type of its value, or of the items of its list. */
  readonly type: GraphQLNamedType | undefined
  readonly nodes: FieldNode[] = []
  readonly #choosing: Choosing
  #below: SelectedFields | undefined

  constructor(key: string, parentType: GraphQLNamedType, name: string, choosing: Choosing) {
    this.key = key
    this.parentType = parentType
    this.field = definitionOf(parentType, name)
    this.place = `${parentType.name}.${name}`
    this.type = this.field && getNamedType(this.field.type)
    this.#choosing = choosing
  }

  /** The fields that are selected of its value. */
  get below(): SelectedFields {
    if (this.#below === undefined) {
      const selectionSets = this.nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
      this.#below = this.type ? fieldsOf(this.type, selectionSets, this.#choosing) : NONE
    }
    return this.#below
  }
}

const NONE: SelectedFields = { all: [], names: new Set(), common: [], alternatives: [] }

const fieldsByOperation = new PerSelection<SelectedFields>()

/** Returns the fields at the root of an operation, with those in fragments, without those that are skipped. */
export function selectedFields(selecting: Selecting): SelectedFields {
  const { schema, document, operation, variables } = selecting
  const fragments = fragmentsOf(document)
  return fieldsByOperation.get({ operation, fragments, variableValues: variables }, (choice) => {
    const type = schema.getRootType(operation.operation)
    return type ? fieldsOf(type, [operation.selectionSet], { schema, document, variables: choice }) : NONE
  })
}

function fieldsOf(
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
  choosing: Choosing,
): SelectedFields {
  const { schema, document, variables } = choosing
  const fragments = fragmentsOf(document)
  const fields = new Map<string, SelectedField>()
  const visited = new Set<string>()
  const collect = (parentType: GraphQLNamedType, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue
      if (selection.kind === Kind.FIELD) addField(parentType, selection)
      else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value]
        const typeName = fragment?.typeCondition?.name.value
        const fragmentType = typeName === undefined ? parentType : schema.getType(typeName)
        if (!fragment || !fragmentType) continue
        // A fragment that is spread twice at one place adds nothing.
        const spread =
          selection.kind === Kind.FRAGMENT_SPREAD ? `${parentType.name} ${selection.name.value}` : undefined
        if (spread !== undefined && visited.has(spread)) continue
        if (spread !== undefined) visited.add(spread)
        collect(fragmentType, fragment.selectionSet)
      }
    }
  }
  const addField = (parentType: GraphQLNamedType, node: FieldNode): void => {
    const key = node.alias?.value ?? node.name.value
    const place = `${parentType.name} ${key}`
    const selected = fields.get(place) ?? new SelectedField(key, parentType, node.name.value, choosing)
    selected.nodes.push(node)
    fields.set(place, selected)
  }
  for (const selectionSet of selectionSets) collect(type, selectionSet)
  const all = [...fields.values()]
  const isOfOneType = ({ parentType }: SelectedField) => parentType !== type && isObjectType(parentType)
  const types = new Set(all.filter(isOfOneType).map(({ parentType }) => parentType))
  return {
    all,
    names: new Set(all.map(({ field }) => field?.name ?? '')),
    common: all.filter((field) => !isOfOneType(field)),
    alternatives: [...types].map((each) => all.filter(({ parentType }) => parentType === each)),
  }
}
