import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { expect } from 'vitest'
import { prepared } from '../../schema/mutation/merging.ts'
import { listen } from '../../support/listener.ts'
import { test } from '../../support/service.ts'
import { fill } from './many-events.ts'

const EVENTS = 2_300
const QUERY = `{ events(orderBy: OCCURRED_ASC) { nodes { id title summary mentionCount occurred { edtf }
  location { latitude } participations { role actor { name } } ... on PhoneCall { topics } } } }`

test('a Parquet file has the rows of NDJSON in several row groups, with types and a description', async ({
  service,
}) => {
  const { publishCall } = await prepared(service)
  await publishCall(1, { phoneCall: { topics: ['=talks', 'a, b'] } })
  await fill(service, EVENTS)
  const server = await listen(service)
  const asOf = new Date().toISOString()
  const read = (format: string) =>
    fetch(`${server.origin}/export?${new URLSearchParams({ format, query: QUERY, asOf })}`)
  const response = await read('parquet')
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/vnd.apache.parquet'])
  expect(response.headers.get('content-disposition')).toMatch(/\.parquet"$/)
  const file = await response.arrayBuffer()
  const metadata = parquetMetadata(file)
  expect(metadata.row_groups.map(({ num_rows: rows }) => Number(rows))).toEqual([2_000, EVENTS + 1 - 2_000])
  const description = metadata.key_value_metadata?.find(({ key }) => key === 'dateline')?.value ?? ''
  expect(JSON.parse(description)).toMatchObject({ asOf, query: QUERY, datasets: [{ name: 'desk' }] })
  const types = Object.fromEntries(metadata.schema.slice(1).map(({ name, type }) => [name, type]))
  expect(types).toMatchObject({ mentionCount: 'INT32', 'location.latitude': 'DOUBLE', title: 'BYTE_ARRAY' })

  const rows = await parquetReadObjects({ file })
  const [, ...lines] = (await (await read('ndjson')).text()).trimEnd().split('\n')
  interface Node {
    id: string
    title: string
    summary: string | null
    mentionCount: number
    occurred: { edtf: string }
    location: { latitude: number } | null
    participations: { role: string; actor: { name: string } }[]
    topics?: string[]
    cursor: string
  }
  const expected = lines
    .map((line) => JSON.parse(line) as Node)
    .map(({ occurred, location, participations, topics, ...node }) => ({
      ...node,
      'occurred.edtf': occurred.edtf,
      'location.latitude': location?.latitude,
      'participations.role': JSON.stringify(participations.map(({ role }) => role)),
      'participations.actor.name': JSON.stringify(participations.map(({ actor }) => actor.name)),
      topics: topics && JSON.stringify(topics),
    }))
  expect(rows).toHaveLength(EVENTS + 1)
  const withoutNulls = (row: object) =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined))
  expect(rows.map(withoutNulls)).toEqual(expected.map(withoutNulls))

  const empty = await fetch(
    `${server.origin}/export?${new URLSearchParams({ format: 'parquet', metadata: 'false', query: '{ events(where: { ids: [] }) { nodes { id } } }' })}`,
  )
  expect(await parquetReadObjects({ file: await empty.arrayBuffer() })).toEqual([])
  await server.close()
})
