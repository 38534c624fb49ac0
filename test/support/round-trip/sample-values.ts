import { entryOf, namedSchema, resolveSchema, type JsonSchema } from './json-schema.ts'

/** Values that the schema alone cannot give, by the ends of their paths; undefined leaves a field out. */
export type SampleRules = Readonly<Record<string, (position: number) => unknown>>

/** Numbers of items of lists, by the ends of their paths; the default is 1. */
export type ListSizes = Readonly<Record<string, (position: number) => number>>

/**
 * Makes values that give every field of a JSON Schema. Texts and numbers differ from each other, and an enum has its
 * last value, which is never its default, so that a field that is lost or exchanged shows.
 */
export class SampleMaker {
  readonly #definitions: Record<string, JsonSchema>
  readonly #rules: SampleRules
  readonly #sizes: ListSizes
  #count: number

  /** @param firstCount the number from which texts and numbers are counted, to make other values */
  constructor(definitions: Record<string, JsonSchema>, rules: SampleRules, sizes: ListSizes, firstCount = 0) {
    this.#definitions = definitions
    this.#rules = rules
    this.#sizes = sizes
    this.#count = firstCount
  }

  /**
   * @param path of the value, without positions in lists
   * @param position of the innermost list item that contains the value
   * @throws {Error} if the schema does not suffice to make a valid value, and no rule has one
   */
  value(schema: JsonSchema, path: readonly string[] = [], position = 0): unknown {
    const rule = entryOf(this.#rules, path)
    if (rule !== undefined) return rule(position)
    const { type, properties = {}, items } = resolveSchema(schema, this.#definitions)
    if (type === 'object') {
      const fields = Object.entries(properties).map(([name, field]) => [
        name,
        this.value(field, [...path, name], position),
      ])
      return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
    }
    if (type === 'array' && items) {
      const size = entryOf(this.#sizes, path)?.(position) ?? 1
      return Array.from({ length: size }, (_, index) => this.value(items, path, index))
    }
    return this.#scalar(schema, path)
  }

  #scalar(schema: JsonSchema, path: readonly string[]): unknown {
    const count = ++this.#count
    const { type, enum: values, maxLength } = resolveSchema(schema, this.#definitions)
    const named = NAMED_VALUES[namedSchema(schema) ?? '']
    if (named) return named(count)
    if (values) return values.at(-1)
    if (type === 'string' && maxLength !== undefined) return `${path.at(-1)} ${count}`.slice(-maxLength)
    if (type === 'integer') return count
    if (type === 'number') return (count % 80) + 0.25
    if (type === 'boolean') return true
    throw new Error(`There is no rule for a value of ${path.join('.')}.`)
  }
}

/** Values by the definition of the schema that they must match. */
const NAMED_VALUES: Readonly<Record<string, (count: number) => unknown>> = {
  Day: (count) => new Date(Date.UTC(2019, 0, count)).toISOString().slice(0, 10),
  LanguageTag: () => 'hy',
  LocalKey: (count) => `key-${count}`,
  Moment: (count) => new Date(Date.UTC(2020, 0, 6, 0, count % 1000)).toISOString(),
  WebAddress: (count) => `https://example.org/${count}`,
}
