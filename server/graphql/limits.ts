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

/** Gateways merge fetches into aliases, and GraphiQL's introspection is 15 levels deep: the bounds let both through. */
const MOST = {
  tokens: 10_000,
  /** Of brackets in a document or in variables: far from where those who read it by recursion fill the stack. */
  nesting: 100,
  levels: 20,
  fields: 2_000,
  aliases: 500,
  directives: 100,
  /** Documents longer than this are parsed anew each time: a thousand of them would fill the memory. */
  charactersKept: 20_000,
}
const MOST_KEPT = 1_000

function tooMany(most: number, what: string): GraphQLError {
  return clientError(
    'QUERY_TOO_COSTLY',
    `The query has more than ${most} ${what}. Ask for less at once, or in several queries.`,
  )
}

/**
 * Bounds what a document and its variables may look like, before anything costly is done with them; a document that was
 * let in is kept, and not weighed again.
 */
export const limits: Plugin = {
  onParse: ({ setParseFn }) => setParseFn(parseWithinLimits),
  onParams: ({ params }) => assertMaxDepth(params.variables),
}

/**
 * Parses a document of modest size.
 * @throws {GraphQLError} QUERY_TOO_COSTLY where a bound is passed, with all fragments written out; else a syntax error
 */
function parseWithinLimits(document: string | Source, options?: ParseOptions): DocumentNode {
  const source = typeof document === 'string' ? new Source(document) : document
  readTokens(source)
  const parsed = parse(source, options)
  weighDefinitions(parsed)
  return parsed
}

/** graphql-js counts tokens too, but has by then gone as deep as the brackets lead. */
function readTokens(source: Source): void {
  const lexer = new Lexer(source)
  let nesting = 0
  for (let count = 0; lexer.advance().kind !== TokenKind.EOF; count++) {
    if (count === MOST.tokens) throw tooMany(MOST.tokens, 'tokens')
    const { kind } = lexer.token
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L) nesting++
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) nesting--
    if (nesting > MOST.nesting) throw tooMany(MOST.nesting, 'brackets within each other')
  }
}

type Weight = Record<'levels' | 'fields' | 'aliases' | 'directives', number>

const NOTHING: Weight = { levels: 0, fields: 0, aliases: 0, directives: 0 }

/** Fragments count as often as they are spread; each is weighed once, so that a bomb of them is quickly seen through. */
function weighDefinitions({ definitions }: DocumentNode): void {
  const fragments = new Map(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each.selectionSet]] : [],
    ),
  )
  const weights = new Map<string, Weight>()
  const weighFragment = (name: string, chain: number): Weight => {
    const known = weights.get(name)
    if (known) return known
    const selectionSet = fragments.get(name)
    if (!selectionSet) return NOTHING
    if (chain > MOST.nesting) throw tooMany(MOST.nesting, 'fragments within each other')
    // A circle has no weight; validation refuses it.
    weights.set(name, NOTHING)
    const weight = weigh(selectionSet, (inner) => weighFragment(inner, chain + 1))
    weights.set(name, weight)
    return weight
  }
  for (const definition of definitions) {
    if (!('selectionSet' in definition)) continue
    const weight = weigh(definition.selectionSet, (name) => weighFragment(name, 1))
    weight.directives += definition.directives?.length ?? 0
    for (const what of ['levels', 'fields', 'aliases', 'directives'] as const) {
      if (weight[what] > MOST[what]) throw tooMany(MOST[what], what === 'levels' ? 'levels of fields' : what)
    }
  }
}

function weigh({ selections }: SelectionSetNode, weighFragment: (name: string) => Weight): Weight {
  const total = { ...NOTHING }
  for (const selection of selections) {
    const isField = selection.kind === Kind.FIELD
    const within =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? weighFragment(selection.name.value)
        : selection.selectionSet
          ? weigh(selection.selectionSet, weighFragment)
          : NOTHING
    total.levels = Math.max(total.levels, within.levels + (isField ? 1 : 0))
    total.fields += within.fields + (isField ? 1 : 0)
    total.aliases += within.aliases + (isField && selection.alias ? 1 : 0)
    total.directives += within.directives + (selection.directives?.length ?? 0)
  }
  return total
}

/**
 * @param variables of an operation
 * @throws {GraphQLError} BAD_USER_INPUT where they are nested too deeply
 */
export function assertMaxDepth(variables: unknown): void {
  let level = [variables]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST.nesting) throw badUserInput(`The variables are nested deeper than ${MOST.nesting} levels.`)
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}

/** What Yoga keeps of the documents that it has parsed; those that do not parse are not kept. */
export function documentCache() {
  const kept = new Map<string, DocumentNode>()
  return {
    documentCache: {
      get: (text: string) => kept.get(text),
      set: (text: string, document: DocumentNode) => {
        if (text.length > MOST.charactersKept) return
        const oldest = kept.size < MOST_KEPT ? undefined : kept.keys().next().value
        if (oldest !== undefined) kept.delete(oldest)
        kept.set(text, document)
      },
    },
    errorCache: { get: () => undefined, set: () => undefined },
  }
}
