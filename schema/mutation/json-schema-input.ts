import type { InputFieldRef, InputRef } from '@pothos/core'
import type { Bound } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import { enumByName } from '../builder/enum-type.ts'

type Types = typeof builder.$inferSchemaTypes
type Value = {} | null | undefined
type Shape = Record<string, Value>
type Scalar = 'Boolean' | 'Date' | 'EDTF' | 'Float' | 'Int' | 'String'
type Named = Scalar | InputRef<Shape> | InputRef<string>

/** The fields of an input whose names and types are known only at start-up. */
export type InputFields = Record<string, InputFieldRef<Types, Value>>
export type InputFieldBuilder = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

/** The keywords of JSON Schema that the report format uses. */
export interface JsonSchema {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  /** Of an enum, or of a list of an enum: the name of the GraphQL enum. */
  title?: string | undefined
  type?: string
  enum?: string[]
  description?: string
  items?: JsonSchema
  maxItems?: number
  maxLength?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
}

const SCALARS: Record<string, Scalar> = { integer: 'Int', number: 'Float', boolean: 'Boolean', string: 'String' }

/** Definitions that are scalars of the GraphQL schema too. The others are read as `String` and checked by `ingest/`. */
const SCALAR_DEFINITIONS: Record<string, Scalar> = { Day: 'Date', Edtf: 'EDTF' }

/** Makes GraphQL inputs from a JSON Schema: an object becomes an input type, an enum the GraphQL enum of its title. */
export class InputConverter {
  readonly #definitions: Record<string, JsonSchema>
  readonly #inputs = new Map<string, InputRef<Shape>>()

  constructor({ $defs = {} }: JsonSchema) {
    this.#definitions = $defs
  }

  /** @throws {Error} if the JSON Schema has no definition of this name */
  definition(name: string): JsonSchema {
    const schema = this.#definitions[name]
    if (schema === undefined) throw new Error(`The JSON Schema has no definition ${name}.`)
    return schema
  }

  /** @throws {Error} if the schema has no property of this name */
  static property({ properties }: JsonSchema, name: string): JsonSchema {
    const schema = properties?.[name]
    if (schema === undefined) throw new Error(`The JSON Schema has no property ${name}.`)
    return schema
  }

  /**
   * Returns the fields for the properties of an object.
   * @param owner the prefix of the names of input types for nested objects that have no name of their own
   * @throws {Error} if a property has a type or an enum that the GraphQL schema lacks
   */
  fields(t: InputFieldBuilder, owner: string, { properties = {}, required = [] }: JsonSchema): InputFields {
    return Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [
        name,
        t.field({
          type: this.#typeOf(schema, `${owner}${capitalize(name)}`),
          required: required.includes(name),
          description: this.description(schema),
          bound: this.bound(schema),
        }),
      ]),
    )
  }

  /** Returns the input type `<name>Input` for an object; the same one at each call with the same name. */
  input(name: string, schema: JsonSchema): InputRef<Shape> {
    const existing = this.#inputs.get(name)
    if (existing) return existing
    const ref = builder.inputRef<Shape>(`${name}Input`)
    // Stored before its fields are read: an input may contain itself.
    this.#inputs.set(name, ref)
    ref.implement({ description: this.description(schema), fields: (t) => this.fields(t, name, schema) })
    return ref
  }

  description({ description, $ref }: JsonSchema): string {
    return description ?? ($ref === undefined ? '' : (this.definition(nameOf($ref)).description ?? ''))
  }

  /** The bound that `ingest/` checks: that of the format; without one, the default of the schema. */
  bound(schema: JsonSchema): Partial<Bound> | undefined {
    const { maxItems, items = schema } = schema
    const { maxLength = items.$ref && this.definition(nameOf(items.$ref)).maxLength } = items
    if (maxItems === undefined && typeof maxLength !== 'number') return undefined
    return {
      isCheckedByIngest: true,
      ...(maxItems !== undefined && { items: maxItems }),
      ...(typeof maxLength === 'number' && { characters: maxLength }),
    }
  }

  #typeOf(schema: JsonSchema, name: string): Named | [Named] {
    return schema.type === 'array' && schema.items
      ? [this.#itemTypeOf({ title: schema.title, ...schema.items }, name)]
      : this.#itemTypeOf(schema, name)
  }

  #itemTypeOf(schema: JsonSchema, name: string): Named {
    if (schema.$ref !== undefined) {
      const definitionName = nameOf(schema.$ref)
      const definition = this.definition(definitionName)
      return SCALAR_DEFINITIONS[definitionName] ?? this.#itemTypeOf(definition, definitionName)
    }
    if (schema.type === 'object') return this.input(name, schema)
    if (schema.enum) {
      if (schema.title === undefined)
        throw new Error(`${name} has an enum without a title: add .meta({ title: 'NameOfTheEnum' }).`)
      return enumByName(schema.title)
    }
    const scalar = SCALARS[schema.type ?? '']
    if (scalar === undefined) throw new Error(`${name} has the type ${schema.type}, which is not converted to GraphQL.`)
    return scalar
  }
}

/** @returns the name with a capital first letter, as GraphQL types are named */
export function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** The name of a definition in `#/$defs/Name`. */
function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}
