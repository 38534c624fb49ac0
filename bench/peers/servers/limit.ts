import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import type { Sample } from '../samples.ts'
import { STATEMENTS } from './statements.ts'

/**
 * The limit: node:http and one hand-written statement that returns the JSON of the answer. The path names the query.
 * DATABASE_URL names the database; the first line of the output has the address.
 */

// oxlint-disable-next-line node/no-process-env -- a process of its own
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10, idleTimeoutMillis: 0 })

async function answer(path: string, body: string): Promise<string> {
  const { variables } = JSON.parse(body) as { variables: Sample }
  const name = path.slice(1)
  if (name === 'Q8') return '{"__typename":"Query"}'
  const { sql, isUnnamed, valuesOf } = STATEMENTS[name as keyof typeof STATEMENTS]
  const { rows } = await pool.query<[string]>({
    ...(isUnnamed ? {} : { name }),
    text: sql,
    values: valuesOf(variables),
    rowMode: 'array',
  })
  return rows[0]?.[0] ?? 'null'
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    answer(request.url ?? '', Buffer.concat(chunks).toString()).then(
      (data) => {
        const json = `{"data":${data}}`
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) })
        response.end(json)
      },
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
})
server.listen(0, '127.0.0.1', () => {
  console.log(`serves at http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
