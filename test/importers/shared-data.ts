import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../database/project-root.ts'

/** The folder of real data, which can be missing. */
export const sharedFolder = join(projectRoot, '../shared/data')

/** The path of a file of real data; undefined if the folder `../shared/data` lacks it. */
export function sharedFile(path: string): string | undefined {
  const file = join(sharedFolder, path)
  return existsSync(file) ? file : undefined
}

if (!existsSync(sharedFolder))
  console.warn(
    'REAL DATA IS MISSING: the folder ../shared/data does not exist, so tests that import real files are skipped.',
  )
