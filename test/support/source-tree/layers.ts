/** The layers from the lowest to the highest; those of one row do not import each other. */
const LAYERS: readonly (readonly string[])[] = [
  ['database'],
  ['ingest'],
  ['schema', 'importers', 'seeds'],
  ['interfaces', 'explorer'],
  ['server'],
]

/** Folders outside the layers: they may import every layer, and no layer imports them. */
export const OUTSIDE_FOLDERS = ['bench', 'lab', 'scripts', 'test']

/** The sub-folders of each layer from the lowest to the highest: each imports only those before it. */
export const SUB_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  database: ['tables', 'values', 'sql', 'budget', 'pglite', 'connection'],
  ingest: [
    'evidence',
    'origins',
    'format',
    'validate',
    'parts',
    'derived',
    'history',
    'store',
    'resolve',
    'merge',
    'correction',
  ],
  importers: ['read', 'feed', 'values', 'store', 'gdelt', 'ucdp', 'csv', 'json'],
  interfaces: ['export', 'mcp', 'reconcile', 'atom'],
  explorer: ['documents', 'words', 'draw', 'request', 'formats', 'parts', 'pages', 'styles', 'islands'],
  schema: [
    'builder',
    'loaders',
    'prefetch',
    'writer',
    'relay',
    'source',
    'entity',
    'event',
    'filter',
    'list',
    'mutation',
    'change',
    'cost',
    'contract',
  ],
  server: ['observe', 'auth', 'clients', 'operation', 'graphql', 'web-socket', 'http', 'cli'],
}

/** @returns the height of a layer: 0 is the lowest; undefined for a folder that is no layer */
export function layerRank(folder: string): number | undefined {
  const rank = LAYERS.findIndex((layers) => layers.includes(folder))
  return rank < 0 ? undefined : rank
}

/** The top-level folder of a path from the project's root. */
export function topFolder(path: string): string {
  return path.slice(0, path.indexOf('/'))
}

/** The second level of a path: a sub-folder of a layer, or a file that lies directly in it. */
export function secondLevel(path: string): string {
  return path.split('/').slice(0, 2).join('/')
}
