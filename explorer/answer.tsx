import { schema } from '../schema/schema.ts'
import { bibTexOf } from './formats/citation.ts'
import { feedPath, filePath } from './formats/files.ts'
import { HTML_HEADERS, htmlOf } from './formats/html.tsx'
import { Layout, type Assets } from './parts/layout.tsx'
import { Tools } from './parts/tools.tsx'
import { MEDIA_TYPES, type PageFormat, type PageRequest } from './request/page-request.ts'
import type { AnyPage, Citation, Example } from './request/page.ts'
import { withValues, type RunQuery } from './request/query-text.ts'

/** A record that was found, and how. */
interface RecordAnswer {
  page: AnyPage
  subject: unknown
  query: RunQuery
  request: PageRequest
  /** The data of the answer of the graph. */
  data: unknown
}

interface Shown {
  assets: Assets
  examples: readonly Example[]
  textOf: (document: string) => string
}

/** Answers with a record in the format of the request. */
export function answerWithRecord(record: RecordAnswer, shown: Shown) {
  const { page, subject, request, data } = record
  const { format, origin, path } = request
  const files = page.filesOf?.(subject, request)
  const suffix = format === 'html' ? '' : `.${format}`
  const target = page.movedTo?.(subject)
  if (target !== undefined) return moved(`${target}${suffix}`)
  const status = page.isGone?.(subject) ? 410 : 200
  if (format === 'csv' || format === 'geojson') {
    return files ? found(filePath(format, files)) : notOffered(format, path)
  }
  const url = `${origin}${page.pathOf?.(subject) ?? path}`
  const citation = page.citationOf?.(subject)
  const linkedData = page.linkedDataOf?.(subject, origin)
  const text = (type: PageFormat, body: string) => ({ status, headers: headersOf(MEDIA_TYPES[type]), body })
  if (format === 'json') return text('json', `${JSON.stringify({ data }, null, 2)}\n`)
  if (format === 'bib') return citation ? text('bib', bibTexOf(citation, url)) : notOffered(format, path)
  if (format === 'jsonld') {
    return linkedData ? text('jsonld', `${JSON.stringify(linkedData, null, 2)}\n`) : notOffered(format, path)
  }
  return {
    status,
    headers: { ...CACHED, ...HTML_HEADERS },
    body: htmlPage(record, shown, { url, citation, linkedData }),
  }
}

/** A browser asks each time whether its copy is still right. */
const CACHED = { 'cache-control': 'private, no-cache' }

function headersOf(mediaType: string): Record<string, string> {
  return { ...CACHED, 'content-type': `${mediaType}; charset=utf-8` }
}

function moved(location: string) {
  // A split can undo a merge: no cache may keep it for ever.
  return { status: 308, headers: { location, 'cache-control': 'no-cache' }, body: '' }
}

function found(location: string) {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

function notOffered(format: PageFormat, path: string) {
  const message = `${path} is not offered as ${MEDIA_TYPES[format]}. Lists have .csv and .geojson, records .jsonld and .bib; all have .json.`
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'NOT_ACCEPTABLE' } }] })
  return { status: 406, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body }
}

interface Described {
  url: string
  citation: Citation | undefined
  linkedData: object | undefined
}

function htmlPage({ page, subject, query, request }: RecordAnswer, shown: Shown, described: Described): string {
  const { origin, path, search } = request
  const { url, citation, linkedData } = described
  const files = page.filesOf?.(subject, request)
  const own = (format: string) => `${path === '/' ? '/index' : path}.${format}${search.size > 0 ? `?${search}` : ''}`
  const formats = ['json', ...(linkedData ? ['jsonld'] : []), ...(citation ? ['bib'] : [])] as const
  const title = page.titleOf(subject, request)
  const listed = { title, author: 'Dateline', state: new Date().toISOString().slice(0, 10) }
  return htmlOf(
    <Layout
      title={title}
      description={page.descriptionOf(subject)}
      canonical={url}
      alternates={[
        ...formats.map((format) => ({ type: MEDIA_TYPES[format as PageFormat], path: own(format) })),
        ...(files ? [{ type: 'application/atom+xml', path: feedPath(files) }] : []),
      ]}
      linkedData={linkedData}
      q={search.get('q') ?? undefined}
      assets={shown.assets}
    >
      {page.render(subject, { request, examples: shown.examples })}
      <Tools
        origin={origin}
        query={query}
        opened={withValues(schema, query)}
        csvPath={files && filePath('csv', files)}
        downloads={[
          ...formats.map((format) => ({ name: FORMAT_NAMES[format] ?? format, path: own(format) })),
          ...(files ? (['csv', 'geojson'] as const) : []).map((format) => ({
            name: FORMAT_NAMES[format] ?? format,
            path: own(format),
          })),
          ...(files ? [{ name: 'Atom feed of changes', path: feedPath(files) }] : []),
        ]}
        citation={citation ?? listed}
        url={citation ? url : `${origin}${path}${search.size > 0 ? `?${search}` : ''}`}
        bibTex={citation && bibTexOf(citation, url)}
      />
    </Layout>,
  )
}

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  json: 'JSON',
  jsonld: 'JSON-LD',
  bib: 'BibTeX',
  csv: 'CSV',
  geojson: 'GeoJSON',
}
