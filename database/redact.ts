const REDACTED = '[redacted]'

/** Shorter values appear in lines by chance. */
const MIN_SECRET_LENGTH = 4

/** Quantifiers are bounded or begin at the start of a word, so that no text takes more than linear time. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Keys of this service.
  [/dlk_[\w-]+/g, `dlk_${REDACTED}`],
  // JSON Web Tokens.
  [/(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, REDACTED],
  [/\b(bearer|basic)\s{1,5}[^\s"\\,;]+/gi, `$1 ${REDACTED}`],
  // The password in the URL of a database or a proxy.
  [/(:\/\/[^\s:@/"\\]{0,200}:)[^\s"\\/]{1,500}@/g, `$1${REDACTED}@`],
  // Headers and settings by name, as JSON (also inside of a JSON string), as a header line or as key=value.
  [
    /\b(authorization|cookie|password|passwd|pwd|secret|api[-_]?key|access_token|refresh_token|id_token)(\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?)(?!\[redacted\])[^"'\\\s,;&}]+/gi,
    `$1$2${REDACTED}`,
  ],
]

/**
 * Removes keys, tokens, authorization headers and passwords from a text.
 * @param secrets further values to remove; those of fewer than 4 characters are ignored
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let redacted = text
  for (const secret of secrets) if (secret.length >= MIN_SECRET_LENGTH) redacted = redacted.replaceAll(secret, REDACTED)
  for (const [pattern, replacement] of PATTERNS) redacted = redacted.replace(pattern, replacement)
  return redacted
}
