type Start = (root: ParentNode) => void

let startIslands: Start | undefined

/** Says what starts the islands of a part of a page. */
export function onVisit(start: Start): void {
  startIslands = start
  // Going back shows the contents of then.
  addEventListener('popstate', () => void replaceMain(location.href))
}

/** Opens an address of the list of events by replacing the contents of the page, which keeps its frame and its place. */
export async function visit(address: string): Promise<void> {
  if (await replaceMain(address)) history.pushState(null, '', address)
}

async function replaceMain(address: string): Promise<boolean> {
  const main = document.querySelector('main')
  main?.setAttribute('aria-busy', 'true')
  const response = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => undefined)
  const next = response && new DOMParser().parseFromString(await response.text(), 'text/html')
  const contents = next?.querySelector('main')
  if (!main || !contents) {
    // The browser says what is wrong.
    location.assign(address)
    return false
  }
  main.replaceWith(contents)
  document.title = next?.title ?? document.title
  startIslands?.(contents)
  return true
}
