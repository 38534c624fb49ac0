import {
  type GraphQLError,
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  type DocumentNode,
  type ParseOptions,
  type SelectionSetNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { badUserInput, clientError } from '../../schema/builder/errors.ts'

/** High enough for gateways, which merge fetches into aliases, and for GraphiQL's introspection (15 levels). */
const MAX = {
  tokens: 10_000,
  /** Of brackets in a document or in variables; low enough for recursive functions not to overflow the stack. */
  nesting: 100,
  levels: 20,
  fields: 2_000,
  aliases: 500,
  directives: 100,
  /** Longer documents are not cached: a thousand of them would need too much memory. */
  cachedCharacters: 20_000,
  cachedDocuments: 1_000,
}

function tooMany(max: number, subject: string): GraphQLError {
  return clientError(
    'QUERY_TOO_COSTLY',
    `The query has more than ${max} ${subject}. Split it into several queries, or request fewer fields.`,
  )
}

/**
 * Limits the size and depth of documents and variables before any expensive processing. Yoga caches the documents that
 * passed, so that a repeated document is not checked again.
 */
export const limits: Plugin = {
  onParse: ({ setParseFn }) => setParseFn(parseWithinLimits),
  onParams: ({ params }) => assertMaxDepth(params.variables),
}

/**
 * Parses a document.
 * @throws {GraphQLError} QUERY_TOO_COSTLY if it exceeds a limit, counting each spread of a fragment; or a syntax error
 */
function parseWithinLimits(document: string | Source, options?: ParseOptions): DocumentNode {
  const source = typeof document === 'string' ? new Source(document) : document
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

type Counts = Record<'levels' | 'fields' | 'aliases' | 'directives', number>

const ZERO: Counts = { levels: 0, fields: 0, aliases: 0, directives: 0 }

/** Counts a fragment at each spread, but visits it once: an exponential chain of fragments takes linear time. */
function assertSelectionLimits({ definitions }: DocumentNode): void {
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
    for (const subject of ['levels', 'fields', 'aliases', 'directives'] as const) {
      if (counts[subject] > MAX[subject])
        throw tooMany(MAX[subject], subject === 'levels' ? 'levels of fields' : subject)
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
    total.directives += nested.directives + (selection.directives?.length ?? 0)
  }
  return total
}

/**
 * Checks the variables of an operation.
 * @throws {GraphQLError} BAD_USER_INPUT if they are nested too deeply
 */
export function assertMaxDepth(variables: unknown): void {
  let level = [variables]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX.nesting)
      throw badUserInput(`\`variables\` must be nested at most ${MAX.nesting} levels deep; these are deeper.`)
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}

/** The cache of parsed documents for Yoga. Syntax errors are not cached. */
export function documentCache() {
  const documents = new Map<string, DocumentNode>()
  return {
    documentCache: {
      get: (text: string) => documents.get(text),
      set: (text: string, document: DocumentNode) => {
        if (text.length > MAX.cachedCharacters) return
        const oldest = documents.size < MAX.cachedDocuments ? undefined : documents.keys().next().value
        if (oldest !== undefined) documents.delete(oldest)
        documents.set(text, document)
      },
    },
    errorCache: { get: () => undefined, set: () => undefined },
  }
}
