/** The persisted document of the files of events. */
const DOCUMENT = 'explorer-files'

/** The address of the events of a filter as a file, which the export makes. */
export function filePath(format: 'csv' | 'geojson', variables: Record<string, unknown>): string {
  return `/export?${new URLSearchParams({ format, name: DOCUMENT, variables: JSON.stringify(variables) })}`
}
