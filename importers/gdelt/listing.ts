/** One file of the feed, as its lists name it: `lastupdate.txt` the newest ones, `masterfilelist.txt` all. */
export interface ListedFile {
  /** When its quarter of an hour ended, such as 20160405121500. */
  slice: string
  kind: 'export' | 'mentions'
  name: string
  byteCount: number
  md5: string
}

const LINE = /^(\d+) ([0-9a-f]{32}) \S*\/((\d{14})\.(export|mentions)\.CSV\.zip)$/i

/**
 * Reads a list of files: a line has the size in bytes, the MD5 in hex and the address. The graph's files (GKG) and lines
 * that are damaged are left out.
 * @param text the list
 * @returns the files in the order in which they are to be imported: by slice, events before mentions
 */
export function parseListing(text: string): ListedFile[] {
  return text
    .split('\n')
    .flatMap((line): ListedFile[] => {
      const found = LINE.exec(line.trim())
      if (found === null) return []
      const [, size, md5, name, slice, kind] = found as unknown as [
        string,
        string,
        string,
        string,
        string,
        ListedFile['kind'],
      ]
      return [{ slice, kind, name, byteCount: Number(size), md5: md5.toLowerCase() }]
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}
