/** The persisted document of the files and the feeds of events. */
const DOCUMENT = 'explorer-files'

/** The address of the events of a filter as a file, which the export makes. */
export function filePath(format: 'csv' | 'geojson', variables: Record<string, unknown>): string {
  return `/export?${new URLSearchParams({ format, name: DOCUMENT, variables: JSON.stringify(variables) })}`
}

/** The address of the Atom feed of the changes of the events of a filter. */
export function feedPath({ where }: Record<string, unknown>): string {
  return `/feeds/${DOCUMENT}.atom?${new URLSearchParams({ variables: JSON.stringify({ where }) })}`
}
