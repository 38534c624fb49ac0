import { execFileSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'
import { newDatabase, projectRoot, startService } from './service.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the GraphQL endpoint. */
    url: string
    /** A key that publishes and corrects in the dataset `lab`. */
    key: string
  }
}

/** Builds and starts the service with `npm start`, on a free port and a new embedded database with the bundled reports. */
export default async function setup(project: TestProject) {
  const { env, remove } = newDatabase(process.env)
  // Only one process can open the folder, so the key is made before the service starts.
  project.provide('key', createKey(env))
  const { url, stop } = await startService('npm', ['start'], env)
  project.provide('url', url)
  return async () => {
    await stop()
    remove()
  }
}

function createKey(env: NodeJS.ProcessEnv): string {
  const scopes = ['--scope', 'publish', '--scope', 'correct']
  const args = ['run', '--silent', 'keys', '--', 'create', ...scopes, '--dataset', 'lab', '--name', 'Lab']
  const output = execFileSync('npm', args, { cwd: projectRoot, env, encoding: 'utf8' })
  const key = /^dlk_\S+/m.exec(output)?.[0]
  if (key === undefined) throw new Error(`The command printed no key:\n${output}`)
  return key
}
