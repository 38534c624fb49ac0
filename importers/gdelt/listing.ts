/** A file of the feed, as `lastupdate.txt` (the newest slice) or `masterfilelist.txt` (all slices) lists it. */
export interface ListedFile {
  /** The end of its fifteen minutes, UTC, such as 20160405121500. */
  slice: string
  kind: 'export' | 'mentions'
  name: string
  byteCount: number
  /** In hex. */
  md5: string
}

const LINE = /^(?<size>\d+) (?<md5>[0-9a-f]{32}) \S*\/(?<name>(?<slice>\d{14})\.(?<kind>export|mentions)\.CSV\.zip)$/i

/**
 * Parses a file list. Each line has the size in bytes, the MD5 in hex and the URL of a file. Lines of other files (the
 * Global Knowledge Graph) and damaged lines are skipped.
 * @returns the files in import order: by slice, events before mentions
 */
export function parseListing(text: string): ListedFile[] {
  return text
    .split('\n')
    .flatMap((line): ListedFile[] => {
      const { size, md5, name, slice, kind } = LINE.exec(line.trim())?.groups ?? {}
      if (!md5 || !name || !slice || !kind) return []
      return [
        {
          slice,
          kind: kind.toLowerCase() === 'export' ? 'export' : 'mentions',
          name,
          byteCount: Number(size),
          md5: md5.toLowerCase(),
        },
      ]
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
