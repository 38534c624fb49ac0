import { getNullableType, isInputObjectType, isListType, type GraphQLInputType } from 'graphql'
import { isUnspaced, wordsOf } from '../../database/values/search-words.ts'
import { showValue } from '../../database/values/show-value.ts'
import { boundOf, type Bound } from './bound.ts'

/** Stands for the value of a variable in the value of an argument. */
export class VariableReference {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A place in an operation that a variable gives the value of. */
interface VariableUse {
  variable: string
  type: GraphQLInputType
  bound: Bound
  path: string
}

/** What was found in the values of one operation. */
export interface Contents {
  /** Values beyond their bounds, as sentences. */
  problems: string[]
  uses: VariableUse[]
  /** The characters of all EDTF dates: parsing them takes more time than any other value. */
  edtfCharacters: number
  /** The number of input objects, such as filters. */
  objectCount: number
  idCount: number
}

/** @returns contents without any */
export function noContents(): Contents {
  return { problems: [], uses: [], edtfCharacters: 0, objectCount: 0, idCount: 0 }
}

const MAX_PROBLEMS = 20

/**
 * Adds to the contents what is beyond a bound in the value of an argument, however deep. Other values of the wrong type
 * are left to their coercion; it would compare each unknown field with all known ones.
 * @param value as a client sent it, with references to variables
 * @param path such as `where.search`
 */
export function checkBounds(
  value: unknown,
  type: GraphQLInputType,
  bound: Bound,
  path: string,
  contents: Contents,
): void {
  if (value === null || value === undefined || contents.problems.length >= MAX_PROBLEMS) return
  const nullable = getNullableType(type)
  if (value instanceof VariableReference) {
    contents.uses.push({ variable: value.name, type: nullable, bound, path })
  } else if (isListType(nullable) && Array.isArray(value)) {
    if (value.length > bound.items && !bound.isCheckedByIngest) {
      contents.problems.push(`\`${path}\` must have at most ${bound.items} items; got ${value.length}.`)
      return
    }
    for (const [i, item] of value.entries()) checkBounds(item, nullable.ofType, bound, `${path}[${i}]`, contents)
  } else if (isListType(nullable)) {
    // GraphQL reads a single value as a list with one item.
    checkBounds(value, nullable.ofType, bound, path, contents)
  } else if (!isInputObjectType(nullable)) {
    if (nullable.name === 'EDTF' && typeof value === 'string' && !bound.isCheckedByIngest) {
      contents.edtfCharacters += value.length
    }
    if (nullable.name === 'ID') contents.idCount++
    checkLeaf(value, bound, path, contents)
  } else if (typeof value === 'object') {
    contents.objectCount++
    const fields = nullable.getFields()
    for (const [name, fieldValue] of Object.entries(value)) {
      const field = fields[name]
      if (field) checkBounds(fieldValue, field.type, boundOf(field), `${path}.${name}`, contents)
      else contents.problems.push(`${showValue(name)} in \`${path}\` is not a field of ${nullable.name}.`)
      if (contents.problems.length >= MAX_PROBLEMS) return
    }
  }
}

/** Checks the value of a scalar or an enum; that of `_Any` can contain others. */
function checkLeaf(value: unknown, { characters, words, isCheckedByIngest }: Bound, path: string, found: Contents) {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return
    found.problems.push(`\`${path}\` must be a number of at most 308 digits; got a larger one.`)
  } else if (typeof value === 'string') {
    if (isCheckedByIngest) return
    if (value.length > characters) {
      found.problems.push(`\`${path}\` must have at most ${characters} characters; got ${value.length}.`)
    } else if (words !== undefined && wordCount(value) > words) {
      found.problems.push(`\`${path}\` must have at most ${words} words; got ${wordCount(value)}.`)
    }
  } else if (typeof value === 'object' && value !== null) {
    if (value instanceof VariableReference) return
    for (const [key, item] of Object.entries(value)) {
      if (found.problems.length >= MAX_PROBLEMS) return
      checkLeaf(item, { characters, items: Infinity }, Array.isArray(value) ? `${path}[${key}]` : path, found)
    }
  }
}

/**
 * Every letter or digit sequence is a word for the full-text search, also in `a-b` or `a&b`. In a script without spaces
 * between words, such as Chinese, two letters count as a word.
 */
function wordCount(text: string): number {
  const words = wordsOf(text)
  const letters = words.filter((word) => isUnspaced(word)).length
  return words.length - letters + Math.ceil(letters / 2)
}
