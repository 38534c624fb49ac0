import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../database/project-root.ts'

/** The version of Dateline, from package.json. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  return version
}
