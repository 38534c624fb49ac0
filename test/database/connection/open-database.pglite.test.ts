import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect } from 'vitest'
import { openDatabase } from '../../../database/connection/open-database.ts'
import { datasets } from '../../../database/tables/dataset.ts'
import type { DatabaseCopy } from '../../support/databases/databases.ts'
import { killChildren, startChild } from '../../support/processes/child.ts'
import { test } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

function startWriter() {
  return startChild(new URL('../../support/processes/writer.ts', import.meta.url))
}

afterEach(killChildren)

function folderOf(target: DatabaseCopy['target']): string {
  return 'dataDir' in target ? target.dataDir : ''
}

function filesOf(folder: string) {
  return readdirSync(folder).toSorted()
}

describe('a folder that is no database of this engine is refused, and nothing in it touched', () => {
  test('one of another version', async ({ migrated }) => {
    const dataDir = folderOf(migrated)
    writeFileSync(join(dataDir, 'PG_VERSION'), '17\n')
    const before = filesOf(dataDir)
    await expect(openDatabase({ dataDir, log: silent })).rejects.toThrow(
      `DATA_DIR ${dataDir} was made by PostgreSQL 17, and this Dateline has 18 built in.`,
    )
    expect(filesOf(dataDir)).toEqual(before)
  })

  test('one with other files, a file in its place, a disk of its own', async ({ migrated }) => {
    const dataDir = join(folderOf(migrated), 'base')
    const before = filesOf(dataDir)
    await expect(openDatabase({ dataDir, log: silent })).rejects.toThrow(
      `DATA_DIR ${dataDir} holds files that are no database. Name an empty folder, or one to be made.`,
    )
    expect(filesOf(dataDir)).toEqual(before)
    const file = join(folderOf(migrated), 'PG_VERSION')
    await expect(openDatabase({ dataDir: file, log: silent })).rejects.toThrow(`DATA_DIR ${file} is a file.`)
    expect(readFileSync(file, 'utf8')).toBe('18\n')
    await expect(openDatabase({ dataDir: '/proc', log: silent })).rejects.toThrow(
      'DATA_DIR /proc is a disk of its own.',
    )
  })

  test('one that is broken', async ({ migrated }) => {
    const dataDir = folderOf(migrated)
    writeFileSync(join(dataDir, 'global', 'pg_control'), 'nonsense')
    await expect(openDatabase({ dataDir, log: silent })).rejects.toThrow(
      `The embedded database ${dataDir} does not open: `,
    )
    expect(readFileSync(join(dataDir, 'global', 'pg_control'), 'utf8')).toBe('nonsense')
  })
})

test('a folder is open once, by whatever path', async ({ migrated }) => {
  const dataDir = folderOf(migrated)
  const open = await openDatabase({ dataDir, log: silent })
  const link = join(dirname(dataDir), `${basename(dataDir)}-link`)
  symlinkSync(dataDir, link)
  const other = startWriter()
  for (const path of [dataDir, link]) {
    expect(await other.ask({ dataDir: path })).toContain(
      `Another process has the embedded database ${dataDir} open. End it, or give this one another folder by DATA_DIR`,
    )
  }
  await open.close()
  expect(await other.ask({ dataDir: link })).toBe('open')
})

test('production is warned of the embedded engine', async ({ migrated }) => {
  const warnings: unknown[] = []
  const log = { ...silent, warn: (...warning: unknown[]) => void warnings.push(warning) }
  await (await openDatabase({ ...migrated, log })).close()
  expect(warnings).toEqual([])
  await (await openDatabase({ ...migrated, log, production: true })).close()
  expect(warnings).toEqual([
    [{ folder: folderOf(migrated) }, expect.stringContaining('THE EMBEDDED DATABASE SERVES IN PRODUCTION')],
  ])
})

test('a first start that is killed at any moment is made good by the next', async ({ migrated }) => {
  const parent = join(folderOf(migrated), 'starts')
  const dataDir = join(parent, 'data')
  mkdirSync(dataDir, { recursive: true })
  const nurseries = () => readdirSync(parent).filter((name) => name.startsWith('data.new-'))
  for (const pause of [0, 300, 1_200]) {
    const child = startWriter()
    child.tell({ dataDir })
    await expect.poll(nurseries, { timeout: 20_000, interval: 5 }).toHaveLength(1)
    await sleep(pause)
    await child.kill()
    expect(existsSync(join(dataDir, 'PG_VERSION'))).toBe(false)
  }
  const open = await openDatabase({ dataDir, log: silent })
  expect(open.isNew).toBe(true)
  expect(nurseries()).toEqual([])
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  await open.migrate()
  expect(await open.isMigrated()).toBe(true)
  await open.close()
}, 60_000)

test('what was persisted outlives a kill, time and again', async ({ migrated }) => {
  const dataDir = folderOf(migrated)
  const written: string[] = []
  for (let round = 0; round < 3; round++) {
    const child = startWriter()
    const ids = Array.from({ length: 5 }, () => crypto.randomUUID())
    expect(await child.ask({ dataDir, ids })).toBe('persisted')
    // It is killed in the middle of the next ones.
    child.tell({ dataDir, ids: Array.from({ length: 1_000 }, () => crypto.randomUUID()) })
    await sleep(50)
    await child.kill()
    written.push(...ids)
  }
  const open = await openDatabase({ dataDir, log: silent })
  const found = new Set((await open.db.select({ id: datasets.id }).from(datasets)).map(({ id }) => id))
  expect(written.filter((id) => !found.has(id))).toEqual([])
  await open.close()
})
