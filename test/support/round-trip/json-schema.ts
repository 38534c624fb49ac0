/** The keywords of JSON Schema that the formats of reports and corrections use. */
export interface JsonSchema {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  type?: string
  enum?: string[]
  const?: string
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  maxLength?: number
}

/** The name of the definition that a schema refers to: `Day` for `#/$defs/Day`; undefined without a reference. */
function definitionName({ $ref }: JsonSchema): string | undefined {
  return $ref?.slice($ref.lastIndexOf('/') + 1)
}

/** Follows references to definitions, and takes the alternative that is not null. */
export function resolveSchema(schema: JsonSchema, definitions: Record<string, JsonSchema>): JsonSchema {
  const name = definitionName(schema)
  const alternative = schema.anyOf?.find(({ type }) => type !== 'null')
  const target = name === undefined ? alternative : definitions[name]
  return target === undefined ? schema : resolveSchema(target, definitions)
}

/** The name of the definition that a schema or its alternative that is not null refers to, such as `Reference`. */
export function namedSchema(schema: JsonSchema): string | undefined {
  return definitionName(schema) ?? definitionName(schema.anyOf?.find(({ type }) => type !== 'null') ?? {})
}

/** A table by the ends of paths: `quote.exact` is the entry of `events.claims.quote.exact`. The longest end counts. */
export function entryOf<Entry>(entries: Readonly<Record<string, Entry>>, path: readonly string[]): Entry | undefined {
  for (let start = 0; start < path.length; start++) {
    const entry = entries[path.slice(start).join('.')]
    if (entry !== undefined) return entry
  }
  return undefined
}
