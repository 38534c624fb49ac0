import { createHash } from 'node:crypto'
import { GRAPHQL_PATH } from '../graphql/app.ts'
import { compress } from './encoding.ts'
import { GRAPHIQL_TABS } from './graphiql-tabs.ts'

export interface Page {
  etag: string
  plain: Buffer
  gzip: Buffer
  br: Buffer
}

/** Allows no other host: the page contains its scripts and creates its workers from them. */
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

/**
 * Makes each click on a tab open it. Tabs of GraphiQL 5 can be dragged; when its font has loaded and changes their
 * widths, its drag library stores a wrong offset for each. GraphiQL hides the offset until a tab has the focus: a press
 * then moved the tab away from the pointer, and the click hit no tab. The style removes the offset, and the script the
 * dragging, which would still reorder the tabs by it if the pointer moves a few pixels during a click.
 */
const TABS_STAY_IN_PLACE = `<style>.graphiql-tab { transform: none !important }</style>
<script>
  addEventListener('pointerdown', (event) => {
    if (event.target.closest('.graphiql-tab')) event.stopPropagation()
  }, true)
</script>`

let page: Promise<Page> | undefined

/** Returns the GraphiQL page, which needs no network. Its 9 MB are loaded and compressed at the first request. */
export function graphiqlPage(): Promise<Page> {
  return (page ??= renderPage())
}

async function renderPage(): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: 'Dateline',
    endpoint: GRAPHQL_PATH,
    defaultTabs: GRAPHIQL_TABS.map((query) => ({ query })),
    schemaDescription: true,
    inputValueDeprecation: true,
  })
  const plain = Buffer.from(html.replace('</head>', `${TABS_STAY_IN_PLACE}</head>`))
  const [gzipped, br] = await Promise.all([compress(plain, 'gzip'), compress(plain, 'br')])
  return { etag: `"${createHash('sha256').update(plain).digest('base64url')}"`, plain, gzip: gzipped, br }
}
