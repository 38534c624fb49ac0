import { parse } from 'csv-parse/sync'
import { expect } from 'vitest'
import { BROWSER, startPages } from '../../support/pages/explorer.ts'
import { linksOf, snippetsOf } from '../../support/pages/links.ts'
import { viewsOf } from '../../support/pages/views.ts'
import { test, type Service } from '../../support/service.ts'

const TYPES = {
  json: 'application/json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
  bib: 'application/x-bibtex; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  geojson: 'application/geo+json; charset=utf-8',
} as const

type Format = keyof typeof TYPES

const RECORD = ['json', 'jsonld', 'bib'] as const
const RECORD_WITH_EVENTS = [...RECORD, 'csv', 'geojson'] as const

/** The formats that each view has; it refuses the others. */
const FORMATS: Readonly<Record<string, readonly Format[]>> = {
  home: ['json', 'jsonld'],
  events: ['json', 'csv', 'geojson'],
  search: ['json', 'csv', 'geojson'],
  event: RECORD,
  'event then': RECORD,
  article: RECORD,
  actor: RECORD_WITH_EVENTS,
  place: RECORD_WITH_EVENTS,
  storyline: RECORD_WITH_EVENTS,
  dataset: RECORD_WITH_EVENTS,
}

/** The paths of the views that have formats: also a searched list, and an event as of its first revision. */
async function pathsOf(service: Service): Promise<[view: string, path: string][]> {
  const { missing: _, ...views } = await viewsOf(service)
  const [, id] = /^\/events\/(.+)$/.exec(views['event'] ?? '') ?? []
  const { data } = await service.ask<{ event: { revisions: { at: string }[] } }>(
    'query ($id: ID!) { event(id: $id) { revisions { at } } }',
    { id },
  )
  const then = `/events/${id}@${data.event.revisions[0]!.at}`
  return Object.entries({ ...views, search: '/events?q=shelling&kind=ARMED_CLASH', 'event then': then })
}

/** `/events?q=a` as CSV is `/events.csv?q=a`; the front page has the name `/index`. */
function inFormat(path: string, format: Format): string {
  const [folder = '', search] = path.split('?')
  return `${folder === '/' ? '/index' : folder}.${format}${search === undefined ? '' : `?${search}`}`
}

/** The fields of an entry of BibTeX. */
function fieldsOf(bibTex: string): Record<string, string> {
  const [, body = ''] = /^@misc\{[\w-]+,\n(.+)\n\}\n$/s.exec(bibTex) ?? []
  return Object.fromEntries(
    body.split(',\n').map((line) => {
      const [, name = '', value = ''] = /^ {2}([a-z]+) = \{(.+)\}$/.exec(line) ?? []
      return [name, value]
    }),
  )
}

/** The columns that the description of a file promises. */
function documentedColumns(csv: string): string[] {
  return [...csv.matchAll(/^# column (\S+) \(/gm)].map(([, name = '']) => name)
}

/** Checks that a body is what its format says. */
function expectReadable(format: Format, body: string, canonical: string): void {
  if (format === 'json') expect(JSON.parse(body)).toEqual({ data: expect.any(Object) })
  if (format === 'jsonld') {
    const linked = JSON.parse(body) as Record<string, unknown>
    expect(linked).toMatchObject({ '@type': expect.anything(), '@context': expect.anything() })
    expect(['https://schema.org', { '@vocab': 'https://schema.org/' }]).toContainEqual(
      typeof linked['@context'] === 'string' ? linked['@context'] : { '@vocab': Object(linked['@context'])['@vocab'] },
    )
    expect(linked['@id'] ?? linked['url']).toBe(canonical)
  }
  if (format === 'bib') {
    expect(fieldsOf(body)).toEqual({
      title: expect.stringMatching(/^\{.+\}$/),
      author: expect.stringMatching(/^\{.+\}$/),
      year: expect.stringMatching(/^\d{4}$/),
      howpublished: 'Dateline',
      note: expect.stringMatching(/^\w+ .*\d{4}-\d\d-\d\d$/),
      url: canonical,
    })
  }
  if (format === 'csv') {
    const [header, ...rows] = parse(body, { comment: '#', comment_no_infix: true })
    expect(header).toEqual(documentedColumns(body))
    expect(header).toEqual(expect.arrayContaining(['id', 'title', 'occurred.edtf', 'participations.actor.name']))
    expect(rows.length).toBeGreaterThan(0)
  }
  if (format === 'geojson') {
    const { type, features } = JSON.parse(body) as { type: string; features: object[] }
    expect([type, features.length > 0]).toEqual(['FeatureCollection', true])
    for (const feature of features) {
      expect(feature).toMatchObject({ type: 'Feature', properties: { title: expect.any(String) } })
    }
  }
}

test('each view comes in its formats, which can be read, and refuses the others', async ({ seeded }) => {
  const origin = await startPages(seeded)
  for (const [view, path] of await pathsOf(seeded)) {
    const html = await (await fetch(origin + path, { headers: BROWSER })).text()
    const [, canonical = ''] = /<link rel="canonical" href="([^"]+)"/.exec(html) ?? []
    const offered: string[] = []
    for (const format of Object.keys(TYPES) as Format[]) {
      const response = await fetch(origin + inFormat(path, format))
      const body = await response.text()
      if (response.status === 406) {
        expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] })
        continue
      }
      expect([view, format, response.status, response.headers.get('content-type')]).toEqual([
        view,
        format,
        200,
        TYPES[format],
      ])
      offered.push(format)
      expectReadable(format, body, canonical)
      if (format === 'jsonld') {
        const [, embedded = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
        expect(JSON.parse(embedded)).toEqual(JSON.parse(body))
      }
    }
    expect([view, offered]).toEqual([view, FORMATS[view]])
  }
})

/** What sort of link it is: links that differ only in their ids and values are one sort. */
function shapeOf(link: string): string {
  const { pathname, searchParams } = new URL(link, 'http://x')
  return `${pathname.replace(/[a-z]{3}_\w+/, 'ID')}?${[...searchParams.keys()].toSorted().join('&')}`
}

test('each sort of link of each view leads to a page or a file', async ({ seeded }) => {
  const origin = await startPages(seeded)
  const broken: unknown[] = []
  const seen = new Set<string>()
  for (const [view, path] of await pathsOf(seeded)) {
    const html = await (await fetch(origin + path, { headers: BROWSER })).text()
    const links = linksOf(html).filter((link) => link.startsWith('/') || link.startsWith(origin))
    expect(links.length).toBeGreaterThan(10)
    for (const link of links.filter((each) => !seen.has(shapeOf(each)))) {
      seen.add(shapeOf(link))
      const response = await fetch(new URL(link, origin), { headers: BROWSER })
      await response.arrayBuffer()
      if (response.status !== 200) broken.push([view, link, response.status])
    }
    for (const [, type, link = ''] of html.matchAll(/<link rel="alternate" type="([^"]+)" href="([^"]+)"/g)) {
      const { headers } = await fetch(new URL(link.replaceAll('&amp;', '&'), origin))
      if (headers.get('content-type')?.split(';')[0] !== type) broken.push([view, link, headers.get('content-type')])
    }
  }
  expect(broken).toEqual([])
})

test('GraphiQL and curl get the data of the view, pandas its events, and the citation has its address', async ({
  seeded,
}) => {
  const origin = await startPages(seeded)
  const dataOf = async (url: string) => {
    const response = await fetch(url, { headers: { accept: 'application/json' } })
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown }
    expect([url, response.status, errors]).toEqual([url, 200, undefined])
    return data
  }
  /** The events of a file, without the moment of the file. */
  const eventsOf = async (url: string) => (await (await fetch(url)).text()).match(/^evt_\w+/gm)
  for (const [view, path] of await pathsOf(seeded)) {
    const html = await (await fetch(origin + path, { headers: BROWSER })).text()
    const data = await dataOf(origin + inFormat(path, 'json'))
    const opened = linksOf(html.slice(html.indexOf('<section class="tools"'))).find((link) =>
      link.startsWith('/graphql?'),
    )
    expect([view, await dataOf(origin + opened)]).toEqual([view, data])
    const snippets = snippetsOf(html)
    const [, curled = ''] =
      /^curl --header 'accept: application\/json' '([^']+)'$/.exec(snippets['Copy as curl']!) ?? []
    expect([view, await dataOf(curled)]).toEqual([view, data])
    const [, csv] = /read_csv\("([^"]+)"/.exec(snippets['Copy as pandas'] ?? '') ?? []
    expect([view, csv !== undefined]).toEqual([view, FORMATS[view]?.includes('csv')])
    expect([view, snippets['Cite']?.includes('@misc{')]).toEqual([view, FORMATS[view]?.includes('bib')])
    if (csv !== undefined) {
      expect([view, await eventsOf(csv)]).toEqual([view, await eventsOf(origin + inFormat(path, 'csv'))])
    }
    const cited = /https?:\S+/.exec(snippets['Cite']!)?.[0] ?? ''
    expect([view, (await fetch(cited, { headers: BROWSER })).status]).toEqual([view, 200])
  }
})
