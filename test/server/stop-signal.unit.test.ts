import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { projectRoot } from '../../database/project-root.ts'

/** Starts a process that takes three seconds to stop, and waits until it handles signals. */
async function startSlowProcess() {
  const code = `
    import { onStopSignal } from './server/stop-signal.ts'
    onStopSignal((signal) => {
      console.log(signal)
      setTimeout(() => process.exit(0), 3_000)
    })
    setInterval(() => {}, 1_000)
    console.log('ready')`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit').then(([status]: (number | null)[]) => status)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await expect.poll(() => output, { timeout: 20_000 }).toBe('ready\n')
  return { child, ended, output: () => output }
}

test('a process that gets SIGINT twice within a second stops once, and ends normally', async () => {
  const { child, ended, output } = await startSlowProcess()
  child.kill('SIGINT')
  await expect.poll(output).toContain('SIGINT')
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(output()).toBe('ready\nSIGINT\n')
})

test('a process that gets a second signal after more than a second ends at once with status 1', async () => {
  const { child, ended, output } = await startSlowProcess()
  child.kill('SIGTERM')
  await expect.poll(output).toContain('SIGTERM')
  await sleep(1_100)
  child.kill('SIGINT')
  expect(await ended).toBe(1)
})
