import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  type GraphQLArgument,
  type GraphQLInputField,
} from 'graphql'
import { MAX_EDTF_CHARACTERS } from '../../database/values/edtf.ts'

/** The largest value of an argument or an input field. */
export interface Bound {
  /** The most characters (UTF-16 code units) of a text, or of each text of a list. */
  characters: number
  /** The most words of a text, separated by white space. */
  words?: number | undefined
  /** The most items of a list. */
  items: number
  /** Whether `ingest/` checks the value instead: it returns all problems of a report together, with their paths. */
  isCheckedByIngest?: boolean | undefined
}

/** For names, ids, codes and everything else that is not declared to be longer. */
const DEFAULT_CHARACTERS = 200
const DEFAULT_ITEMS = 100

export const MAX_URL_CHARACTERS = 2_000
export const CURSOR_BOUND = { characters: 2_000 }

/** Of a search text. */
export const SEARCH_BOUND = { characters: 500, words: 32 }

/** The longest name that a report can give an actor or a place. */
export const NAME_BOUND = { characters: 300 }
export const NAME_SEARCH_BOUND = { ...NAME_BOUND, words: 32 }

/** Of a list of ids, one of which must match. */
export const ID_LIST_BOUND = { items: 500 }

/** Of the filters that `and` or `or` combines; those nested in them count against the same number. */
export const FILTER_LIST_BOUND = { items: 20 }

const CHARACTERS_BY_SCALAR: Record<string, number> = {
  /** A TypeID has 30, a moment after it at most 25 more. */
  ID: 64,
  EDTF: MAX_EDTF_CHARACTERS,
  URL: MAX_URL_CHARACTERS,
  /** Of each text in the representation of an entity. */
  _Any: MAX_URL_CHARACTERS,
}

/** Scalars whose format fixes the length, or that are not text. */
const WITHOUT_TEXT = ['Boolean', 'Date', 'DateTime', 'Float', 'Int', 'Moment', 'Sha256', '_Any']

/**
 * Completes what an argument declares by the defaults of its type, so that none is without a bound.
 * @param typeName the name of its type, without list and non-null
 */
export function completeBound(typeName: string, declared?: Partial<Bound>): Bound {
  return { characters: CHARACTERS_BY_SCALAR[typeName] ?? DEFAULT_CHARACTERS, items: DEFAULT_ITEMS, ...declared }
}

/** Returns the bound of an argument or an input field of the schema. */
export function boundOf({ type, extensions }: GraphQLArgument | GraphQLInputField): Bound {
  return (extensions['bound'] as Bound | undefined) ?? completeBound(getNamedType(type).name)
}

/** @returns such as "At most 100 items of at most 200 characters each."; undefined if the type alone bounds the value */
export function describeBound({ characters, words, items }: Bound, isList: boolean, isText: boolean) {
  const text = `${characters.toLocaleString('en')} characters${words === undefined ? '' : ` and ${words} words`}`
  if (isList) return `At most ${items.toLocaleString('en')} items${isText ? ` of at most ${text} each` : ''}.`
  return isText ? `At most ${text}.` : undefined
}

/** Returns whether values of a scalar type are texts of various lengths. */
export function isTextScalar(typeName: string): boolean {
  return !WITHOUT_TEXT.includes(typeName)
}

/** Like `describeBound`, for an argument or an input field of the schema. */
export function describeBoundOf(argument: GraphQLArgument | GraphQLInputField): string | undefined {
  const named = getNamedType(argument.type)
  const isText = !isEnumType(named) && !isInputObjectType(named) && isTextScalar(named.name)
  return describeBound(boundOf(argument), isListType(getNullableType(argument.type)), isText)
}
