import { DuckDBInstance } from '@duckdb/node-api'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

const SELECTION = `id title summary mentionCount occurred { edtf } location { latitude place { name } }
  participations { role actor { name } } ... on PhoneCall { topics }`
const QUERY = `{ events(where: { realis: [ACTUAL, SCHEDULED, DESIRED] }, orderBy: OCCURRED_ASC) { nodes { ${SELECTION} } } }`

/** How DuckDB reads a file of each format, with the columns of Parquet. */
const READERS = {
  parquet: (file: string) => `select * exclude (cursor) from '${file}'`,
  csv: (file: string) =>
    `select * exclude (cursor) from read_csv('${file}', comment = '#', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true)`,
  ndjson: (file: string) => `select id, title, summary, "mentionCount", occurred ->> 'edtf' as "occurred.edtf",
    location ->> '$.latitude' as "location.latitude", location ->> '$.place.name' as "location.place.name",
    (participations -> '$[*].role')::text as "participations.role",
    (participations -> '$[*].actor.name')::text as "participations.actor.name", topics::json::text as topics
    from read_json('${file}', columns = { id: 'text', title: 'text', summary: 'text', "mentionCount": 'integer',
      occurred: 'json', location: 'json', participations: 'json', topics: 'json' }) where id is not null`,
  geojson: (file: string) =>
    `select unnest(features ->> '$[*].properties.id') as id from read_json('${file}', columns = { features: 'json' })`,
} as const

interface Node {
  id: string
  title: string
  summary: string | null
  mentionCount: number
  occurred: { edtf: string }
  location: { latitude: number | null; place: { name: string } | null } | null
  participations: { role: string; actor: { name: string } }[]
  topics?: string[]
}

let folder: string
let nodes: Node[]
let asOf: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-files-'))
  asOf = new Date(Date.now() - 1_000).toISOString()
  const query = QUERY.replace('events(', `events(first: 100, asOf: "${asOf}", `)
  const response = await fetch(inject('url'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data } = (await response.json()) as { data: { events: { nodes: Node[] } } }
  nodes = data.events.nodes
  expect(nodes.length).toBeGreaterThan(10)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function readFile(format: keyof typeof READERS): Promise<Record<string, unknown>[]> {
  const url = new URL(`/export?${new URLSearchParams({ format, query: QUERY, asOf })}`, inject('url'))
  const response = await fetch(url)
  expect(response.status).toBe(200)
  const file = join(folder, `events.${format}`)
  writeFileSync(file, Buffer.from(await response.arrayBuffer()))
  const connection = await (await DuckDBInstance.create()).connect()
  const reader = await connection.runAndReadAll(READERS[format](file))
  return reader.getRowObjectsJson()
}

/** A row as a file has it: a text for each value, and none for a null. */
function textsOf(row: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(row).flatMap(([name, value]) => {
    if (value === null || value === undefined) return []
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    // DuckDB writes the JSON of a list with spaces.
    return [[name, text.startsWith('[') ? JSON.stringify(JSON.parse(text)) : text]]
  })
  return Object.fromEntries(texts) as Record<string, string>
}

function expectedRow({ occurred, location, participations, ...node }: Node): Record<string, string> {
  return textsOf({
    ...node,
    'occurred.edtf': occurred.edtf,
    'location.latitude': location?.latitude,
    'location.place.name': location?.place?.name,
    'participations.role': participations.map(({ role }) => role),
    'participations.actor.name': participations.map(({ actor }) => actor.name),
  })
}

test.for(['parquet', 'csv', 'ndjson'] as const)('DuckDB reads from %s what GraphQL answers', async (format) => {
  const rows = await readFile(format)
  expect(rows.map(textsOf)).toEqual(nodes.map(expectedRow))
})

test('DuckDB reads the features of GeoJSON', async () => {
  const rows = await readFile('geojson')
  expect(rows.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id))
})

test('Parquet has numbers as numbers', async () => {
  const [row] = await readFile('parquet')
  expect(row?.['mentionCount']).toBe(nodes[0]?.mentionCount)
})
