import { parse } from 'csv-parse/sync'
import { expect } from 'vitest'
import { prepared } from '../../schema/mutation/merging.ts'
import { listen } from '../../support/listener.ts'
import { chanceOf } from '../../support/random.ts'
import { test, type Service } from '../../support/service.ts'
import { fill } from './many-events.ts'

const EVENTS = 2_000

const SELECTION = `id title summary occurred { edtf precision } mentionCount location { latitude longitude place { name } }
  participations { role actor { name } } claims { quote { exact } } ... on PhoneCall { topics }`
const QUERY = `query Files($kinds: [EventKind!]) { list: events(where: { kinds: $kinds }, orderBy: OCCURRED_ASC) { nodes { ...Fields } } }
  fragment Fields on Event { ${SELECTION} }`

function urlOf(origin: string, parameters: Record<string, string>): string {
  return `${origin}/export?${new URLSearchParams({ query: QUERY, ...parameters })}`
}

async function fetchText(url: string) {
  const response = await fetch(url)
  const text = await response.text()
  expect([url, response.status, text.slice(0, 300)]).toEqual([url, 200, text.slice(0, 300)])
  return { text, asOf: response.headers.get('dateline-as-of')!, headers: response.headers }
}

type Node = Record<string, unknown> & { id: string }

interface Listed {
  events: { nodes: Node[]; pageInfo: { endCursor: string; hasNextPage: boolean } }
}

const PAGE = `query ($after: String, $asOf: DateTime) {
  events(orderBy: OCCURRED_ASC, first: 100, after: $after, asOf: $asOf) {
    nodes { ${SELECTION} } pageInfo { endCursor hasNextPage }
  }
}`

/** The same rows by pages of GraphQL. */
async function readNodes(service: Service, asOf: string): Promise<Node[]> {
  const nodes: Node[] = []
  let after: string | null = null
  for (;;) {
    const answer: { data: Listed } = await service.ask<Listed>(PAGE, { after, asOf })
    const { events } = answer.data
    nodes.push(...events.nodes)
    if (!events.pageInfo.hasNextPage) return nodes
    after = events.pageInfo.endCursor
  }
}

/** The cells of a row of CSV, as a reader gets them. */
function cellsOf(node: Node): Record<string, string> {
  const at = (value: unknown, path: string[]): unknown => {
    if (Array.isArray(value)) return value.map((item) => at(item, path))
    const [name, ...rest] = path
    return name === undefined || value === null || value === undefined ? value : at((value as Node)[name], rest)
  }
  const text = (name: string) => {
    const value = at(node, name.split('.'))
    if (typeof value === 'string') return /^[=+\-@\t'＝]/.test(value) ? `'${value}` : value
    return value === null || value === undefined
      ? ''
      : typeof value === 'number'
        ? String(value)
        : JSON.stringify(value)
  }
  const names = [
    'id',
    'title',
    'summary',
    'occurred.edtf',
    'occurred.precision',
    'mentionCount',
    'location.latitude',
    'location.longitude',
    'location.place.name',
    'participations.role',
    'participations.actor.name',
    'claims.quote.exact',
    'topics',
  ]
  return Object.fromEntries(names.map((name) => [name, text(name)]))
}

/** Where a row ends, with its cursor: there a client that was cut cuts its file. */
const ROW_ENDS = { csv: /,('?[\w-]{60,})\r\n/g, ndjson: /"cursor":"([\w-]+)"\}\n/g }

test('files have the rows of GraphQL, and resume to the same bytes after corrections', async ({ service }) => {
  const { publishCall, mutate } = await prepared(service)
  const [call] = await publishCall(1, { phoneCall: { topics: ['=talks', 'a, b'] } })
  await fill(service, EVENTS)
  const { origin, close } = await listenTo(service)
  const asOf = new Date().toISOString()
  const csv = await fetchText(urlOf(origin, { format: 'csv', asOf }))
  const ndjson = await fetchText(urlOf(origin, { format: 'ndjson', asOf }))
  const nodes = await readNodes(service, asOf)
  expect(nodes).toHaveLength(EVENTS + 1)
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="events-.*\.csv"$/)

  const records = parse(csv.text, { columns: true, comment: '#', comment_no_infix: true }) as Record<string, string>[]
  expect(records.map(({ cursor: _cursor, ...cells }) => cells)).toEqual(nodes.map(cellsOf))
  const [head, ...lines] = ndjson.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Node)
  expect(lines.map(({ cursor: _cursor, ...node }) => node)).toEqual(nodes)
  expect(head).toMatchObject({ dateline: { asOf, query: QUERY, variables: {}, datasets: [{ name: 'desk' }] } })
  // A link that everyone can send must not bring a formula of its own into the file.
  const comments = csv.text.split('\r\n').filter((line) => line.startsWith('# '))
  expect(comments.length).toBeGreaterThan(10)
  for (const comment of comments) for (const cell of comment.split(/[,;\t]/)) expect(cell).toMatch(/^ ?(?![=+\-@])/)

  const recorrected = { event: call, expectedVersion: 1, title: 'Another title', reason: 'A test' }
  expect(await mutate('correctEvent', 'event { id }', recorrected)).toMatchObject({ errors: [] })
  await publishCall(2, {})
  const chance = chanceOf(16)
  for (const [format, { text }] of [
    ['csv', csv],
    ['ndjson', ndjson],
  ] as const) {
    const ends = [...text.matchAll(ROW_ENDS[format])].map((end) => ({ at: end.index + end[0].length, cursor: end[1]! }))
    expect(ends).toHaveLength(EVENTS + 1)
    for (let i = 0; i < 2; i++) {
      const cutAt = chance.below(text.length)
      const last = ends.findLast(({ at }) => at <= cutAt) ?? ends[0]!
      const rest = await fetchText(urlOf(origin, { format, asOf, after: last.cursor }))
      expect(text.slice(0, last.at) + rest.text === text).toBe(true)
    }
    const atEnd = await fetchText(urlOf(origin, { format, asOf, after: ends.at(-1)!.cursor }))
    expect(atEnd.text).toBe('')
  }
  await close()
})

async function listenTo(service: Service) {
  const listener = await listen(service)
  return { origin: listener.origin, close: () => listener.close() }
}

test('GeoJSON has the name of the place and the precision where there is no point', async ({ seeded }) => {
  const { origin, close } = await listenTo(seeded)
  const { text, asOf } = await fetchText(
    urlOf(origin, { format: 'geojson', variables: '{"kinds":["PHONE_CALL","EXERCISE"]}' }),
  )
  const file = JSON.parse(text) as { features: { geometry: object | null; properties: Node }[]; dateline: object }
  const located = await fetchText(
    urlOf(origin, {
      format: 'geojson',
      query: `{ events(where: { realis: [SCHEDULED, ACTUAL, DESIRED, HYPOTHETICAL] }) {
        nodes { id location { precision place { name kind latitude longitude } } } } }`,
    }),
  )
  expect(file).toMatchObject({
    type: 'FeatureCollection',
    dateline: { asOf, variables: { kinds: ['PHONE_CALL', 'EXERCISE'] } },
  })
  expect(file.features.length).toBeGreaterThan(1)
  for (const { properties } of file.features) expect(Object.keys(properties)).not.toContain('export_location')
  interface Place {
    name: string
    kind: string
    latitude: number | null
    longitude: number | null
  }
  const { features } = JSON.parse(located.text) as {
    features: {
      geometry: { coordinates: number[] } | null
      properties: {
        location: { precision: string; place: Place | null } | null
        export_place: string | null
        export_precision: string | null
      }
    }[]
  }
  const isArea = ({ properties: { location } }: (typeof features)[number]) =>
    ['COUNTRY', 'ADM1', 'ADM2', 'DISPUTED_REGION'].includes(location?.place?.kind ?? '')
  expect(features.filter(isArea).length).toBeGreaterThan(0)
  for (const feature of features) {
    const { geometry, properties } = feature
    const place = properties.location?.place
    // The report states no coordinates of its own: only those of places that are points are left.
    const point = place && !isArea(feature) && place.latitude !== null ? [place.longitude, place.latitude] : null
    expect(geometry?.coordinates ?? null).toEqual(point)
    expect(properties.export_place).toBe(place?.name ?? null)
    expect(properties.export_precision).toBe(properties.location?.precision ?? null)
  }
  const empty = await fetchText(
    urlOf(origin, { format: 'geojson', metadata: 'false', query: '{ events(where: { ids: [] }) { nodes { id } } }' }),
  )
  expect(JSON.parse(empty.text)).toEqual({ type: 'FeatureCollection', features: [] })
  await close()
})
