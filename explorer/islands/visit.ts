type Start = (root: ParentNode) => void

let startIslands: Start | undefined

/** Says what starts the islands of a part of a page. */
export function onVisit(start: Start): void {
  startIslands = start
  // Going back shows the contents of then.
  addEventListener('popstate', () => void show(location.href).then((rest) => rest?.()))
}

/** Opens an address of the list of events by replacing the contents of the page, which keeps its frame and its place. */
export async function visit(address: string): Promise<void> {
  const rest = await show(address)
  if (!rest) return
  history.pushState(null, '', address)
  await rest()
}

/** The last address that was asked for: what arrives of another one is not shown. */
let asked = 0

/**
 * Shows the list, the map and the timeline of an address as soon as they are there.
 * @returns adds the counts that take longer; undefined if there is nothing to show
 */
async function show(address: string): Promise<(() => Promise<void>) | undefined> {
  const own = ++asked
  const main = document.querySelector('main')
  main?.setAttribute('aria-busy', 'true')
  const first = new URL(address, location.href)
  first.searchParams.set('step', 'first')
  const next = await read(first.href)
  if (own !== asked) return undefined
  const contents = next?.querySelector('main')
  if (!main || !next || !contents) {
    // The browser says what is wrong.
    location.assign(address)
    return undefined
  }
  main.replaceWith(contents)
  document.title = next.title
  startIslands?.(contents)
  return async () => {
    const facets = (await read(address))?.querySelector('.facets')
    if (own === asked && facets) document.querySelector('.facets')?.replaceWith(facets)
  }
}

async function read(address: string): Promise<Document | undefined> {
  const response = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined)
  return response && new DOMParser().parseFromString(await response.text(), 'text/html')
}
