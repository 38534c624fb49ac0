import {
  execute,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  print,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { collect, withoutExcluded } from './collect.ts'
import { fieldOf, keysOf, knownType, requirementsOf, typeOfField, type Part } from './part.ts'
import { nameOfKey, project, TYPE, type Fragments } from './project.ts'
import { variablesIn, withVariables } from './variables.ts'

/**
 * The answer that a supergraph must give, made without a planner: each service is asked for its own fields, one object
 * at a time, and the answers are put together.
 */
export async function referenceAnswer(
  api: GraphQLSchema,
  parts: Part[],
  text: string,
  variables: Record<string, unknown> = {},
): Promise<unknown> {
  const document = withoutExcluded(parse(text), variables)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('A shape has one operation.')
  const fragments: Fragments = Object.fromEntries(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  )
  const reference = new Reference(api, parts, operation, variables, fragments)
  const rootValue = await reference.answerRoots()
  // Executing the whole query on what was found propagates nulls as the contract of the supergraph says.
  const { data } = await execute({
    schema: api,
    document,
    rootValue,
    variableValues: variables,
    fieldResolver: (source: Answer, _args, _context, { path }) => source[path.key],
    typeResolver: (value: Answer) => String(value[TYPE]),
  })
  return data
}

type Answer = Record<string, unknown>

/** By what an object is looked up: a field that is a key, and its value. */
interface Identity {
  key: string
  value: unknown
}

class Reference {
  private readonly api: GraphQLSchema
  private readonly parts: Part[]
  private readonly operation: OperationDefinitionNode
  private readonly variables: Record<string, unknown>
  private readonly fragments: Fragments

  constructor(
    api: GraphQLSchema,
    parts: Part[],
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
    fragments: Fragments,
  ) {
    this.api = api
    this.parts = parts
    this.operation = operation
    this.variables = variables
    this.fragments = fragments
  }

  async answerRoots(): Promise<Answer> {
    const root = this.api.getRootType(this.operation.operation)
    if (!root) throw new Error(`The supergraph has no ${this.operation.operation}.`)
    const answer: Answer = { [TYPE]: root.name }
    // One after the other, as mutations must be.
    for (const [key, field] of collect(this.api, root.name, [this.operation.selectionSet], this.fragments)) {
      if (field.name.value.startsWith('__')) continue
      const part = this.ownerOf(root.name, root.name, field.name.value)
      const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [field] }
      const found = await this.send(
        part,
        this.operation.operation,
        project(part, root.name, selectionSet, this.fragments),
      )
      answer[key] = await this.complete(part, typeOfField(part, root.name, field), found?.[key], field.selectionSet)
    }
    return answer
  }

  private async complete(part: Part, type: string, value: unknown, selectionSet?: SelectionSetNode): Promise<unknown> {
    if (Array.isArray(value)) {
      const items: unknown[] = []
      for (const item of value) items.push(await this.complete(part, type, item, selectionSet))
      return items
    }
    if (selectionSet === undefined || value === null || value === undefined) return value ?? null
    return this.completeObject(part, value as Answer, [selectionSet])
  }

  private async completeObject(part: Part, found: Answer, selectionSets: SelectionSetNode[]): Promise<Answer> {
    const nameInPart = String(found[TYPE])
    const keyInPart = keysOf(part, nameInPart)[0] ?? 'id'
    const identity: Identity = { key: keyInPart, value: found[nameOfKey(keyInPart)] }
    const type = await this.concreteType(nameInPart, identity)
    const answer: Answer = { [TYPE]: type }
    const elsewhere = new Map<Part, FieldNode[]>()
    for (const [key, field] of collect(this.api, type, selectionSets, this.fragments)) {
      if (field.name.value === '__typename') continue
      const own = fieldOf(part, nameInPart, field.name.value)
      if (field.name.value === identity.key) answer[key] = identity.value
      else if (own && requirementsOf(own) === undefined) {
        answer[key] = await this.complete(part, typeOfField(part, nameInPart, field), found[key], field.selectionSet)
      } else {
        const owner = this.ownerOf(type, nameInPart, field.name.value)
        elsewhere.set(owner, [...(elsewhere.get(owner) ?? []), field])
      }
    }
    for (const [owner, fields] of elsewhere) Object.assign(answer, await this.lookUp(owner, type, identity, fields))
    return answer
  }

  /** Asks the part that owns fields of an object for them, by a key that it knows. */
  private async lookUp(part: Part, type: string, identity: Identity, fields: FieldNode[]): Promise<Answer> {
    const known = knownType(part, type, this.interfacesOf(type))
    const keys = keysOf(part, known)
    const key = keys.includes(identity.key) ? identity.key : (keys[0] ?? 'id')
    const value = key === identity.key ? identity.value : (await this.require(type, identity, key))[key]
    // An object without the key that a part needs has none of its fields.
    const isKnown = value !== null && value !== undefined
    const representation: Answer = { __typename: known, [key]: value }
    for (const field of fields) {
      const definition = fieldOf(part, known, field.name.value)
      const required = definition && requirementsOf(definition)
      if (required !== undefined) Object.assign(representation, await this.require(type, identity, required))
    }
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: fields }
    const projected = project(part, known, selectionSet, this.fragments, true)
    const found = isKnown ? await this.entity(part, representation, projected) : undefined
    const answer: Answer = {}
    for (const field of fields) {
      const key = (field.alias ?? field.name).value
      answer[key] = await this.complete(part, typeOfField(part, known, field), found?.[key], field.selectionSet)
    }
    return answer
  }

  /** Reads the fields that another service needs, from the service that has them. */
  private async require(type: string, identity: Identity, fields: string): Promise<Answer> {
    const selectionSet = parse(`{ ${fields} }`).definitions.flatMap((each) =>
      each.kind === Kind.OPERATION_DEFINITION ? [each.selectionSet] : [],
    )[0]
    const first = selectionSet?.selections[0]
    if (selectionSet === undefined || first?.kind !== Kind.FIELD) throw new Error(`A field requires ${fields}.`)
    const owner = this.ownerOf(type, type, first.name.value)
    return (await this.entity(owner, { __typename: type, [identity.key]: identity.value }, selectionSet)) ?? {}
  }

  /** A part that does not know the kinds of an interface names the interface; the part that has the kinds knows. */
  private async concreteType(name: string, { key, value }: Identity): Promise<string> {
    if (!isAbstractType(this.api.getType(name))) return name
    const owner = this.parts.find(({ schema }) => isAbstractType(schema.getType(name)))
    if (owner === undefined) throw new Error(`No service knows the kinds of ${name}.`)
    const typename = parse(`{ ${TYPE}: __typename }`).definitions[0] as OperationDefinitionNode
    const found = await this.entity(owner, { __typename: name, [key]: value }, typename.selectionSet)
    // An object that is not stored is of no kind: all kinds have the fields of the interface, which are null.
    const [any] = owner.schema.getPossibleTypes(owner.schema.getType(name) as never)
    return String(found?.[TYPE] ?? any?.name)
  }

  private async entity(
    part: Part,
    representation: Answer,
    selectionSet: SelectionSetNode,
  ): Promise<Answer | undefined> {
    const onType = `... on ${String(representation['__typename'])} ${print(selectionSet)}`
    const query = `($representations: [_Any!]!) { _entities(representations: $representations) { ${onType} } }`
    const answer = await part.ask(`query ${withVariables(this.operation, query)}`, {
      ...variablesIn(this.variables, onType),
      representations: [representation],
    })
    return ((answer?.['_entities'] ?? []) as (Answer | null)[])[0] ?? undefined
  }

  private async send(part: Part, kind: string, selectionSet: SelectionSetNode): Promise<Answer | null> {
    const text = print(selectionSet)
    return part.ask(`${kind} ${withVariables(this.operation, `() ${text}`)}`, variablesIn(this.variables, text))
  }

  private ownerOf(type: string, nameInPart: string, field: string): Part {
    const names = [type, nameInPart, ...this.interfacesOf(type)]
    const owner = this.parts.find((part) =>
      names.some((name) => isObjectType(part.schema.getType(name)) && fieldOf(part, name, field)),
    )
    if (owner === undefined) throw new Error(`No service has the field ${type}.${field}.`)
    return owner
  }

  private interfacesOf(type: string): string[] {
    const named = this.api.getType(type)
    return isObjectType(named) ? named.getInterfaces().map(({ name }) => name) : []
  }
}
