import {
  Kind,
  Lexer,
  OverlappingFieldsCanBeMergedRule,
  parse,
  Source,
  specifiedRules,
  TokenKind,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type ParseOptions,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Context } from '../../schema/builder/context.ts'
import { badUserInput, clientError } from '../../schema/builder/errors.ts'
import { mergeFields } from './fields-merge.ts'
import { UnconditionalSubscriptionRootRule } from './subscription-root.ts'

/** High enough for gateways, which merge fetches into aliases, and for GraphiQL's introspection (15 levels). */
const MAX = {
  characters: 100_000,
  tokens: 10_000,
  /** Of brackets in a document or in variables; low enough for recursive functions not to overflow the stack. */
  nesting: 100,
  levels: 20,
  fields: 2_000,
  aliases: 500,
  directives: 100,
  /** Spreads of fragments; a fragment without fields counts too. */
  spreads: 500,
  definitions: 100,
  /** Values in variables, however nested. Large reports have 40,000; they need a key. */
  values: 50_000,
  anonymousValues: 10_000,
  /** Pairs of fields with one name in the response that graphql-js may have to compare. */
  fieldPairs: 5_000,
  errors: 20,
}

type BeforeExecution = Pick<
  Parameters<NonNullable<Plugin<Context>['onExecute']>>[0],
  'args' | 'setResultAndStopExecution'
>

function tooMany(max: number, subject: string): GraphQLError {
  return clientError(
    'QUERY_TOO_COSTLY',
    `The query has more than ${max} ${subject}. Split it into several queries, request fewer fields, or send long values in variables.`,
  )
}

/**
 * Limits the size and depth of documents and variables before any expensive processing. Valid documents are cached, so
 * that a repeated document is not checked again.
 */
export const limits: Plugin<Context> = {
  onParse: ({ setParseFn }) => setParseFn(parseWithinLimits),
  onValidate: ({ setValidationFn }) => setValidationFn(validateWithinLimits),
  onExecute: checkVariables,
  onSubscribe: checkVariables,
}

/**
 * Validates a document. The rule of graphql-js that fields can be merged compares all pairs of fields; it runs only if
 * `mergeFields` cannot tell, and the pairs are few.
 */
function validateWithinLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[] = specifiedRules,
): readonly GraphQLError[] {
  const others = rules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule)
  const comparesFields = others.length < rules.length
  const errors = validate(schema, document, [UnconditionalSubscriptionRootRule, ...others], { maxErrors: MAX.errors })
  if (errors.length > MAX.errors) {
    const message = `The document has more than ${MAX.errors} errors; the others are not listed.`
    return [...errors.slice(0, MAX.errors), clientError('GRAPHQL_VALIDATION_FAILED', message)]
  }
  if (errors.length > 0 || !comparesFields) return errors
  const { isSure, pairs } = mergeFields(schema, document)
  if (isSure) return []
  if (pairs <= MAX.fieldPairs) return validate(schema, document, [OverlappingFieldsCanBeMergedRule])
  return [
    clientError(
      'QUERY_TOO_COSTLY',
      `The document has ${pairs} pairs of fields with the same name in the response but different arguments or types; at most ${MAX.fieldPairs} are compared. Give them different aliases.`,
    ),
  ]
}

/**
 * Parses a document.
 * @throws {GraphQLError} QUERY_TOO_COSTLY if it exceeds a limit, counting each spread of a fragment; or a syntax error
 */
function parseWithinLimits(document: string | Source, options?: ParseOptions): DocumentNode {
  const source = typeof document === 'string' ? new Source(document) : document
  if (source.body.length > MAX.characters) throw tooMany(MAX.characters, 'characters')
  assertTokenLimits(source)
  const parsed = parse(source, options)
  assertSelectionLimits(parsed)
  return parsed
}

/** Runs before graphql-js parses: its own token limit does not prevent a deep recursion into brackets. */
function assertTokenLimits(source: Source): void {
  const lexer = new Lexer(source)
  let nesting = 0
  for (let count = 0; lexer.advance().kind !== TokenKind.EOF; count++) {
    if (count === MAX.tokens) throw tooMany(MAX.tokens, 'tokens')
    const { kind } = lexer.token
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) nesting++
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) nesting--
    if (nesting > MAX.nesting) throw tooMany(MAX.nesting, 'nested brackets')
  }
}

const SUBJECTS = {
  levels: 'levels of fields',
  fields: 'fields',
  aliases: 'aliases',
  directives: 'directives',
  spreads: 'spreads of fragments',
}

type Subject = keyof typeof SUBJECTS
type Counts = Record<Subject, number>

const ZERO: Counts = { levels: 0, fields: 0, aliases: 0, directives: 0, spreads: 0 }

/** Counts a fragment at each spread, but visits it once: an exponential chain of fragments takes linear time. */
function assertSelectionLimits({ definitions }: DocumentNode): void {
  if (definitions.length > MAX.definitions) throw tooMany(MAX.definitions, 'operations and fragments')
  const fragments = new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet]] : [],
    ),
  )
  const countsByName = new Map<string, Counts>()
  const countFragment = (name: string, chain: number): Counts => {
    const cached = countsByName.get(name)
    if (cached) return cached
    const selectionSet = fragments.get(name)
    if (!selectionSet) return ZERO
    if (chain > MAX.nesting) throw tooMany(MAX.nesting, 'nested fragments')
    // Ends the recursion of a cycle, which validation rejects later.
    countsByName.set(name, ZERO)
    const counts = countSelections(selectionSet, (inner) => countFragment(inner, chain + 1))
    countsByName.set(name, counts)
    return counts
  }
  for (const definition of definitions) {
    if (!('selectionSet' in definition)) continue
    const counts = countSelections(definition.selectionSet, (name) => countFragment(name, 1))
    counts.directives += definition.directives?.length ?? 0
    for (const [subject, name] of Object.entries(SUBJECTS) as [Subject, string][]) {
      if (counts[subject] > MAX[subject]) throw tooMany(MAX[subject], name)
    }
  }
}

function countSelections({ selections }: SelectionSetNode, countFragment: (name: string) => Counts): Counts {
  const total = { ...ZERO }
  for (const selection of selections) {
    const isField = selection.kind === Kind.FIELD
    const nested =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? countFragment(selection.name.value)
        : selection.selectionSet
          ? countSelections(selection.selectionSet, countFragment)
          : ZERO
    total.levels = Math.max(total.levels, nested.levels + (isField ? 1 : 0))
    total.fields += nested.fields + (isField ? 1 : 0)
    total.aliases += nested.aliases + (isField && selection.alias ? 1 : 0)
    total.spreads += nested.spreads + (selection.kind === Kind.FRAGMENT_SPREAD ? 1 : 0)
    total.directives += nested.directives + (selection.directives?.length ?? 0)
  }
  return total
}

/** Checks variables before any recursive function reads them. */
function checkVariables({ args: { variableValues, contextValue }, setResultAndStopExecution }: BeforeExecution): void {
  const maxValues = contextValue.caller ? MAX.values : MAX.anonymousValues
  let level: object[] = variableValues ? [variableValues] : []
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX.nesting) {
      const message = `\`variables\` must be nested at most ${MAX.nesting} levels deep; these are deeper.`
      return setResultAndStopExecution({ errors: [badUserInput(message)] })
    }
    const nextLevel: object[] = []
    for (const container of level) {
      const values: unknown[] = Array.isArray(container) ? container : Object.values(container)
      count += values.length
      if (count > maxValues) {
        const message = `\`variables\` must contain at most ${maxValues} values; these contain more.`
        return setResultAndStopExecution({ errors: [badUserInput(message)] })
      }
      for (const value of values) if (typeof value === 'object' && value !== null) nextLevel.push(value)
    }
    level = nextLevel
  }
}
