import { GRAPHQL_PATH } from '../graphql-path.ts'
import { GRAPHIQL_TABS } from './graphiql-tabs.ts'
import { pageOf, type Page } from './page.ts'

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

/** The way back to the pages for people, where GraphiQL has nothing. */
const LINK_BACK = `<a href="/" style="position: fixed; inset: auto 20px 6px auto; z-index: 1; font: 13px system-ui">
Explorer</a>`

const pages = new Map<boolean, Promise<Page>>()

/**
 * Returns the GraphiQL page, which needs no network. Its 9 MB are loaded and compressed at the first request.
 * @param options.explorer whether there are pages to link to. Default: true
 */
export function graphiqlPage({ explorer = true }: { explorer?: boolean } = {}): Promise<Page> {
  const known = pages.get(explorer)
  if (known) return known
  const page = renderPage(explorer)
  pages.set(explorer, page)
  return page
}

async function renderPage(explorer: boolean): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: 'Dateline',
    endpoint: GRAPHQL_PATH,
    defaultTabs: GRAPHIQL_TABS.map((query) => ({ query })),
    schemaDescription: true,
    inputValueDeprecation: true,
  })
  // The scripts in the page have the text `</body>` too.
  const end = html.lastIndexOf('</body>')
  const linked = explorer ? `${html.slice(0, end)}${LINK_BACK}${html.slice(end)}` : html
  return pageOf(linked.replace('</head>', `${TABS_STAY_IN_PLACE}</head>`))
}
