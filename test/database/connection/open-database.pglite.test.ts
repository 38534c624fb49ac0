import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, describe, expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import type { DatabaseCopy } from '../../support/databases/databases.ts'
import { killChildren, startChild } from '../../support/processes/child.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

function startWriter() {
  return startChild('writer')
}

afterEach(killChildren)

function folderOf(target: DatabaseCopy['target']): string {
  return 'dataDir' in target ? target.dataDir : ''
}

function filesOf(folder: string) {
  return readdirSync(folder).toSorted()
}

describe('rejects and does not change a folder that is not a database of this engine:', () => {
  test('a database of another PostgreSQL version', async ({ migrated }) => {
    const dataDir = folderOf(migrated)
    writeFileSync(join(dataDir, 'PG_VERSION'), '17\n')
    const before = filesOf(dataDir)
    await expect(openDatabase({ dataDir, log: silent })).rejects.toThrow(
      `DATA_DIR ${dataDir} was created by PostgreSQL 17; this Dateline contains PostgreSQL 18.`,
    )
    expect(filesOf(dataDir)).toEqual(before)
  })

  test('a folder with other files, a file, a mount point', async ({ migrated }) => {
    const dataDir = join(folderOf(migrated), 'base')
    const before = filesOf(dataDir)
    await expect(openDatabase({ dataDir, log: silent })).rejects.toThrow(
      `DATA_DIR ${dataDir} contains files but no database. Set it to an empty or a new folder.`,
    )
    expect(filesOf(dataDir)).toEqual(before)
    const file = join(folderOf(migrated), 'PG_VERSION')
    await expect(openDatabase({ dataDir: file, log: silent })).rejects.toThrow(`DATA_DIR ${file} is a file.`)
    expect(readFileSync(file, 'utf8')).toBe('18\n')
    await expect(openDatabase({ dataDir: '/proc', log: silent })).rejects.toThrow('DATA_DIR /proc is a mount point.')
  })

  test('a corrupt database', async ({ migrated }) => {
    const dataDir = folderOf(migrated)
    writeFileSync(join(dataDir, 'global', 'pg_control'), 'nonsense')
    await expect(openDatabase({ dataDir, log: silent })).rejects.toThrow(
      `The embedded database ${dataDir} cannot be opened: `,
    )
    expect(readFileSync(join(dataDir, 'global', 'pg_control'), 'utf8')).toBe('nonsense')
  })
})

test('only one process can open a folder, also by different paths', async ({ migrated }) => {
  const dataDir = folderOf(migrated)
  const open = await openDatabase({ dataDir, log: silent })
  const link = join(dirname(dataDir), `${basename(dataDir)}-link`)
  symlinkSync(dataDir, link)
  const other = startWriter()
  for (const path of [dataDir, link]) {
    expect(await other.ask({ dataDir: path })).toContain(
      `Another process has the embedded database ${dataDir} open. Stop it, or set DATA_DIR to another folder.`,
    )
  }
  await open.close()
  expect(await other.ask({ dataDir: link })).toBe('open')
})

test('logs a warning if production uses the embedded engine', async ({ migrated }) => {
  const warnings: unknown[] = []
  const log = { ...silent, warn: (...warning: unknown[]) => void warnings.push(warning) }
  await (await openDatabase({ ...migrated, log })).close()
  expect(warnings).toEqual([])
  await (await openDatabase({ ...migrated, log, production: true })).close()
  expect(warnings).toEqual([
    [{ folder: folderOf(migrated) }, expect.stringContaining('THE EMBEDDED DATABASE IS IN USE IN PRODUCTION')],
  ])
})
