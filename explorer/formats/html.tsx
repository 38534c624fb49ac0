import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** What a page may load: only from this service, and nothing inline that runs. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export const HTML_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': CSP,
}

/** The text of a whole page. Preact escapes all texts and attributes. */
export function htmlOf(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`
}
