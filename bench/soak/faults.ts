import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Cluster } from './cluster.ts'

/** Something that happens to a database in production. */
export interface Fault {
  name: string
  run: () => Promise<void>
}

const OUTAGE_MS = 5_000
const LOCK_MS = 4_000
const FREEZE_MS = 4_000
const FULL_MS = 6_000

/** @param url the database of the service */
export function faultsOf(cluster: Cluster, url: string): Fault[] {
  const { control, start, fillDisk } = cluster
  return [
    ...(fillDisk ? [{ name: 'disk full for 6 s', run: () => withFullDisk(cluster, fillDisk) }] : []),
    { name: 'restart fast', run: () => control('restart', '-m', 'fast') },
    { name: 'restart immediate', run: () => control('restart', '-m', 'immediate') },
    {
      name: 'outage of 5 s',
      run: async () => {
        await control('stop', '-m', 'fast')
        await sleep(OUTAGE_MS)
        await start()
      },
    },
    { name: 'two connections killed', run: () => terminate(url, 'dateline', 2) },
    { name: 'all connections killed', run: () => terminate(url, 'dateline', 1_000) },
    { name: 'listener cut', run: () => terminate(url, 'dateline-change-listener', 1) },
    { name: 'three connections frozen for 4 s', run: () => freeze(url, 3) },
    { name: 'events locked for 4 s', run: () => holding(url, 'lock table events in access exclusive mode') },
    { name: 'writers blocked for 4 s', run: () => holding(url, 'select pg_advisory_xact_lock(7203654903)') },
  ]
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'soak' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function terminate(url: string, applicationName: string, count: number): Promise<void> {
  return withClient(url, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
        where datname = current_database() and application_name = $1 order by random() limit $2) as chosen`,
      [applicationName, count],
    ),
  )
}

function holding(url: string, statement: string): Promise<void> {
  return withClient(url, async (client) => {
    await client.query(`begin; ${statement}`)
    await sleep(LOCK_MS)
    await client.query('commit')
  })
}

/** Stops server processes, so that their statements do not advance. */
async function freeze(url: string, count: number): Promise<void> {
  const pids: number[] = []
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'dateline'
        order by state = 'active' desc, random() limit $1`,
      [count],
    )
    pids.push(...rows.map(({ pid }) => pid))
  })
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    await sleep(FREEZE_MS)
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
  }
}

/** PostgreSQL ends if it cannot write its log of changes; a service manager would start it again. */
async function withFullDisk({ control, start }: Cluster, fillDisk: NonNullable<Cluster['fillDisk']>): Promise<void> {
  const free = await fillDisk()
  await sleep(FULL_MS)
  await free()
  const isRunning = await control('status').then(
    () => true,
    () => false,
  )
  if (!isRunning) await start()
}
