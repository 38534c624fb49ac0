import type { TestProject } from 'vitest/node'
import { makeScratch } from '../scratch.ts'
import { runOnServer } from './databases.ts'
import { findPostgres, startPostgres } from './postgres-cluster.ts'
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
    const { server, stop } = await startPostgres(bin, scratch.folder)
    stops.push(stop)
    await runOnServer(server, 'create database empty')
    await makeTemplates(
      (name) => ({ url: `${server}/${name}` }),
      (from, to) => runOnServer(server, `create database ${to} template ${from}`),
    )
    project.provide('templates', { engine: 'postgresql', server })
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}
