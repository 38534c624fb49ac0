import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeScratch } from '../scratch.ts'
import { runOnServer } from './databases.ts'
import { findPostgres, startPostgres } from './postgres-cluster.ts'
import { cachedFolder } from './template-cache.ts'
import { makeTemplates } from './templates.ts'

/** Starts a PostgreSQL server for this run, with the databases that the tests of this project copy. */
export default async function setup(project: TestProject) {
  const scratch = makeScratch()
  const stops: (() => Promise<void>)[] = []
  const teardown = async () => {
    for (const stop of stops) await stop()
    scratch.remove()
  }
  try {
    const bin = findPostgres()
    if (bin === undefined) throw new Error('No PostgreSQL server is installed.')
    const cached = cachedFolder('postgres', execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }))
    const { server, data, stop } = await startPostgres(bin, scratch.folder, {
      copyOf: cached.exists ? cached.path : undefined,
    })
    stops.push(stop)
    if (!cached.exists) {
      await makeDatabases(server)
      cached.store(data)
    }
    project.provide('templates', { engine: 'postgresql', server })
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}

async function makeDatabases(server: string): Promise<void> {
  await runOnServer(server, 'create database empty')
  await makeTemplates(
    (name) => ({ url: `${server}/${name}` }),
    (from, to) => runOnServer(server, `create database ${to} template ${from}`),
  )
  // All that was written is in the files now, so that a copy of them while the server runs is complete.
  await runOnServer(server, 'checkpoint')
}
