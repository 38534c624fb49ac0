import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

function climb(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : climb(dirname(folder))
}

/** The folder that holds package.json, migrations and seeds: the code runs from its source and from `dist` alike. */
export const projectRoot = climb(import.meta.dirname)
