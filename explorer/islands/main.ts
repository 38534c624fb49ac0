/** Islands by their names in `data-island`; each is loaded only where a page has it. */
const ISLANDS: Readonly<Record<string, () => Promise<{ start: (element: HTMLElement) => void }>>> = {
  copy: () => import('./copy.ts'),
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const load = ISLANDS[element.dataset['island'] ?? '']
  // Without an island, the page is complete all the same.
  if (load) void load().then(({ start }) => start(element))
}
