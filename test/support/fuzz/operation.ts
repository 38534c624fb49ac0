import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql'
import type { Chance } from '../random.ts'
import { jsonOf, literalOf, ValueMaker } from './values.ts'

/** An operation to send. */
export interface FuzzOperation {
  query: string
  variables: Record<string, unknown>
}

type Field = GraphQLField<unknown, unknown>

const MAX_DEPTH = 7

/** Makes random operations of a schema, most of them valid. */
export class OperationMaker {
  readonly #schema: GraphQLSchema
  readonly #chance: Chance
  readonly #values: ValueMaker
  #variables: Record<string, unknown> = {}
  #declarations: string[] = []
  #fragments: string[] = []

  /** @param known ids and cursors from earlier answers; may grow */
  constructor(schema: GraphQLSchema, chance: Chance, known: readonly string[]) {
    this.#schema = schema
    this.#chance = chance
    this.#values = new ValueMaker(chance, known)
  }

  next(): FuzzOperation {
    this.#variables = {}
    this.#declarations = []
    this.#fragments = []
    const chance = this.#chance
    const kind = chance.is(0.88) ? 'query' : chance.of(['mutation', 'subscription'] as const)
    const root = this.#schema.getRootType(kind as OperationTypeNode)
    if (!root) throw new Error(`The schema has no type for a ${kind}.`)
    const selection = this.#selection(root, 0)
    const declarations = this.#declarations.length > 0 ? `(${this.#declarations.join(', ')})` : ''
    const document = [`${kind} Fuzz${declarations} ${selection}`, ...this.#fragments].join('\n')
    return { query: chance.is(0.1) ? this.#damaged(document) : document, variables: this.#variables }
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const chance = this.#chance
    const parts: string[] = []
    if (isObjectType(type) || isInterfaceType(type)) {
      const fields: Field[] = Object.values(type.getFields())
      const leaves = fields.filter(({ type: fieldType }) => !isCompositeType(getNamedType(fieldType)))
      const nested = depth < MAX_DEPTH ? fields.filter((field) => !leaves.includes(field)) : []
      const count = depth === 0 ? 1 + chance.below(2) : chance.below(depth > 3 ? 2 : 4)
      for (let n = 0; n < count && nested.length > 0; n++) parts.push(this.#field(chance.of(nested), depth))
      parts.push(...chance.some(leaves, 0.2).map((field) => this.#field(field, depth)))
    }
    if (isAbstractType(type) && depth < MAX_DEPTH && chance.is(0.5)) {
      const object = chance.of(this.#schema.getPossibleTypes(type))
      parts.push(this.#fragment(object.name, this.#selection(object, depth + 1)))
    }
    if (parts.length === 0 || chance.is(0.1)) parts.push('__typename')
    return `{ ${parts.join(' ')} }`
  }

  #field(field: Field, depth: number): string {
    const chance = this.#chance
    const args = field.args.filter((arg) => isRequiredArgument(arg) || chance.is(0.35))
    const written = args.map((arg) => `${arg.name}: ${this.#argument(String(arg.type), this.#values.value(arg.type))}`)
    const alias = chance.is(0.4) ? `a${chance.below(1000)}: ` : ''
    const directive = chance.is(0.04)
      ? ` @${chance.of(['skip', 'include'])}(if: ${this.#argument('Boolean!', chance.is(0.5))})`
      : ''
    const type = getNamedType(field.type)
    const selection = isCompositeType(type) ? ` ${this.#selection(type, depth + 1)}` : ''
    return `${alias}${field.name}${written.length > 0 ? `(${written.join(', ')})` : ''}${directive}${selection}`
  }

  /** Half of the arguments are variables. */
  #argument(type: string, value: Parameters<typeof literalOf>[0]): string {
    if (this.#chance.is(0.5)) return literalOf(value)
    const name = `v${this.#declarations.length}`
    this.#declarations.push(`$${name}: ${type}`)
    this.#variables[name] = jsonOf(value)
    return `$${name}`
  }

  #fragment(type: string, selection: string): string {
    if (this.#chance.is(0.7)) return `... on ${type} ${selection}`
    const name = `F${this.#fragments.length}`
    this.#fragments.push(`fragment ${name} on ${type} ${selection}`)
    return `...${name}`
  }

  /** A document with one change somewhere: most such documents are refused. */
  #damaged(document: string): string {
    const chance = this.#chance
    const position = chance.below(document.length)
    const [before, after] = [document.slice(0, position), document.slice(position)]
    return chance.of([
      () => before,
      () => before + after.slice(1),
      () => before + chance.of(['{', '}', '(', '"', '...', '@x', '$', '\u0000', '#', '🙂', '""" ']) + after,
      () => before + after.slice(0, 40).repeat(30) + after,
      () => document + document,
    ])()
  }
}
