import type { GraphQLError } from 'graphql'
import { createHash } from 'node:crypto'
import { RecentValues } from '../../../database/values/recent-values.ts'
import { showValue } from '../../../database/values/show-value.ts'
import { badUserInput, clientError } from '../../../schema/builder/errors.ts'
import { documentIdOf, sha256Of, type DocumentChoice } from './document-choice.ts'

/** Of all documents that clients have registered. */
const MAX_AUTOMATIC_BYTES = 4 * 1024 * 1024
/** What one weighs besides its text. */
const BYTES_PER_ENTRY = 400

/** A document that the service has, or its operator has given it. */
export interface TrustedDocument {
  /** Its name, or its id in a manifest. */
  id: string
  text: string
}

/**
 * The documents that requests can name instead of sending them: trusted ones, and those that clients have registered by
 * their digests (automatic persisted queries).
 */
export class PersistedDocuments {
  readonly #textById: ReadonlyMap<string, string>
  readonly #textBySha256: ReadonlyMap<string, string>
  readonly #trustedTexts: ReadonlySet<string>
  readonly #onlyTrusted: boolean
  /** Any client can register many: one that was dropped is sent again. */
  readonly #automatic = new RecentValues<string>(MAX_AUTOMATIC_BYTES)

  /** @param onlyTrusted whether every other document is refused. Default: false */
  constructor(trusted: readonly TrustedDocument[] = [], { onlyTrusted = false }: { onlyTrusted?: boolean } = {}) {
    this.#textById = new Map(trusted.map(({ id, text }) => [id, text]))
    this.#textBySha256 = new Map(trusted.map(({ text }) => [sha256(text), text]))
    this.#trustedTexts = new Set(this.#textById.values())
    this.#onlyTrusted = onlyTrusted
  }

  /** Returns the text of the persisted document that a request names; undefined if there is none. */
  find(choice: DocumentChoice): string | undefined {
    const { documentId } = choice
    if (typeof documentId === 'string') return this.#named(documentId)
    try {
      const digest = sha256Of(choice)
      return digest === undefined ? undefined : this.#bySha256(digest)
    } catch {
      // `textOf` says what is wrong with it.
      return undefined
    }
  }

  /**
   * Returns the text of the document of a request.
   * @throws {GraphQLError} if it names none, or one that is not here, or may not run it
   */
  textOf(choice: DocumentChoice): string {
    const text = this.#textOf(choice)
    if (!this.#onlyTrusted || this.#trustedTexts.has(text)) return text
    throw notTrusted()
  }

  /** Keeps a valid document that a client sends together with its digest. */
  keep(choice: DocumentChoice, text: string): void {
    if (!choice.query || this.#onlyTrusted) return
    const digest = sha256Of(choice)
    if (digest !== undefined && !this.#textBySha256.has(digest)) this.#automatic.set(digest, text, bytesOf(text))
  }

  #textOf(choice: DocumentChoice): string {
    const { query } = choice
    const [id, digest] = [documentIdOf(choice), sha256Of(choice)]
    if (id !== undefined) {
      if (query || digest !== undefined) throw badUserInput('Send either `documentId` or the document; got both.')
      const text = this.#named(id)
      if (text === undefined) throw noDocument(id)
      return text
    }
    if (digest === undefined) return query ?? ''
    if (query) {
      if (sha256(query) === digest) return query
      throw badUserInput('`extensions.persistedQuery.sha256Hash` must be the SHA-256 digest of `query`; it is another.')
    }
    const text = this.#bySha256(digest)
    if (text !== undefined) return text
    // A client would send a document that is refused again.
    throw this.#onlyTrusted ? notTrusted() : notFound()
  }

  #named(id: string): string | undefined {
    const digest = /^sha256:([0-9a-f]{64})$/i.exec(id)?.[1]
    return this.#textById.get(id) ?? (digest && this.#bySha256(digest.toLowerCase()))
  }

  #bySha256(digest: string): string | undefined {
    return this.#textBySha256.get(digest) ?? this.#automatic.get(digest)
  }
}

/** An estimate of the memory of a registered document. */
function bytesOf(text: string): number {
  return 2 * text.length + BYTES_PER_ENTRY
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function noDocument(id: string): GraphQLError {
  const message = `No document is persisted as ${showValue(id)}. Send it as \`query\`, or ask the operator to add it to DOCUMENTS_DIR.`
  return clientError('NOT_FOUND', message, { status: 404 })
}

function notTrusted(): GraphQLError {
  const message =
    'This service runs only persisted documents (ALLOWED_DOCUMENTS=trusted), and this is none. Name one by `documentId`, or ask the operator to add this one to DOCUMENTS_DIR.'
  return clientError('DOCUMENT_NOT_TRUSTED', message, { status: 403 })
}

/** In the words that Apollo's clients know: they send the document with its digest then. No cache may keep it. */
function notFound(): GraphQLError {
  const http = { headers: { 'cache-control': 'no-store' } }
  return clientError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', http)
}
