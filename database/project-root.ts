import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

function findPackageFolder(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findPackageFolder(dirname(folder))
}

/** The folder of package.json, migrations and seeds. Searched for, because the code also runs from `dist`. */
export const projectRoot = findPackageFolder(import.meta.dirname)
