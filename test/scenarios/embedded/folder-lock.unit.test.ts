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
  return startChild('second-process')
}

afterEach(killChildren)

function socketNames(folder: string) {
  return readdirSync(`${folder}.lock`)
}

test('exactly one of eight racing processes gets the lock, despite sockets of dead processes', async ({ folder }) => {
  const racers = new Set<Child>()
  for (let round = 1; round <= 4; round++) {
    while (racers.size < 8) racers.add(startSecondProcess())
    // All processes are running before the race starts.
    await Promise.all([...racers].map((racer) => racer.ask('release')))
    const answers = await Promise.all([...racers].map(async (racer) => ({ racer, text: await racer.ask(folder) })))
    const winners = answers.filter(({ text }) => text === 'won').map(({ racer }) => racer)
    expect(winners).toHaveLength(1)
    // In even rounds the winner releases the lock at the start of the next round; in odd rounds it is killed.
    if (round % 2 === 0) continue
    for (const winner of winners) {
      racers.delete(winner)
      await winner.kill()
    }
    expect(socketNames(folder)).toHaveLength(1)
  }
}, 120_000)

test('a process whose event loop hangs keeps the lock', async ({ folder }) => {
  const owner = startSecondProcess()
  expect(await owner.ask(folder)).toBe('won')
  owner.send('hang')
  await expect(lockFolder(folder)).rejects.toThrow(
    `Another process has the embedded database ${folder} open. Stop it, or set DATA_DIR to another folder.`,
  )
  await owner.kill()
  await (
    await lockFolder(folder)
  )()
  expect(socketNames(folder)).toEqual([])
})

test('a process cannot lock the same folder twice', async ({ folder }) => {
  const release = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow('Another process has the embedded database')
  await release()
  await (
    await lockFolder(folder)
  )()
})

test('a path that is too long for a socket is rejected', async ({ folder }) => {
  const longPath = join(folder, 'x'.repeat(100))
  mkdirSync(folder)
  await expect(lockFolder(longPath)).rejects.toThrow('a socket allows 103. Set DATA_DIR to a shorter path.')
})
