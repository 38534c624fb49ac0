import { getNullableType, isLeafType, isNonNullType } from 'graphql'
import type { FieldSelection } from './field-info.ts'
import type { FieldWriter } from './field.ts'
import { leafWriter, type WriteLeaf } from './leaf.ts'
import type { Path, Run, Written } from './run.ts'

/** Writes a property of the object as it is, such as a column of its row: almost all fields of a page are such. */
export class ColumnField implements FieldWriter {
  readonly #property: string
  readonly #isNullable: boolean
  readonly #writeLeaf: WriteLeaf
  readonly #otherwise: FieldWriter

  constructor({ property, isNullable, writeLeaf }: Column, otherwise: FieldWriter) {
    this.#property = property
    this.#isNullable = isNullable
    this.#writeLeaf = writeLeaf
    this.#otherwise = otherwise
  }

  write(run: Run, object: unknown, above: Path | undefined): Written {
    const value = (object as Readonly<Record<string, unknown>>)[this.#property]
    if (value === null && this.#isNullable) return 'null'
    // What else there may be, a promise or an error, takes the long way.
    if (typeof value === 'object' || value === undefined) return this.#otherwise.write(run, object, above)
    try {
      return this.#writeLeaf(value)
    } catch {
      return this.#otherwise.write(run, object, above)
    }
  }
}

interface Column {
  property: string
  isNullable: boolean
  writeLeaf: WriteLeaf
}

/** Returns which property a field exposes; undefined if it needs its resolver, or the fields of its value are selected. */
export function columnOf({ field: { type, args, extensions } }: FieldSelection): Column | undefined {
  const property = extensions['pothosExposedField']
  const leaf = getNullableType(type)
  if (typeof property !== 'string' || args.length > 0 || !isLeafType(leaf)) return undefined
  return { property, isNullable: !isNonNullType(type), writeLeaf: leafWriter(leaf) }
}
