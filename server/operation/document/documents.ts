import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql'
import { RecentValues } from '../../../database/values/recent-values.ts'
import { boundsOf, type DefinitionContents } from './argument-bounds.ts'
import { parseWithinLimits } from './document-limits.ts'
import { validateWithinLimits } from './validate.ts'

/** Of all cached documents. */
const MAX_BYTES = 32 * 1024 * 1024
/** Measured, with locations, which errors need: 240 for a usual query, 450 for fields without arguments. */
const BYTES_PER_TOKEN = 500

/** A document that was found valid and within all limits that do not depend on variables. */
export interface CheckedDocument {
  document: DocumentNode
  /** What its arguments contain: see `checkBoundsOfVariables`. */
  definitions: readonly DefinitionContents[]
}

/**
 * Checks documents, and caches them by their text, so that a repeated one is neither parsed nor validated. A document
 * is kept only after it was found valid: a rejected one leaves no memory behind.
 */
export class Documents {
  readonly #schema: GraphQLSchema
  readonly #checked: RecentValues<CheckedDocument>

  constructor(schema: GraphQLSchema, maxBytes = MAX_BYTES) {
    this.#schema = schema
    this.#checked = new RecentValues(maxBytes)
  }

  /**
   * Parses and validates a document, unless it is cached.
   * @returns the errors of one that is not valid
   * @throws {GraphQLError} a syntax error, or QUERY_TOO_COSTLY if the document exceeds a limit
   */
  check(text: string): CheckedDocument | readonly GraphQLError[] {
    const known = this.#checked.get(text)
    if (known) return known
    const document = parseWithinLimits(text)
    // Before the document is validated, which reads literals.
    const { definitions, errors } = boundsOf(this.#schema, document)
    const problems = errors.length > 0 ? errors : validateWithinLimits(this.#schema, document)
    if (problems.length > 0) return problems
    const checked = { document, definitions }
    this.#checked.set(text, checked, bytesOf(text, document))
    return checked
  }
}

/** An estimate of the memory of a document and its text. */
function bytesOf(text: string, { loc }: DocumentNode): number {
  let count = 0
  for (let token = loc?.startToken; token; token = token.next ?? undefined) count++
  return 2 * text.length + BYTES_PER_TOKEN * count
}
