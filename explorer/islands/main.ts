import { onVisit } from './visit.ts'

/** Islands by their names in `data-island`; each is loaded only where a page has it. */
const ISLANDS: Readonly<Record<string, () => Promise<{ start: (element: HTMLElement) => void }>>> = {
  copy: () => import('./copy.ts'),
  map: () => import('./map.ts'),
  slider: () => import('./slider.ts'),
  timeline: () => import('./timeline.ts'),
}

function startIslands(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-island]')) {
    const load = ISLANDS[element.dataset['island'] ?? '']
    // Without an island, the page is complete all the same.
    if (load) void load().then(({ start }) => start(element))
  }
}

onVisit(startIslands)
startIslands(document)
