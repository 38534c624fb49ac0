/** The address of the page of an object, by the prefix of its id; undefined if it has no page. */
export function pathOf(id: string): string | undefined {
  const folder = FOLDERS[id.slice(0, id.indexOf('_'))]
  return folder === undefined ? undefined : `/${folder}/${id}`
}

const FOLDERS: Readonly<Record<string, string>> = {
  evt: 'events',
  act: 'actors',
  plc: 'places',
  sto: 'storylines',
  art: 'articles',
}

/** The address of the page of a dataset. */
export function datasetPath(name: string): string {
  return `/datasets/${encodeURIComponent(name)}`
}

/** A link of a source, if it is one that a browser only loads: anything else, such as `javascript:`, is no link. */
export function webAddress(url: string | null | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? href : undefined
}

/** The place of a claim on the pages of its event and its article, also as of a moment. */
export function claimAnchor(id: string): string {
  return id.replace(/@.*/, '')
}
