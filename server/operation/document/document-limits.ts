import { GraphQLError, Kind, Lexer, parse, Source, TokenKind, type DocumentNode, type SelectionSetNode } from 'graphql'
import { clientError } from '../../../schema/builder/errors.ts'

/** High enough for gateways, which merge fetches into aliases, and for GraphiQL's introspection (15 levels). */
const MAX = {
  characters: 100_000,
  tokens: 10_000,
  /** Of brackets; low enough for recursive functions not to overflow the stack. */
  nesting: 100,
  levels: 20,
  fields: 2_000,
  aliases: 500,
  directives: 100,
  /** Spreads of fragments; a fragment without fields counts too. */
  spreads: 500,
  definitions: 100,
}

function tooMany(max: number, subject: string): GraphQLError {
  return clientError(
    'QUERY_TOO_COSTLY',
    `The query has more than ${max} ${subject}. Split it into several queries, request fewer fields, or send long values in variables.`,
  )
}

/**
 * Parses a document.
 * @throws {GraphQLError} QUERY_TOO_COSTLY if it exceeds a limit, counting each spread of a fragment; or a syntax error
 */
export function parseWithinLimits(text: string): DocumentNode {
  if (text.length > MAX.characters) throw tooMany(MAX.characters, 'characters')
  const source = new Source(text)
  try {
    assertTokenLimits(source)
    const document = parse(source)
    assertSelectionLimits(document)
    return document
  } catch (error) {
    // The parser of graphql-js gives no code.
    if (error instanceof GraphQLError) error.extensions['code'] ??= 'GRAPHQL_PARSE_FAILED'
    throw error
  }
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
