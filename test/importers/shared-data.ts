import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../database/project-root.ts'

const folder = join(projectRoot, '../shared/data')

/** Where a file of real data is, or nothing where the data is not beside the project. */
export function sharedFile(path: string): string | undefined {
  const file = join(folder, path)
  return existsSync(file) ? file : undefined
}

if (!existsSync(folder))
  console.warn('THE REAL DATA IS MISSING: ../shared/data is not here, and no file of a feed was imported.')
