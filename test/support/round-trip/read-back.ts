import { entryOf, namedSchema, resolveSchema, type JsonSchema } from './json-schema.ts'

/** The fields of a selection, each with the fields below it; a name can have arguments or be an inline fragment. */
interface Selection {
  [field: string]: Selection
}

/** What to read to see a value again, and what the answer must contain. */
export interface Reading {
  selection: Selection
  expected: unknown
}

/**
 * The readings of fields that are not read from the field of the same name, by the ends of their paths; none if the
 * value is read elsewhere. A name can have arguments, or be an inline fragment.
 */
export type ReadingRules = Readonly<Record<string, (value: unknown, reading: Reading) => Record<string, Reading>>>

/**
 * Derives how to read a document over GraphQL: each field of the format is read from the field of the same name, and a
 * reference from the object that it refers to. So a new field of the format that has no field in the graph fails.
 */
export class ReadBack {
  readonly #definitions: Record<string, JsonSchema>
  readonly #rules: ReadingRules
  readonly #labels = new Map<unknown, Record<string, unknown>>()

  /** @param document the objects that keys refer to, at any depth; of those with one key the last counts */
  constructor(definitions: Record<string, JsonSchema>, rules: ReadingRules, document: unknown) {
    this.#definitions = definitions
    this.#rules = rules
    this.#collectLabels(document)
  }

  /** An object with a key is recognized by its name, title or hedge. */
  #collectLabels(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    const { key, name, title, hedge } = value as Record<string, unknown>
    if (key !== undefined)
      this.#labels.set(key, name === undefined ? (title === undefined ? { hedge } : { title }) : { name })
    for (const part of Object.values(value)) this.#collectLabels(part)
  }

  /** @param path of the value, without positions in lists */
  of(schema: JsonSchema, value: unknown, path: readonly string[] = []): Reading {
    const { type, properties = {}, items } = resolveSchema(schema, this.#definitions)
    if (namedSchema(schema) === 'Reference' || (path.at(-1) === 'claim' && path.at(-2) === 'quantities')) {
      const label = this.#labels.get(value) ?? { id: value }
      return { selection: Object.fromEntries(Object.keys(label).map((name) => [name, {}])), expected: label }
    }
    if (type === 'array' && items) {
      const readings = (value as unknown[]).map((item) => this.of(items, item, path))
      return {
        selection: mergeSelections(readings.map(({ selection }) => selection)),
        expected: readings.map(({ expected }) => expected),
      }
    }
    if (type !== 'object') return { selection: {}, expected: value }
    const fields = Object.entries(value as object).flatMap(([name, field]) => {
      const fieldPath = [...path, name]
      const reading = this.of(properties[name] ?? {}, field, fieldPath)
      const rule = entryOf(this.#rules, fieldPath)
      return Object.entries(rule ? rule(field, reading) : { [name]: reading })
    })
    return {
      selection: mergeSelections(fields.map(([name, { selection }]) => ({ [name]: selection }))),
      expected: Object.assign(
        {},
        ...fields.map(([name, { expected }]) => (isFragment(name) ? expected : { [nameOf(name)]: expected })),
      ),
    }
  }
}

function isFragment(name: string): boolean {
  return name.startsWith('...')
}

/** The name of a field without its arguments. */
function nameOf(field: string): string {
  return field.replace(/\(.*/, '')
}

function mergeSelections(selections: readonly Selection[]): Selection {
  const merged: Selection = {}
  for (const selection of selections) {
    for (const [name, below] of Object.entries(selection)) merged[name] = mergeSelections([merged[name] ?? {}, below])
  }
  return merged
}

/** Writes a selection in GraphQL, without outer braces. */
export function printSelection(selection: Selection): string {
  return Object.entries(selection)
    .map(([name, below]) => (Object.keys(below).length === 0 ? name : `${name} { ${printSelection(below)} }`))
    .join(' ')
}
