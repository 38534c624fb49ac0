import { showValue } from '../../../database/values/show-value.ts'
import { badUserInput } from '../../../schema/builder/errors.ts'

/** How a request says which document to run: by its text, by the id of a persisted one, or by its digest. */
export interface DocumentChoice {
  /** An empty text counts as none if the document is named otherwise. */
  query: string | undefined
  /** The name of a persisted document, its id in a manifest, or `sha256:` and its digest. */
  documentId?: unknown
  /** May contain `persistedQuery`, the digest in the protocol of Apollo (automatic persisted queries). */
  extensions?: object | null | undefined
}

/** Whether a request names a persisted document, rightly or wrongly. */
export function namesDocument({ documentId, extensions }: DocumentChoice): boolean {
  return isPresent(documentId) || isPresent(persistedQueryOf(extensions))
}

/**
 * Returns the id of a persisted document that a request names.
 * @throws {GraphQLError} BAD_USER_INPUT if it is not a text
 */
export function documentIdOf({ documentId }: DocumentChoice): string | undefined {
  if (!isPresent(documentId)) return undefined
  if (typeof documentId === 'string') return documentId
  throw badUserInput(`\`documentId\` must be a text, such as the name of a document; got ${showValue(documentId)}.`)
}

/**
 * Returns the digest of the document that a request sends as Apollo's clients do, in lower case.
 * @throws {GraphQLError} BAD_USER_INPUT if it is not a digest
 */
export function sha256Of({ extensions }: DocumentChoice): string | undefined {
  const persistedQuery = persistedQueryOf(extensions)
  if (!isPresent(persistedQuery)) return undefined
  const { version, sha256Hash } = Object(persistedQuery) as { version?: unknown; sha256Hash?: unknown }
  if (version === 1 && typeof sha256Hash === 'string' && /^[0-9a-f]{64}$/i.test(sha256Hash)) {
    return sha256Hash.toLowerCase()
  }
  throw badUserInput(
    '`extensions.persistedQuery` must have the `version` 1 and as `sha256Hash` the SHA-256 digest of the document, 64 hexadecimal digits; ' +
      `got the version ${showValue(version)} and ${showValue(sha256Hash)}.`,
  )
}

function persistedQueryOf(extensions: DocumentChoice['extensions']): unknown {
  return (extensions as { persistedQuery?: unknown } | null | undefined)?.persistedQuery
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}
