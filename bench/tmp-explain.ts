import { createApp } from '../server/app.ts'
import { openDatabase } from '../server/database.ts'
import { createLog } from '../server/log.ts'
import { landmarksOf } from './landmarks.ts'
import { queriesOf } from './queries.ts'
import pg from 'pg'
const log = createLog('warn')
const [name, only] = process.argv.slice(2)
const url = `postgres://postgres@127.0.0.1:5544/${name}`
let seen: [string, unknown[]][] = []
const open = await openDatabase({ url, log, logger: { logQuery: (q, p) => void seen.push([q, p]) } })
const at = await open.patiently((db) => landmarksOf(db, 'bench'))
const app = createApp({ db: open.db, cursorKey: 'bench', log })
const client = new pg.Client(url)
await client.connect()
await client.query("set timezone='UTC'")
type P = { 'Node Type': string; 'Relation Name'?: string; Plans?: P[]; 'Plan Rows': number }
const walk = (p: P): P[] => [p, ...(p.Plans ?? []).flatMap(walk)]
for (const { name, query } of queriesOf(at)) {
  if (only && !name.includes(only)) continue
  seen = []
  const t = performance.now()
  const r = await app.fetch('http://x/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const body = await r.text()
  const ms = performance.now() - t
  const scans: string[] = []
  for (const [q, p] of seen) {
    const { rows } = await client.query(`explain (format json) ${q}`, p as never)
    for (const n of walk(rows[0]['QUERY PLAN'][0].Plan))
      if (n['Node Type'] === 'Seq Scan') scans.push(`${n['Relation Name']}`)
    if (only) {
      const { rows } = await client.query(`explain (analyze, buffers) ${q}`, p as never)
      console.log(q, JSON.stringify(p).slice(0, 300))
      console.log(rows.map((x) => x['QUERY PLAN']).join('\n'))
    }
  }
  console.log(
    name,
    ms.toFixed(0),
    scans.join(','),
    only ? body.slice(0, 300) : JSON.parse(body).errors ? body.slice(0, 200) : '',
  )
}
await client.end()
await open.close()
