import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test as base } from 'vitest'
import { lockFolder } from '../../../database/connection/folder-lock.ts'
import { killChildren, startChild, type Child } from '../../support/processes/child.ts'

const test = base.extend<{ folder: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern which fixtures are needed
  folder: async ({}, use) => {
    const parent = mkdtempSync(join(tmpdir(), 'lock-'))
    await use(join(parent, 'data'))
    rmSync(parent, { recursive: true })
  },
})

function startSecondProcess() {
  return startChild(new URL('../../support/processes/second-process.ts', import.meta.url))
}

afterEach(killChildren)

function sockets(folder: string) {
  return readdirSync(`${folder}.lock`)
}

test('of eight that race for a folder exactly one gets it, whatever sockets the dead have left', async ({ folder }) => {
  const racers = new Set<Child>()
  for (let round = 1; round <= 4; round++) {
    while (racers.size < 8) racers.add(startSecondProcess())
    // All are up before the race.
    await Promise.all([...racers].map((racer) => racer.ask('release')))
    const answers = await Promise.all([...racers].map(async (racer) => ({ racer, text: await racer.ask(folder) })))
    const winners = answers.filter(({ text }) => text === 'won').map(({ racer }) => racer)
    expect(winners).toHaveLength(1)
    // Every other one lets go as it should; the rest die with the folder in their hands.
    if (round % 2 === 0) continue
    for (const winner of winners) {
      racers.delete(winner)
      await winner.kill()
    }
    expect(sockets(folder)).toHaveLength(1)
  }
}, 120_000)

test('an owner whose event loop hangs keeps the folder', async ({ folder }) => {
  const owner = startSecondProcess()
  expect(await owner.ask(folder)).toBe('won')
  owner.tell('hang')
  await expect(lockFolder(folder)).rejects.toThrow(
    `Another process has the embedded database ${folder} open. End it, or give this one another folder by DATA_DIR`,
  )
  await owner.kill()
  await (
    await lockFolder(folder)
  )()
  expect(sockets(folder)).toEqual([])
})

test('the same process does not get a folder twice', async ({ folder }) => {
  const release = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow('Another process has the embedded database')
  await release()
  await (
    await lockFolder(folder)
  )()
})

test('a path that is too long for a socket says so', async ({ folder }) => {
  const long = join(folder, 'x'.repeat(100))
  mkdirSync(folder)
  await expect(lockFolder(long)).rejects.toThrow('Name a DATA_DIR with a shorter path')
})
