import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { GRAPHQL_PATH } from '../graphql/app.ts'
import { GRAPHIQL_TABS } from './graphiql-tabs.ts'

/** A page with its compressed forms, made once. */
export interface Page {
  etag: string
  plain: Buffer
  gzip: Buffer
  br: Buffer
}

/** What the page needs, and no other host: its scripts stand in it, and its workers are made from them. */
export const GRAPHIQL_CSP = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' blob:",
  'worker-src blob:',
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

let page: Promise<Page> | undefined

/** The GraphiQL page: it works without a network. Its nine megabytes are loaded and compressed when first asked for. */
export function graphiqlPage(): Promise<Page> {
  return (page ??= makePage())
}

async function makePage(): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: 'Dateline',
    endpoint: GRAPHQL_PATH,
    defaultTabs: GRAPHIQL_TABS.map((query) => ({ query })),
    schemaDescription: true,
    inputValueDeprecation: true,
  })
  const plain = Buffer.from(html)
  const [gzipped, br] = await Promise.all([
    promisify(gzip)(plain),
    promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  ])
  return { etag: `"${createHash('sha256').update(plain).digest('base64url')}"`, plain, gzip: gzipped, br }
}
