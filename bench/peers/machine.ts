import { readFileSync } from 'node:fs'
import { cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { LAB } from './servers/compile.ts'

/** What the figures depend on, without names or paths of the machine. */
export async function describeMachine(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ version: string; buffers: string; size: string }>(
    `select split_part(version(), ' on ', 1) as version, current_setting('shared_buffers') as buffers,
      pg_size_pretty(pg_database_size(current_database())) as size`,
  )
  const [facts] = rows
  const [cpu] = cpus()
  return [
    `${cpus().length} processors (${cpu?.model ?? 'unknown model'}), ${Math.round(totalmem() / 1024 ** 3)} GB of memory, ${platform()} ${release()}`,
    `load average at the start: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
    `Node.js ${process.versions.node}; ${facts?.version}, shared_buffers ${facts?.buffers}, a database of ${facts?.size}, 10 connections for each server`,
    ...packageVersions(),
  ]
}

function packageVersions(): string[] {
  const names = ['postgraphile', 'newer-node', 'mercurius', 'graphql-jit', '@apollo/server', '@apollo/subgraph']
  const versions = names.flatMap((name) => {
    try {
      const { version } = JSON.parse(readFileSync(join(LAB, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string
      }
      return `${name === 'newer-node' ? 'Node.js for PostGraphile' : name} ${version}`
    } catch {
      return []
    }
  })
  return versions.length === 0 ? [] : [versions.join(', ')]
}
