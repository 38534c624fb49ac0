const UNRESERVED = /[A-Za-z0-9\-._~]/
const NOT_ALLOWED = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/gu
const ESCAPE = /%[0-9a-f]{2}/gi

/**
 * Normalizes a URL by RFC 3986, 6.2.2 and 6.2.3, so that equivalent spellings are equal: the letter case of scheme and
 * host, percent-encoding, dot segments, the default port and an empty path. Scheme, `www.`, query, fragment and a final
 * slash distinguish addresses.
 * @returns the normalized URL; a text that is not a URL unchanged
 */
export function normalizeUrl(url: string): string {
  const queryAt = url.search(/[?#]/)
  const [base, query] = queryAt < 0 ? [url, ''] : [url.slice(0, queryAt), url.slice(queryAt)]
  const parsed = URL.parse(base)
  if (parsed === null) return url
  // The URL standard leaves escapes as they are written (%7E and ~, %c3 and %C3 are equivalent), and escapes an
  // apostrophe in a query (' and %27 are not).
  return `${parsed.href}${query}`
    .toWellFormed()
    .replaceAll(NOT_ALLOWED, encodeURIComponent)
    .replaceAll(ESCAPE, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
      return UNRESERVED.test(character) ? character : escape.toUpperCase()
    })
}
