/** What a client asks for. */
export interface PageRequest {
  /** The address of the service, such as https://news.example.org. */
  origin: string
  /** The path without the suffix of a format, decoded. */
  path: string
  /** The last part of the path: an id, or the name of a dataset; empty for the front page and the list. */
  id: string
  search: URLSearchParams
  format: PageFormat
  /** Whether a script shows the page in two steps: first what a reader looks at. */
  isFirstStep: boolean
}

/** The parameter of an address by which a script asks for the first step; no link has it. */
export const STEP = 'step'

const PAGE_FORMATS = ['html', 'json', 'jsonld', 'bib', 'csv', 'geojson'] as const

export type PageFormat = (typeof PAGE_FORMATS)[number]

/** The media types of the formats; a request can name one instead of a suffix. */
export const MEDIA_TYPES: Readonly<Record<PageFormat, string>> = {
  html: 'text/html',
  json: 'application/json',
  jsonld: 'application/ld+json',
  bib: 'application/x-bibtex',
  csv: 'text/csv',
  geojson: 'application/geo+json',
}

/** Splits the suffix of a format from a path: `/events/evt_1.bib` is the page `/events/evt_1` as BibTeX. */
export function splitFormat(path: string): { path: string; format: PageFormat | undefined } {
  const format = PAGE_FORMATS.find((name) => name !== 'html' && path.endsWith(`.${name}`))
  return { path: format === undefined ? path : path.slice(0, -format.length - 1), format }
}

/** The format that a client prefers, from the header `accept`; a browser and a client without wishes get HTML. */
export function acceptedFormat(accept: string | undefined): PageFormat {
  const items = (accept ?? '').split(',').map((item, place) => {
    const [type = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    return { type, quality: quality === undefined ? 1 : Number(quality) || 0, place }
  })
  const known = items
    .flatMap(({ type, quality, place }) => {
      const format = PAGE_FORMATS.find((name) => MEDIA_TYPES[name] === type)
      return format === undefined || quality === 0 ? [] : [{ format, quality, place }]
    })
    .toSorted((a, b) => b.quality - a.quality || a.place - b.place)
  return known[0]?.format ?? 'html'
}
