import type { DocumentNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Of all cached documents. */
const MAX_BYTES = 32 * 1024 * 1024
/** Measured, with locations, which errors need: 240 for a usual query, 450 for fields without arguments. */
const BYTES_PER_TOKEN = 500

interface Entry {
  document: DocumentNode
  bytes: number
}

/**
 * Caches documents by their text, so that a repeated one is neither parsed nor validated. A document is kept only after
 * it was found valid: a rejected one leaves no memory behind.
 */
export function documentCache(maxBytes = MAX_BYTES): Plugin {
  /** From the one that was used longest ago to the latest. */
  const entries = new Map<string, Entry>()
  const valid = new WeakSet<DocumentNode>()
  const texts = new WeakMap<DocumentNode, string>()
  let totalBytes = 0

  const remove = (text: string, { document, bytes }: Entry): void => {
    entries.delete(text)
    valid.delete(document)
    totalBytes -= bytes
  }
  const add = (text: string, document: DocumentNode): void => {
    const bytes = bytesOf(text, document)
    if (bytes > maxBytes) return
    const existing = entries.get(text)
    if (existing) remove(text, existing)
    for (const [oldest, entry] of entries) {
      if (totalBytes + bytes <= maxBytes) break
      remove(oldest, entry)
    }
    entries.set(text, { document, bytes })
    valid.add(document)
    totalBytes += bytes
  }

  return {
    onParse: ({ params, setParsedDocument }) => {
      const text = String(params.source)
      const entry = entries.get(text)
      if (entry) {
        entries.delete(text)
        entries.set(text, entry)
        setParsedDocument(entry.document)
        return undefined
      }
      return ({ result }) => {
        if (typeof result === 'object' && result !== null && 'definitions' in result) texts.set(result, text)
      }
    },
    onValidate: ({ params: { documentAST }, setResult }) => {
      if (valid.has(documentAST)) {
        setResult([])
        return undefined
      }
      return ({ valid: isValid }) => {
        const text = texts.get(documentAST)
        if (isValid && text !== undefined) add(text, documentAST)
      }
    },
  }
}

/** An estimate of the memory of a document and its text. */
function bytesOf(text: string, { loc }: DocumentNode): number {
  let count = 0
  for (let token = loc?.startToken; token; token = token.next ?? undefined) count++
  return 2 * text.length + BYTES_PER_TOKEN * count
}
