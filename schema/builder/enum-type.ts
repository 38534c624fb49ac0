import type { InputRef } from '@pothos/core'
import { builder } from './builder.ts'

const enums = new Map<string, InputRef<unknown>>()

/**
 * Declares an enum over one of the closed word lists of `database/tables/enums.ts`.
 * @param description what the values distinguish, with the source of the distinction
 * @param values each value with its description; a missing value is a type error
 */
export function enumType<Value extends string>(name: string, description: string, values: Record<Value, string>) {
  const ref = builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(values).map(([value, meaning]) => [value, { description: meaning }]),
    ) as Record<Value, { description: string }>,
  })
  enums.set(name, ref)
  return ref
}

/** @throws {Error} if `enumType` has not declared an enum of this name */
export function enumByName(name: string): InputRef<string> {
  const ref = enums.get(name)
  if (ref === undefined) {
    throw new Error(`The schema has no enum ${name}. Declare it with enumType('${name}', ...), or import its module.`)
  }
  return ref as InputRef<string>
}
